import { afterEach, beforeEach, expect, test } from 'vitest'
import { until } from '../kills/until.ts'
import { cronCommand } from '../races/actors.ts'
import { beginAs, cancel } from '../races/scripts.ts'
import { createWorld, type World } from '../races/world.ts'
import {
  balanceOf,
  cancelOnce,
  cleanUp,
  connection,
  newCustomer,
  pidOf,
  startJob,
  startJobs,
  statusOf,
  untilLooksAgain,
  whileHeld,
  wrongs,
} from './support.ts'

const BATCH = 250

let world: World

beforeEach(async () => {
  world = await createWorld(2)
}, 60_000)

afterEach(() => world?.close())

const settlements = async () => {
  const [row] = await world.owner<[{ count: number }]>`select count(*)::integer from estorno.settlements`
  return row.count
}

// A batch that meets this job stands still until somebody ends it.
async function standStillAt(job: string) {
  await world.owner.unsafe(`
    create function tests.stand_still() returns trigger language plpgsql set lock_timeout = 0 as $$
    begin
      perform pg_advisory_xact_lock(1);
      return null;
    end $$;
    create trigger tests_stand_still after update on public.upscaler_jobs for each row
      when (old.id = '${job}') execute function tests.stand_still()`)
}

test('a statement_timeout in the middle of a run loses one batch only, and the next run does the rest', async () => {
  const customer = await newCustomer(world, 5000)
  const ids = await startJobs(world, { customers: [customer], count: 4 * BATCH })
  await standStillAt(ids[2 * BATCH + 17] ?? '')
  const cron = connection(world)
  await whileHeld(
    connection(world, 1),
    (sql) => sql`select pg_advisory_xact_lock(1)`,
    async () => {
      const run = cron.unsafe(cronCommand).then(
        () => undefined,
        (error: unknown) => error,
      )
      const standing = await until('the run stands still', async () => {
        const [row] = await world.owner<{ pid: number }[]>`
          select pid from pg_locks where locktype = 'advisory' and not granted`
        return row
      })
      // The very thing that the timer of statement_timeout does to a backend, without waiting for it.
      await world.owner`select pg_cancel_backend(${standing.pid})`
      expect(await run).toMatchObject({ code: '57014' })
    },
  )
  // All before it but those of its own batch, which is never larger than this.
  const committed = await settlements()
  expect(committed).toBeGreaterThanOrEqual(BATCH + 17)
  expect(committed).toBeLessThanOrEqual(2 * BATCH + 17)
  expect(await wrongs(world)).toEqual([])
  await cron.unsafe(cronCommand)
  expect(await settlements()).toBe(4 * BATCH)
  expect(await balanceOf(world, customer)).toBe(5000)
  expect(await wrongs(world)).toEqual([])
}, 60_000)

test('an admin’s client that gives up while waiting leaves nothing behind, and the next try gives the credits once', async () => {
  const [admin, host] = [connection(world), connection(world, 1)]
  const customer = await newCustomer(world)
  const job = await startJob(world, { customer })
  const pid = await pidOf(admin)
  await whileHeld(
    host,
    (sql) => sql`select from public.upscaler_jobs where id = ${job.id} for update`,
    async () => {
      await beginAs(admin, world.admins[0])
      const told = cancel(admin, job)
      await untilLooksAgain(world, pid)
      await world.owner`select pg_cancel_backend(${pid})`
      await expect(told).rejects.toMatchObject({ code: '57014' })
      await admin`rollback`
    },
  )
  expect(await statusOf(world, job)).toBe('queued')
  expect(await cancelOnce(admin, world.admins[0], job)).toMatchObject({ outcome: 'cancelled', refunded: 60 })
  expect(await balanceOf(world, customer)).toBe(1000)
})

test('a plain call ends ten thousand jobs at most, or what it can in 6 s, so that it comes back; the next ones go on', async () => {
  const customers = await Promise.all(Array.from({ length: 40 }, () => newCustomer(world, 5000)))
  await startJobs(world, { customers, count: 10_300, cost: 1 })
  const calls: number[] = []
  while ((await settlements()) < 10_300) calls.push((await cleanUp(world.owner)).ended)
  expect(Math.max(...calls)).toBeLessThanOrEqual(10_000)
  expect(calls.reduce((sum, ended) => sum + ended, 0)).toBe(10_300)
}, 60_000)
