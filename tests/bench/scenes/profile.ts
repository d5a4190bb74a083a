import type postgres from 'postgres'
import { cronCommand } from '../../races/actors.ts'
import { OWN_TIME } from '../results.ts'
import type { Scene } from '../scene.ts'
import { connectExplained, type ExplainedSession, type Statements } from '../statements.ts'
import { withEditedRefund } from '../trial.ts'
import type { Storm, World } from '../world.ts'

const SHOWN = 12
const SHOWN_OF_OTHERS = 5
const TIMES = 50
const DAY_MS = 86_400_000

type Bench = Parameters<Scene['play']>[0]

/** What is done, by whom and over how many jobs or calls. */
type Profiled = { of: string; jobs: number; asAdmin?: boolean; work(sql: postgres.Sql): Promise<unknown> }

async function profileFunctions(
  { world, results, history }: Bench,
  { of, jobs, asAdmin, work }: Profiled,
): Promise<void> {
  const sql = world.connect('supabase_admin')
  await sql`set track_functions = 'all'`
  if (asAdmin) await world.becomeAdmin(sql)
  await world.stage`select pg_stat_reset()`
  await work(sql)
  await sql`select pg_stat_force_next_flush()`
  await sql.end()
  const spent = await world.stage<{ name: string; microseconds: number }[]>`
    select regexp_replace(schemaname || '.' || funcname, '_[0-9a-f]{32}_', '_…_') as name, 1000 * sum(self_time) / ${jobs}::integer as microseconds
    from pg_stat_user_functions where schemaname in ('estorno', 'public') group by 1 order by 2 desc limit ${SHOWN}`
  for (const { name, microseconds } of spent) {
    const place = { scene: 'profile', history, size: jobs, contender: `${of}: ${name}` }
    results.add({ ...place, metric: OWN_TIME, unit: 'µs', samples: [microseconds] })
  }
}

async function overAndOver(act: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < TIMES; time += 1) await act()
}

/** Of everything that misses a goal; statistics tell it undistorted, but not which statement of a function it is. */
async function profileAll(bench: Bench): Promise<void> {
  const { world, sizes } = bench
  const jobs = sizes.storms.usual
  const cleanup = async (of: string, storm: Storm) => {
    await world.raiseStorm(storm)
    await profileFunctions(bench, { of, jobs: storm.jobs, work: (sql) => sql.unsafe(cronCommand) })
    await world.check({ balances: true, record: true })
    await world.sweep()
  }
  const spread = { jobs, customers: Math.ceil(jobs / 4) }
  await cleanup('cleanup', spread)
  await cleanup('one customer owns all', { jobs: sizes.hot.large, customers: 1 })
  await withEditedRefund(world, () => cleanup('edited refund', spread))
  await profileFunctions(bench, {
    of: 'nothing to do',
    jobs: TIMES,
    work: (sql) => overAndOver(() => sql.unsafe(cronCommand)),
  })
  await world.raiseStorm({ jobs: TIMES, customers: TIMES, tools: ['upscaler_jobs'], minutesAgo: 5 })
  await profileFunctions(bench, {
    of: 'one cancel',
    jobs: TIMES,
    asAdmin: true,
    work: (sql) =>
      sql`select admin.outcome from bench.target t cross join lateral public.admin_cancel_ai_job(t.table_name, t.id) admin`,
  })
  await world.check({ balances: true, record: true })
  await world.sweep()
}

type Explained = { of: string; size: number; times: number; shown: number; statements: Statements }

function addStatements({ results, history }: Bench, { of, size, times, shown, statements }: Explained): void {
  for (const [statement, { calls, ms, hit, read, walBytes }] of statements.longest(shown)) {
    const place = { scene: 'profile', history, size, contender: `${of}: ${statement}` }
    const add = (metric: string, unit: 'ms' | 'bytes' | 'count', sum: number) =>
      results.add({ ...place, metric, unit, samples: [sum / times] })
    add('calls', 'count', calls)
    add('own time', 'ms', ms)
    add('blocks hit', 'count', hit)
    add('blocks read', 'count', read)
    add('WAL', 'bytes', walBytes)
  }
}

async function explainCleanup(world: World, storm: Storm): Promise<Statements> {
  await world.raiseStorm(storm)
  const { sql, take } = await connectExplained(world)
  take()
  await sql.unsafe(cronCommand)
  await sql.end()
  await world.check({ balances: true, record: true })
  await world.sweep()
  return take()
}

/** As many again before, so that what a session does once is not in it. */
async function explainedTwice(
  { sql, take }: ExplainedSession,
  act: (sql: postgres.Sql, place: number) => Promise<unknown>,
): Promise<Statements> {
  for (let place = 0; place < TIMES; place += 1) await act(sql, place)
  take()
  for (let place = TIMES; place < 2 * TIMES; place += 1) await act(sql, place)
  return take()
}

async function explainCancels(world: World): Promise<Statements> {
  await world.raiseStorm({ jobs: 2 * TIMES, customers: TIMES, tools: ['upscaler_jobs'], minutesAgo: 5 })
  const targets = await world.stage<{ table_name: string; id: string }[]>`
    select table_name, id from bench.target order by n`
  const session = await connectExplained(world)
  await world.becomeAdmin(session.sql)
  const statements = await explainedTwice(session, async (sql, place) => {
    const target = targets[place]
    if (target) await sql`select c.outcome from public.admin_cancel_ai_job(${target.table_name}, ${target.id}) c`
  })
  await session.sql.end()
  await world.check({ balances: true, record: true })
  await world.sweep()
  return statements
}

async function explainPages(world: World): Promise<Statements> {
  const session = await connectExplained(world)
  await world.becomeAdmin(session.sql)
  const statements = await explainedTwice(session, (sql) => sql`select * from public.admin_list_ai_jobs()`)
  await session.sql.end()
  return statements
}

async function explainTicks(world: World): Promise<Statements> {
  const session = await connectExplained(world)
  const statements = await explainedTwice(session, (sql) => sql.unsafe(cronCommand))
  await session.sql.end()
  return statements
}

// While as many jobs are at work as with 4,000,000 in 180 days.
async function explainSummaries(world: World, since: Date | null): Promise<Statements> {
  await world.raiseStorm({ jobs: 925, customers: 925, minutesAgo: 3 })
  const session = await connectExplained(world)
  await world.becomeAdmin(session.sql)
  const statements = await explainedTwice(
    session,
    (sql) => sql`select * from public.admin_summarize_ai_jobs(since => ${since})`,
  )
  await session.sql.end()
  await world.sweep()
  return statements
}

/** Where the time of a cleanup goes, function by function, then its statements', and those of what else misses a goal. */
export const profile: Scene = {
  name: 'profile',
  histories: ({ histories }) => [histories.small],
  async play(bench) {
    const { world, sizes } = bench
    await profileAll(bench)
    const jobs = sizes.storms.usual
    const spread = await explainCleanup(world, { jobs, customers: Math.ceil(jobs / 4) })
    addStatements(bench, { of: 'cleanup', size: jobs, times: 1, shown: SHOWN, statements: spread })
    const hot = await explainCleanup(world, { jobs, customers: 1 })
    const of = 'the same, one customer owns all'
    addStatements(bench, { of, size: jobs, times: 1, shown: SHOWN_OF_OTHERS, statements: hot })
    const edited = await withEditedRefund(world, () => explainCleanup(world, { jobs, customers: Math.ceil(jobs / 4) }))
    addStatements(bench, { of: 'edited refund', size: jobs, times: 1, shown: SHOWN, statements: edited })
    const usual = { size: 1, times: TIMES }
    addStatements(bench, { of: 'one cancel', ...usual, shown: SHOWN, statements: await explainCancels(world) })
    const idle = await explainTicks(world)
    addStatements(bench, { of: 'nothing to do', ...usual, shown: SHOWN_OF_OTHERS, statements: idle })
    const pages = await explainPages(world)
    addStatements(bench, { of: 'page 1 of the list', ...usual, shown: SHOWN_OF_OTHERS, statements: pages })
    const summaries = { 'summary of a day': new Date(Date.now() - DAY_MS), 'summary of everything': null }
    for (const [of, since] of Object.entries(summaries)) {
      addStatements(bench, { of, ...usual, shown: SHOWN_OF_OTHERS, statements: await explainSummaries(world, since) })
    }
  },
}
