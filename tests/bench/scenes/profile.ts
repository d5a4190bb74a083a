import { cronCommand } from '../../races/actors.ts'
import type { Results } from '../results.ts'
import type { Scene } from '../scene.ts'
import { connectExplained, type Statements } from '../statements.ts'
import type { World } from '../world.ts'

const SHOWN = 12
const CANCELS = 50

type Bench = Parameters<Scene['play']>[0]

async function profileFunctions({ world, sizes, results, history }: Bench): Promise<void> {
  const jobs = sizes.storms.usual
  await world.raiseStorm({ jobs, customers: Math.ceil(jobs / 4) })
  await world.stage`select pg_stat_reset()`
  const sql = world.connect('supabase_admin')
  await sql`set track_functions = 'all'`
  await sql.unsafe(cronCommand)
  await sql`select pg_stat_force_next_flush()`
  const spent = await sql<{ name: string; microseconds: number }[]>`
    select schemaname || '.' || funcname as name, 1000 * self_time / ${jobs}::integer as microseconds
    from pg_stat_user_functions where schemaname in ('estorno', 'public') order by self_time desc limit ${SHOWN}`
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
}

function addStatements(
  results: Results,
  { history, size, times }: { history: number; size: number; times: number },
  statements: Statements,
): void {
  for (const [contender, { calls, ms, hit, read, walBytes }] of statements.longest(SHOWN)) {
    const add = (metric: string, unit: 'ms' | 'bytes' | 'count', sum: number) =>
      results.add({ scene: 'profile', history, size, contender, metric, unit, samples: [sum / times] })
    add('calls', 'count', calls)
    add('own time', 'ms', ms)
    add('blocks hit', 'count', hit)
    add('blocks read', 'count', read)
    add('WAL', 'bytes', walBytes)
  }
}

async function explainCleanup(world: World, jobs: number): Promise<Statements> {
  await world.raiseStorm({ jobs, customers: Math.ceil(jobs / 4) })
  const { sql, take } = await connectExplained(world)
  take()
  await sql.unsafe(cronCommand)
  await sql.end()
  await world.check({ balances: true, record: true })
  await world.sweep()
  return take()
}

// As many again before, so that what a session does once is not in it.
async function explainCancels(world: World): Promise<Statements> {
  const jobs = 2 * CANCELS
  await world.raiseStorm({ jobs, customers: CANCELS, tools: ['upscaler_jobs'], minutesAgo: 5 })
  const { sql, take } = await connectExplained(world)
  const claims = JSON.stringify({ sub: world.admin, role: 'authenticated' })
  await sql`select set_config('request.jwt.claims', ${claims}, false), set_config('role', 'authenticated', false)`
  const targets = await sql<{ table_name: string; id: string }[]>`select table_name, id from bench.target order by n`
  for (const [place, { table_name, id }] of targets.entries()) {
    if (place === CANCELS) take()
    await sql`select c.outcome from public.admin_cancel_ai_job(${table_name}, ${id}) c`
  }
  await sql.end()
  await world.check({ balances: true, record: true })
  await world.sweep()
  return take()
}

/** Where the time of a cleanup goes, function by function, then its statements' and those of one cancel. */
export const profile: Scene = {
  name: 'profile',
  histories: ({ histories }) => [histories.small],
  async play(bench) {
    const { world, sizes, results, history } = bench
    await profileFunctions(bench)
    const jobs = sizes.storms.usual
    addStatements(results, { history, size: jobs, times: 1 }, await explainCleanup(world, jobs))
    addStatements(results, { history, size: 1, times: CANCELS }, await explainCancels(world))
  },
}
