import type postgres from 'postgres'
import { cronCommand } from '../../races/actors.ts'
import { OF_NODE, OWN_TIME } from '../results.ts'
import type { Scene } from '../scene.ts'
import { connectExplained, type Statements } from '../statements.ts'
import { withEditedRefund } from '../trial.ts'
import { jobsOfAnHour, type Storm } from '../world.ts'
import { meanwhile } from './bystanders.ts'
import { recountStep, timedStep } from './idle-tick.ts'
import { deepPageOf, midnight } from './panel.ts'

const SHOWN = 12
const SHOWN_OF_OTHERS = 5
const NODES_SHOWN = 6

type Bench = Parameters<Scene['play']>[0]

/** What is done, by whom, over how many jobs or calls, and by how many sessions one after the other. */
type Profiled = {
  of: string
  jobs: number
  asAdmin?: boolean
  sessions?: number
  work(sql: postgres.Sql): Promise<unknown>
}

async function profileFunctions(
  { world, results, history }: Bench,
  { of, jobs, asAdmin, sessions = 1, work }: Profiled,
): Promise<void> {
  await world.stage`select pg_stat_reset()`
  for (let session = 0; session < sessions; session += 1) {
    const sql = world.connect('supabase_admin')
    await sql`set track_functions = 'all'`
    if (asAdmin) await world.becomeAdmin(sql)
    await work(sql)
    await sql`select pg_stat_force_next_flush()`
    await sql.end()
  }
  const spent = await world.stage<{ name: string; microseconds: number }[]>`
    select regexp_replace(schemaname || '.' || funcname, '_[0-9a-f]{32}_', '_…_') as name, 1000 * sum(self_time) / ${jobs}::integer as microseconds
    from pg_stat_user_functions where schemaname in ('estorno', 'public') group by 1 order by 2 desc limit ${SHOWN}`
  for (const { name, microseconds } of spent) {
    const place = { scene: 'profile', history, size: jobs, contender: `${of}: ${name}` }
    results.add({ ...place, metric: OWN_TIME, unit: 'µs', samples: [microseconds] })
  }
}

async function overAndOver(times: number, act: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < times; time += 1) await act()
}

const spread = (jobs: number): Storm => ({ jobs, customers: Math.ceil(jobs / 4) })

async function profileCleanup(bench: Bench, of: string, storm: Storm): Promise<void> {
  const { world } = bench
  await world.raiseStorm(storm)
  await profileFunctions(bench, { of, jobs: storm.jobs, work: (sql) => sql.unsafe(cronCommand) })
  await world.check({ balances: true, record: true })
  await world.sweep()
}

/** Of the cleanup's own session, while customers spend; whom it met in the act is left to a second one. */
async function profileBesideSpenders(bench: Bench, jobs: number): Promise<void> {
  const { world } = bench
  const { customers } = spread(jobs)
  await world.raiseStorm({ jobs, customers })
  const work = (sql: postgres.Sql) => meanwhile(world, customers, () => sql.unsafe(cronCommand))
  await profileFunctions(bench, { of: 'cleanup while customers spend', jobs, work })
  await world.stage.unsafe(cronCommand)
  await world.check({ balances: false, record: true })
  await world.sweep()
}

/** Of everything that misses a goal; statistics tell it undistorted, but not which statement of a function it is. */
async function profileAll(bench: Bench): Promise<void> {
  const { world, sizes } = bench
  const { usual, large } = sizes.storms
  const times = sizes.profiled
  await profileCleanup(bench, 'cleanup', spread(usual))
  await profileCleanup(bench, `cleanup of ${large.toLocaleString('en')}`, spread(large))
  await profileCleanup(bench, 'one customer owns all', { jobs: sizes.hot.large, customers: 1 })
  await withEditedRefund(world, () => profileCleanup(bench, 'edited refund', spread(usual)))
  await profileFunctions(bench, {
    of: 'nothing to do',
    jobs: times,
    work: (sql) => overAndOver(times, () => sql.unsafe(cronCommand)),
  })
  await profileFunctions(bench, {
    of: 'nothing to do, a new session',
    jobs: times,
    sessions: times,
    work: (sql) => sql.unsafe(cronCommand),
  })
  await world.raiseStorm({ jobs: times, customers: times, tools: ['upscaler_jobs'], minutesAgo: 5 })
  await profileFunctions(bench, {
    of: 'one cancel',
    jobs: times,
    asAdmin: true,
    work: (sql) =>
      sql`select admin.outcome from bench.target t cross join lateral public.admin_cancel_ai_job(t.table_name, t.id) admin`,
  })
  await world.check({ balances: true, record: true })
  await world.sweep()
}

// The text stands in the table of the statements.
const functionOf = (statement: string) => statement.replace(/: `.*`$/, '')

type Explained = { of: string; size: number; times: number; shown: number; plans: number; statements: Statements }

function addStatements({ results, history }: Bench, { of, size, times, shown, plans, statements }: Explained): void {
  for (const statement of statements.busiest(plans)) {
    for (const [node, { ms, rows, blocks }] of statements.nodesOf(statement, NODES_SHOWN)) {
      const place = { scene: 'profile', history, size, contender: `${of}: ${functionOf(statement)}: ${node}` }
      results.add({ ...place, metric: `${OF_NODE}own time`, unit: 'ms', samples: [ms / times] })
      results.add({ ...place, metric: `${OF_NODE}rows`, unit: 'count', samples: [rows / times] })
      results.add({ ...place, metric: `${OF_NODE}blocks`, unit: 'count', samples: [blocks / times] })
    }
  }
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

async function explainCleanup(bench: Bench, of: string, storm: Storm): Promise<void> {
  const { world } = bench
  await world.raiseStorm(storm)
  const { sql, take } = await connectExplained(world)
  take()
  await sql.unsafe(cronCommand)
  await sql.end()
  await world.check({ balances: true, record: true })
  await world.sweep()
  addStatements(bench, { of, size: storm.jobs, times: 1, shown: SHOWN, plans: 2, statements: take() })
}

type Act = {
  of: string
  shown: number
  asAdmin?: boolean
  times?: number
  act(sql: postgres.Sql, place: number): Promise<unknown>
}

/** The mean of many, after as many before, so that what a session does once is not in it. */
async function explainAct(bench: Bench, { of, shown, asAdmin, times = bench.sizes.profiled, act }: Act): Promise<void> {
  const { sql, take } = await connectExplained(bench.world)
  if (asAdmin) await bench.world.becomeAdmin(sql)
  for (let place = 0; place < times; place += 1) await act(sql, place)
  take()
  for (let place = times; place < 2 * times; place += 1) await act(sql, place)
  await sql.end()
  addStatements(bench, { of, size: 1, times, shown, plans: 1, statements: take() })
}

async function explainCancels(bench: Bench): Promise<void> {
  const { world, sizes } = bench
  const jobs = 2 * sizes.profiled
  await world.raiseStorm({ jobs, customers: sizes.profiled, tools: ['upscaler_jobs'], minutesAgo: 5 })
  const targets = await world.stage<{ table_name: string; id: string }[]>`
    select table_name, id from bench.target order by n`
  await explainAct(bench, {
    of: 'one cancel',
    shown: SHOWN,
    asAdmin: true,
    async act(sql, place) {
      const target = targets[place]
      if (target) await sql`select c.outcome from public.admin_cancel_ai_job(${target.table_name}, ${target.id}) c`
    },
  })
  await world.check({ balances: true, record: true })
  await world.sweep()
}

type Filter = { since?: Date; tool?: string; statuses?: string[] }

const summaries: Record<string, () => Filter> = {
  'summary of a day': () => ({ since: midnight(1) }),
  'summary of a week': () => ({ since: midnight(7) }),
  'summary of a month': () => ({ since: midnight(31) }),
  'summary of one tool': () => ({ tool: 'upscaler_jobs' }),
  'summary of what failed': () => ({ statuses: ['failed'] }),
  'summary of everything': () => ({}),
}

// While as many jobs are at work as beside the longest history, where they miss their goals.
async function explainSummaries(bench: Bench): Promise<void> {
  const { world, sizes } = bench
  const atWork = jobsOfAnHour(sizes.histories.large)
  await world.raiseStorm({ jobs: atWork, customers: atWork, minutesAgo: 3 })
  for (const [of, filter] of Object.entries(summaries)) {
    const { tool = null, statuses = null, since = null } = filter()
    await explainAct(bench, {
      of,
      shown: SHOWN_OF_OTHERS,
      asAdmin: true,
      act: (sql) => sql`
        select * from public.admin_summarize_ai_jobs(tool => ${tool}, statuses => ${statuses}, since => ${since})`,
    })
  }
  await world.sweep()
}

async function explainPages(bench: Bench): Promise<void> {
  const [{ created_at, id }] = await bench.world.stage<[{ created_at: Date; id: string }]>`
    select created_at, id from bench.end_of_page(${deepPageOf(bench.history)})`
  const list = { shown: SHOWN_OF_OTHERS, asAdmin: true }
  await explainAct(bench, {
    ...list,
    of: 'page 1 of the list',
    act: (sql) => sql`select * from public.admin_list_ai_jobs()`,
  })
  await explainAct(bench, {
    ...list,
    of: 'page 5,000 of the list',
    act: (sql) => sql`select * from public.admin_list_ai_jobs(cursor_created_at => ${created_at}, cursor_id => ${id})`,
  })
}

/** It takes long, and so fewer times. */
const explainRecount = (bench: Bench) =>
  explainAct(bench, {
    of: 'a step of the recount',
    shown: SHOWN_OF_OTHERS,
    times: 5,
    act: (sql) => timedStep(sql, recountStep),
  })

async function explainAll(bench: Bench): Promise<void> {
  const { world, sizes } = bench
  const usual = spread(sizes.storms.usual)
  await explainCleanup(bench, 'cleanup', usual)
  await explainCleanup(bench, 'one customer owns all', { jobs: sizes.hot.large, customers: 1 })
  await withEditedRefund(world, () => explainCleanup(bench, 'edited refund', usual))
  await explainCancels(bench)
  await explainAct(bench, { of: 'nothing to do', shown: SHOWN_OF_OTHERS, act: (sql) => sql.unsafe(cronCommand) })
  await explainPages(bench)
  await explainRecount(bench)
  await explainSummaries(bench)
}

/**
 * Where the time of a cleanup goes, function by function, then its statements', and those of what else misses a goal; among the
 * longer history a cleanup alone, one beside customers who spend, and what takes longer there.
 */
export const profile: Scene = {
  name: 'profile',
  histories: ({ histories: { small, middle } }) => [small, middle],
  async play(bench) {
    const { sizes, history } = bench
    if (history === sizes.histories.small) {
      await profileAll(bench)
      await explainAll(bench)
      return
    }
    await profileCleanup(bench, 'cleanup', spread(sizes.storms.usual))
    await explainCleanup(bench, 'cleanup', spread(sizes.storms.usual))
    await profileBesideSpenders(bench, sizes.bystanders.usual)
    await explainPages(bench)
    await explainRecount(bench)
  },
}
