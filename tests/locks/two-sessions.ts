import type postgres from 'postgres'
import { until } from '../kills/until.ts'
import { violations } from '../races/race.ts'
import { randomFrom } from '../races/random.ts'
import { cancelMany } from '../races/scripts.ts'
import { createWorld, finishTrial, type Job, makeTrial, type Trial, type World } from '../races/world.ts'

/** One session that holds locks in an open transaction, and one that comes meanwhile. */
export type TwoSessions = {
  world: World
  holder: postgres.Sql
  caller: postgres.Sql
  /** A customer with jobs in upscaler_jobs that are past their limit. */
  customerWithStaleJobs(count?: number): Promise<Trial>
  /** The cleanup as the caller runs it: how many jobs it ended in upscaler_jobs. */
  cleanUp(): Promise<number>
  cancel(session: postgres.Sql, admin: 0 | 1, job: Job): Promise<{ outcome: string; refunded: number; balance: number }>
  /** Cancels jobs in one call: what came of each. */
  cancelMany(session: postgres.Sql, admin: 0 | 1, jobs: readonly Job[]): Promise<string[]>
  statusOf(job: Job): Promise<string>
  attentionOf(job: Job): Promise<{ reason: string; detail: string } | undefined>
  /** Settles when the caller's backend waits for a lock, or for its next try. */
  untilCallerWaits(): Promise<void>
  /** Ends what is open and returns which invariants the customers' rows break. */
  finish(): Promise<string[]>
}

// Far above every wait that the product allows itself: whoever waits for the holder is cut off here.
const CALLER_PATIENCE = '3s'

export async function createTwoSessions(): Promise<TwoSessions> {
  const world = await createWorld(2)
  const [holder, caller] = world.actors
  if (!holder || !caller) throw new Error('Two sessions are needed')
  await caller.unsafe(`set statement_timeout = '${CALLER_PATIENCE}'`)
  const [backend] = await caller<[{ pid: number }]>`select pg_backend_pid() as pid`
  let trials: Trial[] = []

  async function becomeAdmin(session: postgres.Sql, admin: 0 | 1) {
    const claims = JSON.stringify({ sub: world.admins[admin], role: 'authenticated' })
    await session`select set_config('request.jwt.claims', ${claims}, false)`
  }

  return {
    world,
    holder,
    caller,
    async customerWithStaleJobs(count = 1) {
      const planned = { table: 'upscaler_jobs', cost: 20, status: 'running', minutesAgo: 11 } as const
      const trial = await makeTrial(
        world,
        randomFrom(1),
        Array.from({ length: count }, () => planned),
      )
      trials.push(trial)
      return trial
    },
    async cleanUp() {
      const [row] = await caller<[{ ended: number }]>`
        select cancelled_count as ended from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'`
      return row.ended
    },
    async cancel(session, admin, job) {
      await becomeAdmin(session, admin)
      const [row] = await session<[{ outcome: string; refunded: number; balance: number }]>`
        select outcome, refunded_credits as refunded, new_balance as balance from public.admin_cancel_ai_job(${job.table}, ${job.id})`
      return row
    },
    async cancelMany(session, admin, jobs) {
      await becomeAdmin(session, admin)
      return (await cancelMany(session, jobs)).map(({ outcome }) => outcome)
    },
    async statusOf(job) {
      const [row] = await world.owner<
        [{ status: string }]
      >`select status from public.${world.owner(job.table)} where id = ${job.id}`
      return row.status
    },
    async attentionOf(job) {
      const [row] = await world.owner<{ reason: string; detail: string }[]>`
        select reason, detail from estorno.attention where table_name = ${job.table} and job_id = ${job.id}`
      return row && { reason: row.reason, detail: row.detail }
    },
    async untilCallerWaits() {
      await until('the caller waits', async () => {
        const [row] = await world.owner`
          select from pg_stat_activity
          where pid = ${backend.pid} and state = 'active' and (wait_event_type = 'Lock' or wait_event = 'PgSleep')`
        return row
      })
    },
    async finish() {
      await Promise.all([holder, caller].map((session) => session`rollback`))
      const wrong = await violations(
        world,
        trials.map(({ customer }) => customer),
      )
      for (const trial of trials) await finishTrial(world, trial)
      trials = []
      return wrong
    },
  }
}
