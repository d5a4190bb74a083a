import type postgres from 'postgres'
import { cronCommand } from '../../races/actors.ts'
import type { Scene } from '../scene.ts'
import type { World } from '../world.ts'

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function sequentialScans({ stage }: World): Promise<number> {
  const [{ scans }] = await stage<[{ scans: number }]>`
    select sum(seq_scan)::integer as scans from pg_stat_user_tables where relid = any (bench.job_tables())`
  return scans
}

const tick = (sql: postgres.Sql) => timed(() => sql.unsafe(cronCommand))
const upkeep = (sql: postgres.Sql) => timed(() => sql`select estorno.count_on(1)`)

/** What the tick of a new hour does about the figures and the reconciliation, taken back each time. */
type Due = { due: string; step: string }

export const recountStep: Due = {
  due: 'update estorno.counted_tables set recounts_due = 1',
  step: 'select estorno.count_on(2)',
}

const DUE: Record<string, Due> = {
  'a step of the recount, 1,000 jobs a table': recountStep,
  'a seal over 1,000 settlements': {
    due: `insert into estorno.settlements (table_name, job_id, user_id, ending, actor, status_before, status_after, time_limit,
        charge_proof, refunded_credits, refunded_to_monthly, balance_after)
      select 'upscaler_jobs', gen_random_uuid(), bench.customer(n), 'timeout', 'cron', 'running', 'failed', '10 minutes', 'ledger', 60, 0, 60
      from generate_series(1, 1000) n`,
    step: `select estorno.seal_records('1 minute')`,
  },
  'an hour of the ledger watched': {
    due: `update estorno.counted_tables
      set watched_until = (select max(s.settled_at) from estorno.settlements s) - interval '1 hour'`,
    step: 'select estorno.watch_ledger()',
  },
}

export async function timedStep(sql: postgres.Sql, { due, step }: Due): Promise<number> {
  await sql.unsafe('begin')
  await sql.unsafe(due)
  const ms = await timed(() => sql.unsafe(step))
  await sql.unsafe('rollback')
  return ms
}

/** Nothing is stuck: what the schedule costs 288 times a day, whatever the history. */
export const idleTick: Scene = {
  name: 'idle',
  histories: ({ histories: { middle, large } }) => [middle, large],
  async play({ world, sizes, results, history }) {
    const place = { scene: 'idle', history, size: 0 }
    const kept = world.connect()
    await tick(kept)
    const scansBefore = await sequentialScans(world)
    for (let round = 0; round < sizes.ticks; round += 1) {
      const fresh = world.connect()
      await fresh`select 1`
      const add = async (contender: string, work: () => Promise<number>, metric = 'time') =>
        results.add({ ...place, contender, metric, unit: 'ms', samples: [await work()] })
      await add('a kept session', () => tick(kept))
      await add('a kept session', () => upkeep(kept), 'of it the figures’ upkeep')
      await add('a new session, as cron has it', () => tick(fresh))
      await add('select 1', () => timed(() => kept`select 1`))
      await fresh.end()
    }
    const scans = (await sequentialScans(world)) - scansBefore
    for (let round = 0; round < sizes.rounds; round += 1) {
      for (const [metric, work] of Object.entries(DUE)) {
        const samples = [await timedStep(kept, work)]
        results.add({ ...place, contender: 'a kept session', metric, unit: 'ms', samples })
      }
    }
    await kept.end()
    results.add({
      ...place,
      contender: 'all ticks',
      metric: 'sequential scans of job tables',
      unit: 'count',
      samples: [scans],
    })
    await world.sweep()
  },
}
