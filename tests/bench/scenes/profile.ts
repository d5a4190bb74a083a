import { cronCommand } from '../../races/actors.ts'
import type { Scene } from '../scene.ts'

const FUNCTIONS = 12

/** Where a cleanup's time goes, function by function. */
export const profile: Scene = {
  name: 'profile',
  histories: ({ histories }) => [histories.small],
  async play({ world, sizes, results, history }) {
    const jobs = sizes.storms.usual
    await world.raiseStorm({ jobs, customers: Math.ceil(jobs / 4) })
    await world.stage`select pg_stat_reset()`
    const sql = world.connect('supabase_admin')
    await sql`set track_functions = 'all'`
    await sql.unsafe(cronCommand)
    await sql`select pg_stat_force_next_flush()`
    const spent = await sql<{ name: string; microseconds: number }[]>`
      select schemaname || '.' || funcname as name, 1000 * self_time / ${jobs}::integer as microseconds
      from pg_stat_user_functions where schemaname in ('estorno', 'public') order by self_time desc limit ${FUNCTIONS}`
    await sql.end()
    await world.check({ balances: true, record: true })
    await world.sweep()
    for (const { name, microseconds } of spent) {
      results.add({
        scene: 'profile',
        history,
        size: jobs,
        contender: name,
        metric: 'own time a job',
        unit: 'µs',
        samples: [microseconds],
      })
    }
  },
}
