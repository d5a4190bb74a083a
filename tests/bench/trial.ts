import { readFileSync } from 'node:fs'
import type postgres from 'postgres'
import { cronCommand } from '../races/actors.ts'
import { runHostCleanup } from './host-cleanup.ts'
import type { Storm, World } from './world.ts'

export type Contender = {
  /** Everything that has to be done about `jobs` stuck jobs. */
  work(sql: postgres.Sql, jobs: number): Promise<unknown>
  writes: { balances: boolean; record: boolean }
  /** Beside a refund function that the door does not know, and so calls job by job. */
  refundEdited?: boolean
  /** Between the storm and the work, not measured. */
  prepare?(): Promise<void>
}

// As a scheduler without commits would: again as long as there is something to end.
async function callUntilAllAreOver(sql: postgres.Sql, jobs: number): Promise<void> {
  for (let over = 0; over < jobs; ) {
    const [{ ended }] = await sql<[{ ended: number }]>`
      select sum(cancelled_count)::integer as ended from public.cleanup_all_stale_ai_jobs()`
    if (ended === 0) return
    over += ended
  }
}

export type ContenderName =
  | 'estorno, cron'
  | 'estorno, call'
  | 'estorno, edited refund'
  | 'obvious loop'
  | 'the host’s own'
  | 'usual statement'
  | 'E+'
  | 'E'

export const contenders: Record<ContenderName, Contender> = {
  'estorno, cron': { work: (sql) => sql.unsafe(cronCommand), writes: { balances: true, record: true } },
  'estorno, call': { work: callUntilAllAreOver, writes: { balances: true, record: true } },
  'estorno, edited refund': {
    work: (sql) => sql.unsafe(cronCommand),
    writes: { balances: true, record: true },
    refundEdited: true,
  },
  'obvious loop': { work: (sql) => sql`call bench.obvious_loop()`, writes: { balances: true, record: false } },
  'the host’s own': { work: runHostCleanup, writes: { balances: true, record: false } },
  'usual statement': { work: (sql) => sql`call bench.usual_statement()`, writes: { balances: true, record: false } },
  'E+': { work: (sql) => sql`call bench.bare_same_rows()`, writes: { balances: true, record: true } },
  E: { work: (sql) => sql`call bench.bare_limit()`, writes: { balances: false, record: false } },
}

export type Trial = { ms: number; cpuMs: number; walBytes: number; peakBytes: number }

/** How long a session's process was on a processor so far, and the memory of its own that it holds. */
export async function processOf(sql: postgres.Sql): Promise<{ cpuMs(): number; memory(): number }> {
  const [{ pid }] = await sql<[{ pid: number }]>`select pg_backend_pid() as pid`
  return {
    cpuMs: () => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6,
    memory: () => 1024 * Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
  }
}

/** Works beside a refund function that a project has edited. */
export async function withEditedRefund<Done>({ stage }: World, work: () => Promise<Done>): Promise<Done> {
  await stage`call bench.edit_refund()`
  try {
    return await work()
  } finally {
    await stage`call bench.restore_refund()`
  }
}

/** One storm, one contender in a session of its own, as cron has it; checked and swept away. */
export async function runTrial(world: World, storm: Storm, contender: Contender): Promise<Trial> {
  const play = () => playTrial(world, storm, contender)
  return contender.refundEdited ? await withEditedRefund(world, play) : await play()
}

async function playTrial(world: World, storm: Storm, { work, writes, prepare }: Contender): Promise<Trial> {
  await world.raiseStorm(storm)
  await prepare?.()
  const sql = world.connect()
  const { cpuMs, memory } = await processOf(sql)
  const [{ position }] = await world.stage<[{ position: string }]>`select pg_current_wal_insert_lsn()::text as position`
  let peakBytes = 0
  const watch = setInterval(() => (peakBytes = Math.max(peakBytes, memory())), 20)
  const cpuBefore = cpuMs()
  const began = performance.now()
  await work(sql, storm.jobs)
  const ms = performance.now() - began
  const cpu = cpuMs() - cpuBefore
  clearInterval(watch)
  peakBytes = Math.max(peakBytes, memory())
  const [{ wal }] = await world.stage<[{ wal: number }]>`
    select (pg_current_wal_insert_lsn() - ${position}::pg_lsn)::float as wal`
  await sql.end()
  await world.check(writes)
  await world.sweep()
  return { ms, cpuMs: cpu, walBytes: wal, peakBytes }
}
