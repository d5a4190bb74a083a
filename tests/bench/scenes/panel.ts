import type postgres from 'postgres'
import type { Scene } from '../scene.ts'
import { interleave } from '../statistics.ts'
import { jobsOfAnHour, type World } from '../world.ts'

/** What the API would cut off. */
const STATEMENT_TIMEOUT_MS = 8000
/** A query that takes longer than this is asked for only twice. */
const SLOW_MS = 2000
const DEEP_PAGE = 5000

/** A page that is far away, as far as the history reaches. */
export const deepPageOf = (history: number): number => Math.min(DEEP_PAGE, Math.floor(history / 20) - 1)
const DAY_MS = 86_400_000
const STATUSES = ['pending', 'queued', 'starting', 'running', 'completed', 'failed', 'cancelled']

/** The panel's periods begin at one, and the history ends a day ago. */
export const midnight = (daysAgo: number): Date => new Date(Math.floor(Date.now() / DAY_MS - daysAgo) * DAY_MS)

type Query = (sql: postgres.Sql) => Promise<unknown>

type Landmarks = { created_at: Date; id: string; task_id: string; job_table: string; job_id: string }

async function landmarks({ stage }: World, page: number): Promise<Landmarks> {
  const [found] = await stage<[Landmarks]>`
    select mark.created_at, mark.id, job.task_id, 'upscaler_jobs' as job_table, job.id as job_id
    from bench.end_of_page(${page}) mark
    cross join (select task_id, id from public.upscaler_jobs order by created_at offset 1000 limit 1) job`
  return found
}

async function checkAllSeals(sql: postgres.Sql) {
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const [piece]: { continue_after: string | null }[] = await sql`
      select continue_after from public.admin_verify_records(after_seal => ${after})`
    after = piece?.continue_after ?? undefined
  }
}

function queries({ created_at, id, task_id, job_table, job_id }: Landmarks, deepPage: number): Record<string, Query> {
  const [day, week, month] = [midnight(1), midnight(7), midnight(31)]
  return {
    'list: page 1': (sql) => sql`select * from public.admin_list_ai_jobs()`,
    // As it opens: 20 rows, and one to tell whether there are more.
    'list: as the panel opens, 30 days': (sql) =>
      sql`select * from public.admin_list_ai_jobs(since => ${month}, page_size => 21)`,
    'list: page 5,000': (sql) =>
      sql`select * from public.admin_list_ai_jobs(cursor_created_at => ${created_at}, cursor_id => ${id})`,
    'list: 30 days, page 5,000': (sql) => sql`
      select * from public.admin_list_ai_jobs(
        since => ${month}, page_size => 21, cursor_created_at => ${created_at}, cursor_id => ${id})`,
    'list: last page': (sql) => sql`select * from public.admin_list_ai_jobs(backwards => true)`,
    'usual list: page 1': (sql) => sql`select * from bench.usual_history(1)`,
    'usual list: page 5,000': (sql) => sql`select * from bench.usual_history(${deepPage})`,
    'list: one tool': (sql) => sql`select * from public.admin_list_ai_jobs(tool => 'veste_ai_jobs')`,
    ...Object.fromEntries(
      STATUSES.map((status): [string, Query] => [
        `list: ${status}`,
        (sql) => sql`select * from public.admin_list_ai_jobs(statuses => ${[status]})`,
      ]),
    ),
    'list: a day': (sql) => sql`select * from public.admin_list_ai_jobs(since => ${day})`,
    'list: a week': (sql) => sql`select * from public.admin_list_ai_jobs(since => ${week})`,
    'list: one week of long ago': (sql) =>
      sql`select * from public.admin_list_ai_jobs(since => ${midnight(97)}, until => ${midnight(90)})`,
    'list: failed, of one tool, in a week': (sql) =>
      sql`select * from public.admin_list_ai_jobs(tool => 'veste_ai_jobs', statuses => '{failed}', since => ${week})`,
    'list: stuck': (sql) => sql`select * from public.admin_list_ai_jobs(stuck_only => true)`,
    'list: refund done': (sql) => sql`select * from public.admin_list_ai_jobs(refund => 'done')`,
    'list: refund pending': (sql) => sql`select * from public.admin_list_ai_jobs(refund => 'pending')`,
    'list: refund failed': (sql) => sql`select * from public.admin_list_ai_jobs(refund => 'failed')`,
    'list: nothing charged': (sql) => sql`select * from public.admin_list_ai_jobs(refund => 'not_charged')`,
    'search: part of a name': (sql) => sql`select * from public.admin_list_ai_jobs(search => 'cliente 17')`,
    'search: part of an e-mail': (sql) => sql`select * from public.admin_list_ai_jobs(search => 'cliente-17@')`,
    'search: job id': (sql) => sql`select * from public.admin_list_ai_jobs(search => ${job_id})`,
    'search: provider id': (sql) => sql`select * from public.admin_list_ai_jobs(search => ${task_id})`,
    'search: nobody': (sql) => sql`select * from public.admin_list_ai_jobs(search => 'ninguém')`,
    'summary: a day': (sql) => sql`select * from public.admin_summarize_ai_jobs(since => ${day})`,
    'summary: a week': (sql) => sql`select * from public.admin_summarize_ai_jobs(since => ${week})`,
    'summary: a month': (sql) => sql`select * from public.admin_summarize_ai_jobs(since => ${month})`,
    'summary: everything': (sql) => sql`select * from public.admin_summarize_ai_jobs()`,
    'summary: one tool': (sql) => sql`select * from public.admin_summarize_ai_jobs(tool => 'veste_ai_jobs')`,
    'summary: failed': (sql) => sql`select * from public.admin_summarize_ai_jobs(statuses => '{failed}')`,
    'summary: refund done': (sql) => sql`select * from public.admin_summarize_ai_jobs(refund => 'done')`,
    'summary: refund pending': (sql) => sql`select * from public.admin_summarize_ai_jobs(refund => 'pending')`,
    'summary: refund failed': (sql) => sql`select * from public.admin_summarize_ai_jobs(refund => 'failed')`,
    'summary: nothing charged': (sql) => sql`select * from public.admin_summarize_ai_jobs(refund => 'not_charged')`,
    'summary: one customer': (sql) => sql`select * from public.admin_summarize_ai_jobs(search => 'cliente-17@')`,
    'summary: part of a name': (sql) => sql`select * from public.admin_summarize_ai_jobs(search => 'cliente 17')`,
    'summary: one week of long ago': (sql) =>
      sql`select * from public.admin_summarize_ai_jobs(since => ${midnight(97)}, until => ${midnight(90)})`,
    'chart: a month': (sql) => sql`select * from public.admin_chart_endings(${month}, now())`,
    'records: page 1': (sql) => sql`select * from public.admin_list_records()`,
    'records: admins': (sql) => sql`select * from public.admin_list_record_admins()`,
    'records: check of all seals': checkAllSeals,
    'records: check of seals, one piece': (sql) => sql`select * from public.admin_verify_records()`,
    'records: credits of the day': (sql) => sql`select * from public.admin_get_credit_cap()`,
    'records: raises of the cap': (sql) => sql`select * from public.admin_list_cap_raises()`,
    tools: (sql) => sql`select * from public.admin_list_ai_tools()`,
    'one job': (sql) => sql`select * from public.admin_get_ai_job(${job_table}, ${job_id})`,
    'attention list': (sql) => sql`select * from public.admin_list_attention(100)`,
    'attention: reconciliation of 90 days': (sql) => sql`select * from public.admin_reconcile()`,
    'attention: late results': (sql) => sql`select * from public.admin_list_late_results()`,
    'cleaner: preview': (sql) => sql`select * from public.admin_preview_cleanup()`,
    'cleaner: hours': (sql) => sql`select * from public.admin_list_cleanup_hours()`,
    'cleaner: runs': (sql) => sql`select * from public.admin_list_cleanup_runs(20)`,
    'cleaner: health': (sql) => sql`select * from public.admin_cleaner_health()`,
    'cleaner: advice': (sql) => sql`select * from public.admin_advise_limits()`,
    'bulk cancel: preview': (sql) => sql`select * from public.admin_preview_cancel_ai_jobs()`,
    'bulk cancel: jobs': (sql) => sql`select * from public.admin_list_cancellable_ai_jobs(max_jobs => 1000)`,
  }
}

async function timed(sql: postgres.Sql, query: Query): Promise<number> {
  const began = performance.now()
  try {
    await query(sql)
    return performance.now() - began
  } catch (error) {
    if (error instanceof Error && error.message.includes('statement timeout')) return STATEMENT_TIMEOUT_MS
    throw error
  }
}

/** Everything that the panel asks the database for, over a long history and while as many jobs as usual are at work. */
export const panel: Scene = {
  name: 'panel',
  histories: ({ histories: { middle, large } }) => [middle, large],
  async play({ world, sizes, results, history }) {
    // What is of this hour is counted when it is asked for.
    const atWork = jobsOfAnHour(history)
    await world.raiseStorm({ jobs: atWork, customers: atWork, minutesAgo: 3 })
    const deepPage = deepPageOf(history)
    const asked = queries(await landmarks(world, deepPage), deepPage)
    const admin = await world.connectAsAdmin()
    const owner = world.connect()
    for (const sql of [admin, owner])
      await sql`select set_config('statement_timeout', ${`${STATEMENT_TIMEOUT_MS}ms`}, false)`
    const slow = new Map<string, number>()
    const rounds = Object.entries(asked).map(([contender, query]) => {
      const ask = async () => {
        const asks = slow.get(contender) ?? 0
        if (asks >= 2) return
        const ms = await timed(contender.startsWith('usual') ? owner : admin, query)
        if (ms > SLOW_MS) slow.set(contender, asks + 1)
        results.add({ scene: 'panel', history, size: 0, contender, metric: 'time', unit: 'ms', samples: [ms] })
      }
      return [contender, ask] as const
    })
    for (const sql of [admin, owner]) await sql`select 1`
    await interleave(sizes.loads, Object.fromEntries(rounds))
    await Promise.all([admin.end(), owner.end()])
    await world.sweep()
  },
}
