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
      const add = async (contender: string, work: () => Promise<number>) =>
        results.add({ ...place, contender, metric: 'time', unit: 'ms', samples: [await work()] })
      await add('a kept session', () => tick(kept))
      await add('a new session, as cron has it', () => tick(fresh))
      await add('select 1', () => timed(() => kept`select 1`))
      await fresh.end()
    }
    await kept.end()
    const scans = (await sequentialScans(world)) - scansBefore
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
