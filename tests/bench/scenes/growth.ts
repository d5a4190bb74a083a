import type postgres from 'postgres'
import { z } from 'zod'
import { cronCommand } from '../../races/actors.ts'
import type { Scene } from '../scene.ts'
import { contenders, runTrial } from '../trial.ts'
import { jobsOfAnHour, type World } from '../world.ts'

/** What a finished job leaves behind, and where. */
const KEPT = {
  'a job, table': { relation: 'public.upscaler_jobs', share: 4 },
  'its ledger lines': { relation: 'public.upscaler_credit_transactions', share: 1 },
  'its settlement, of one in twelve': { relation: 'estorno.settlements', share: 1 },
} as const

type Levels = { name: string; levels: number }

async function weigh({ stage }: World, relation: string): Promise<{ heap: number; indexes: number }> {
  const [found] = await stage<[{ heap: number; indexes: number }]>`
    select pg_table_size(${relation}::regclass)::float as heap, pg_indexes_size(${relation}::regclass)::float as indexes`
  return found
}

/** From the root to a leaf. */
const levelsOf = ({ stage }: World) => stage<Levels[]>`
  select i.indexrelid::regclass::text as name, (bt_metap(i.indexrelid::regclass::text)).level::integer + 1 as levels
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam and m.amname = 'btree'
  where i.indrelid = any (array['public.upscaler_jobs', 'public.upscaler_credit_transactions', 'estorno.settlements']::regclass[])
  order by 1`

const explained = z.tuple([
  z.object({
    Plan: z.object({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }),
    'Execution Time': z.number(),
  }),
])

/** The blocks of 8 kB that a statement looks at, by all that it calls. */
async function look(sql: postgres.Sql, statement: string): Promise<{ blocks: number; ms: number }> {
  const [row] = await sql.unsafe(`explain (analyze, buffers, format json) ${statement}`)
  const [{ Plan, 'Execution Time': ms }] = explained.parse(row?.['QUERY PLAN'])
  return { blocks: Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'], ms }
}

/** What a tick with nothing to do consists of. */
const TICK: Record<string, string> = {
  'idle tick, the run': 'select * from public.cleanup_all_stale_ai_jobs()',
  'idle tick, the figures’ upkeep': 'select estorno.count_on(1)',
}

// As the panel asks: from a midnight on.
const MONTH = `date_trunc('day', now()) - interval '31 days'`

const LOOKS: Record<string, string> = {
  'list: page 1': 'select * from public.admin_list_ai_jobs()',
  'list: failed': `select * from public.admin_list_ai_jobs(statuses => '{failed}')`,
  'list: one tool': `select * from public.admin_list_ai_jobs(tool => 'veste_ai_jobs')`,
  'summary: a month': `select * from public.admin_summarize_ai_jobs(since => ${MONTH})`,
  'summary: everything': 'select * from public.admin_summarize_ai_jobs()',
  'reconciliation of 90 days': 'select * from public.admin_reconcile()',
  'records: page 1': 'select * from public.admin_list_records()',
  'chart: a month': `select * from public.admin_chart_endings(${MONTH}, now())`,
}

/** What grows with the history and how, so that larger ones can be reckoned: see docs/scaling.md. */
export const growth: Scene = {
  name: 'growth',
  histories: ({ histories: { small, middle, large } }) => [small, middle, large],
  async play({ world, sizes, results, history }) {
    const add = (contender: string, metric: string, unit: 'bytes' | 'ms' | 'count', sample: number) =>
      results.add({ scene: 'growth', history, size: 0, contender, metric, unit, samples: [sample] })

    const addLook = async (sql: postgres.Sql, contender: string, statement: string) => {
      const { blocks, ms } = await look(sql, statement)
      add(contender, 'blocks', 'count', blocks)
      add(contender, 'time', 'ms', ms)
    }

    await world.stage`create extension if not exists pageinspect`
    for (const [contender, { relation, share }] of Object.entries(KEPT)) {
      const { heap, indexes } = await weigh(world, relation)
      add(contender, 'rows, a finished job', 'bytes', (share * heap) / history)
      add(contender, 'indexes, a finished job', 'bytes', (share * indexes) / history)
    }
    for (const { name, levels } of await levelsOf(world)) add(name, 'levels', 'count', levels)

    const admin = await world.connectAsAdmin()
    const owner = world.connect()
    await owner.unsafe(cronCommand)
    for (let round = 0; round < sizes.rounds; round += 1) {
      for (const [contender, statement] of Object.entries(TICK)) await addLook(owner, contender, statement)
    }
    const atWork = jobsOfAnHour(history)
    await world.raiseStorm({ jobs: atWork, customers: atWork, minutesAgo: 3 })
    for (let round = 0; round < sizes.rounds; round += 1) {
      for (const [contender, statement] of Object.entries(LOOKS)) await addLook(admin, contender, statement)
    }
    await Promise.all([admin.end(), owner.end()])
    await world.sweep()

    const jobs = sizes.storms.small
    for (let round = 0; round < sizes.rounds; round += 1) {
      const { walBytes, ms } = await runTrial(
        world,
        { jobs, customers: Math.ceil(jobs / 4) },
        contenders['estorno, cron'],
      )
      add('cleanup', 'WAL, a job ended', 'bytes', walBytes / jobs)
      add('cleanup', 'time, of 1,000 jobs', 'ms', (1000 * ms) / jobs)
    }
  },
}
