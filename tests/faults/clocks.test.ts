import { afterEach, beforeEach, expect, test } from 'vitest'
import { cronCommand } from '../races/actors.ts'
import { createWorld, type World } from '../races/world.ts'
import { attentionOf, cleanUp, connection, newCustomer, startJob, startJobs, statusOf } from './support.ts'

let world: World
let customer: string

beforeEach(async () => {
  world = await createWorld(1)
  customer = await newCustomer(world)
}, 60_000)

afterEach(() => world?.close())

test('a job that starts while a run’s transaction is open already lives: its clock begins anew', async () => {
  const job = await startJob(world, { customer, minutesAgo: 30 })
  const runner = connection(world)
  await runner`begin`
  await runner`select now()`
  await world.owner`
    update public.upscaler_jobs set status = 'running', started_at = clock_timestamp() where id = ${job.id}`
  expect(await cleanUp(runner)).toEqual({ ended: 0, refunded: 0 })
  await runner`commit`
  expect(await statusOf(world, job)).toBe('running')
  expect(await attentionOf(world)).toEqual([])
})

test('a job that passes its limit while a run’s transaction is open waits for the next run', async () => {
  const job = await startJob(world, { customer })
  const runner = connection(world)
  await runner`begin`
  await runner`select now()`
  await world.owner`
    update public.upscaler_jobs set created_at = clock_timestamp() - interval '10 minutes' where id = ${job.id}`
  expect(await cleanUp(runner)).toEqual({ ended: 0, refunded: 0 })
  await runner`commit`
  expect(await statusOf(world, job)).toBe('queued')
  expect(await cleanUp(runner)).toEqual({ ended: 1, refunded: 60 })
})

test('each batch of a long run has a time of its own', async () => {
  await startJobs(world, { customers: [customer], count: 600, cost: 1 })
  await connection(world).unsafe(cronCommand)
  const [row] = await world.owner`
    select count(distinct completed_at) > 2 as several, max(completed_at) > min(completed_at) as later
    from public.upscaler_jobs`
  expect(row).toEqual({ several: true, later: true })
})

test('a job type that may run for a day is left alone for a day', async () => {
  await world.owner`update estorno.job_tables set run_limit = '1440 minutes' where table_name = 'video_upscaler_jobs'`
  const plan = { customer, table: 'video_upscaler_jobs', status: 'running' } as const
  const inside = await startJob(world, { ...plan, minutesAgo: 1439 })
  const outside = await startJob(world, { ...plan, minutesAgo: 1441 })
  expect(await cleanUp(world.owner)).toEqual({ ended: 1, refunded: 60 })
  expect([await statusOf(world, inside), await statusOf(world, outside)]).toEqual(['running', 'failed'])
})
