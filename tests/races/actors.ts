import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { z } from 'zod'
import { ROOT } from '../support/command.ts'
import type { Job, Trial, World } from './world.ts'

/** What an actor was told, as far as it speaks of money. */
export type Told =
  | { kind: 'cancel'; job: Job; outcome: string; refunded: number | null; balance: number | null }
  | { kind: 'cleanup'; ended: number; refunded: number }
  | { kind: 'nothing' }

export type Actor = (sql: postgres.Sql, trial: Trial, world: World) => Promise<Told>

const NOTHING: Told = { kind: 'nothing' }

// The very command that pg_cron runs.
export const cronCommand = (() => {
  const migration = readFileSync(join(ROOT, 'supabase', 'migrations', '20261101001000_schedule_cleanup.sql'), 'utf8')
  const command = /\$cron\$(do .*?)\$cron\$/s.exec(migration)?.[1]
  if (!command) throw new Error('The schedule holds no do block')
  return command
})()

const cancelRow = z.object({
  outcome: z.string(),
  refunded_credits: z.number().nullable(),
  new_balance: z.number().nullable(),
})
const cleanupRow = z.object({ ended: z.coerce.number(), refunded: z.coerce.number() })

const cancelAs =
  (admin: 0 | 1): Actor =>
  async (sql, { random, jobs }, world) => {
    const job = random.pick(jobs)
    return await sql.begin(async (transaction) => {
      const claims = JSON.stringify({ sub: world.admins[admin], role: 'authenticated' })
      await transaction`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`
      const [row] = await transaction`select * from public.admin_cancel_ai_job(${job.table}, ${job.id}, 'corrida')`
      const { outcome, refunded_credits: refunded, new_balance: balance } = cancelRow.parse(row)
      return { kind: 'cancel', job, outcome, refunded, balance }
    })
  }

// A webhook knows nothing of cancels: it writes what the provider said, whatever stands there.
const webhook =
  (result: { status: string; output_url?: string; error_message?: string }): Actor =>
  async (sql, { random, jobs }) => {
    const job = random.pick(jobs)
    await sql.begin(async (transaction) => {
      await transaction`set local role service_role`
      await transaction`update public.${transaction(job.table)} set ${transaction({ ...result, completed_at: new Date() })} where id = ${job.id}`
    })
    return NOTHING
  }

// What the host itself does to a customer may come too late or find too little; then nothing has happened.
const hostAct =
  (expected: string[], work: (sql: postgres.Sql, trial: Trial) => Promise<unknown>): Actor =>
  async (sql, trial) => {
    try {
      await work(sql, trial)
    } catch (error) {
      if (!(error instanceof postgres.PostgresError && expected.includes(error.code))) throw error
    }
    return NOTHING
  }

export const actorKinds = {
  cron: async (sql) => {
    await sql.unsafe(cronCommand)
    return NOTHING
  },
  'cleanup by hand': async (sql) =>
    await sql.begin(async (transaction) => {
      await transaction`set local role service_role`
      const [row] = await transaction`
        select sum(cancelled_count) as ended, sum(refunded_credits) as refunded from public.cleanup_all_stale_ai_jobs()`
      return { kind: 'cleanup', ...cleanupRow.parse(row) }
    }),
  'first admin': cancelAs(0),
  'second admin': cancelAs(1),
  'webhook ok': webhook({ status: 'completed', output_url: 'https://example.com/result.png' }),
  'webhook failed': webhook({ status: 'failed', error_message: 'The provider gave up' }),
  'customer spends': hostAct(
    ['P0001'],
    (sql, { customer, random }) =>
      sql`select public.spend_upscaler_credits(${customer}, ${1 + random.below(80)}, 'corrida')`,
  ),
  'manual grant': hostAct(['23503'], (sql, { customer }) => sql`select public.grant_upscaler_credits(${customer}, 10)`),
  'monthly reset': hostAct(
    [],
    (sql, { customer }) => sql`
      select public.move_upscaler_credits(user_id, 60 - monthly_balance, 0, 'reset', 'Novo mês')
      from (select * from public.upscaler_credits where user_id = ${customer} for update) c where monthly_balance <> 60`,
  ),
  'customer is deleted': hostAct([], (sql, { customer }) => sql`delete from auth.users where id = ${customer}`),
} satisfies Record<string, Actor>

export type ActorKind = keyof typeof actorKinds
