import type postgres from 'postgres'
import { z } from 'zod'
import type { Job, Trial, World } from './world.ts'

/** What an actor was told, as far as it speaks of money. */
export type Told =
  | { kind: 'cancel'; job: Job; outcome: string; refunded: number | null; balance: number | null }
  | { kind: 'cancels'; each: Cancelled[] }
  | { kind: 'cleanup'; ended: number; refunded: number }
  | { kind: 'refused'; code: string }
  | { kind: 'nothing' }

export const NOTHING: Told = { kind: 'nothing' }

type Scene = { job: Job; trial: Trial; world: World }

/** One statement, or a few that nobody else can come between. */
export type Step = (sql: postgres.Sql) => Promise<Told>

/** What one client does in one transaction on its own connection: open it, act, end it. */
export type Script = {
  steps: [open: Step, act: Step, end: Step]
  /** SQLSTATEs that are an answer: it came too late, or found too little, and nothing has happened. */
  refusals: readonly string[]
}

export type Writer = (scene: Scene) => Script

const cancelRow = z.object({
  outcome: z.string(),
  refunded_credits: z.number().nullable(),
  new_balance: z.number().nullable(),
})
const cleanupRow = z.object({ ended: z.coerce.number(), refunded: z.coerce.number() })

export const step =
  (work: (sql: postgres.Sql) => Promise<unknown>): Step =>
  async (sql) => {
    await work(sql)
    return NOTHING
  }

const begin = step((sql) => sql`begin`)
const asService = step((sql) => sql.unsafe('begin; set local role service_role'))
const commit = step((sql) => sql`commit`)

const script = (act: Step, { open = begin, refusals = [] }: { open?: Step; refusals?: string[] } = {}): Script => ({
  steps: [open, act, commit],
  refusals,
})

/** Opens a transaction in which an admin calls, as the API opens it. */
export async function beginAs(sql: postgres.Sql, admin: string): Promise<void> {
  const claims = JSON.stringify({ sub: admin, role: 'authenticated' })
  await sql`begin`
  await sql`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`
}

export type Cancelled = Extract<Told, { kind: 'cancel' }>

export async function cancel(sql: postgres.Sql, job: Job): Promise<Cancelled> {
  const [row] = await sql`select * from public.admin_cancel_ai_job(${job.table}, ${job.id}, 'corrida')`
  const { outcome, refunded_credits: refunded, new_balance: balance } = cancelRow.parse(row)
  return { kind: 'cancel', job, outcome, refunded, balance }
}

/** Cancels jobs in one call; a row each, in their order. */
export async function cancelMany(sql: postgres.Sql, jobs: readonly Job[]): Promise<Cancelled[]> {
  const asked = jobs.map(({ table, id }) => ({ table, id }))
  const rows = await sql`select * from public.admin_cancel_ai_jobs(${sql.json(asked)}, 'corrida')`
  return jobs.map((job, place) => {
    const { outcome, refunded_credits: refunded, new_balance: balance } = cancelRow.parse(rows[place])
    return { kind: 'cancel', job, outcome, refunded, balance }
  })
}

const cancelManyAs =
  (admin: 0 | 1, inOrder: (jobs: readonly Job[]) => readonly Job[]): Writer =>
  ({ trial, world }) =>
    script(async (sql) => ({ kind: 'cancels', each: await cancelMany(sql, inOrder(trial.jobs)) }), {
      open: step((sql) => beginAs(sql, world.admins[admin])),
    })

export const cancelAs =
  (admin: 0 | 1): Writer =>
  ({ job, world }) =>
    script((sql) => cancel(sql, job), { open: step((sql) => beginAs(sql, world.admins[admin])) })

// A webhook knows nothing of cancels: it writes what the provider said, whatever stands there.
const webhook =
  (result: { status: string; output_url?: string; error_message?: string }): Writer =>
  ({ job }) =>
    script(
      step(
        (sql) =>
          sql`update public.${sql(job.table)} set ${sql({ ...result, completed_at: new Date() })} where id = ${job.id}`,
      ),
      { open: asService },
    )

export const scripts = {
  'cleanup by hand': () =>
    script(
      async (sql) => {
        const [row] = await sql`
          select sum(cancelled_count) as ended, sum(refunded_credits) as refunded from public.cleanup_all_stale_ai_jobs()`
        return { kind: 'cleanup', ...cleanupRow.parse(row) }
      },
      { open: asService },
    ),
  'first admin': cancelAs(0),
  'second admin': cancelAs(1),
  'first admin cancels all': cancelManyAs(0, (jobs) => jobs),
  'second admin cancels all': cancelManyAs(1, (jobs) => jobs.toReversed()),
  'an admin runs the cleanup': ({ world }) =>
    script(
      async (sql) => {
        const [row] = await sql`
          select sum(cancelled_count) as ended, sum(refunded_credits) as refunded from public.admin_run_cleanup()`
        return { kind: 'cleanup', ...cleanupRow.parse(row) }
      },
      { open: step((sql) => beginAs(sql, world.admins[0])) },
    ),
  'an admin tries again': ({ job, world }) =>
    script(
      async (sql) => {
        const [row] = await sql`select * from public.admin_retry_ai_job(${job.table}, ${job.id})`
        const { outcome, refunded_credits: refunded } = cancelRow.parse(row)
        return outcome === 'ended' ? { kind: 'cleanup', ended: 1, refunded: refunded ?? 0 } : NOTHING
      },
      { open: step((sql) => beginAs(sql, world.admins[1])) },
    ),
  'webhook ok': webhook({ status: 'completed', output_url: 'https://example.com/result.png' }),
  'webhook failed': webhook({ status: 'failed', error_message: 'The provider gave up' }),
  'customer spends': ({ trial: { customer, random } }) => {
    const credits = 1 + random.below(80)
    return script(
      step((sql) => sql`select public.spend_upscaler_credits(${customer}, ${credits}, 'corrida')`),
      { refusals: ['P0001'] },
    )
  },
  'manual grant': ({ trial: { customer } }) =>
    script(
      step((sql) => sql`select public.grant_upscaler_credits(${customer}, 10)`),
      { refusals: ['23503'] },
    ),
  'monthly reset': ({ trial: { customer } }) =>
    script(
      step(
        (sql) => sql`
          select public.move_upscaler_credits(user_id, 60 - monthly_balance, 0, 'reset', 'Novo mês')
          from (select * from public.upscaler_credits where user_id = ${customer} for update) c where monthly_balance <> 60`,
      ),
    ),
  'customer is deleted': ({ trial: { customer } }) =>
    script(step((sql) => sql`delete from auth.users where id = ${customer}`)),
} satisfies Record<string, Writer>
