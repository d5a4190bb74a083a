import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTwoSessions, type TwoSessions } from './two-sessions.ts'

let two: TwoSessions

beforeAll(async () => {
  two = await createTwoSessions()
}, 60_000)

afterEach(async () => {
  expect(await two.finish()).toEqual([])
})

afterAll(() => two?.world.close())

test('a job that somebody holds is told to be busy and costs the others of the call nothing', async () => {
  const [held, free] = [await two.customerWithStaleJobs(), await two.customerWithStaleJobs(2)]
  await two.holder`begin`
  await two.holder`update public.upscaler_jobs set rh_cost = 1 where id = ${held.jobs[0].id}`

  expect(await two.cancelMany(two.caller, 0, [...held.jobs, ...free.jobs])).toEqual(['busy', 'cancelled', 'cancelled'])

  expect(await two.statusOf(held.jobs[0])).toBe('running')
  expect(await two.attentionOf(held.jobs[0])).toBeUndefined()
})

test('whoever holds a job finds its customer free while the others are cancelled', async () => {
  const [held, free] = [await two.customerWithStaleJobs(), await two.customerWithStaleJobs()]
  await two.holder`begin`
  await two.holder`set local lock_timeout = '1s'`
  await two.holder`update public.upscaler_jobs set rh_cost = 1 where id = ${held.jobs[0].id}`
  await two.caller`begin`

  expect(await two.cancelMany(two.caller, 0, [...free.jobs, ...held.jobs])).toEqual(['cancelled', 'busy'])

  await two.holder`select public.spend_upscaler_credits(${held.customer}, 5, 'corrida')`
})

test('as long as it has ended none, a call waits for whoever writes the jobs, and then cancels them', async () => {
  const { jobs } = await two.customerWithStaleJobs(2)
  await two.holder`begin`
  await two.holder`update public.upscaler_jobs set rh_cost = 1 where id in (${jobs[0].id}, ${jobs[1]?.id ?? ''})`
  const cancel = two.cancelMany(two.caller, 0, jobs)
  await Promise.race([cancel, two.untilCallerWaits()])
  await two.holder`commit`

  expect(await cancel).toEqual(['cancelled', 'cancelled'])
})

test('of two admins who cancel the same jobs in opposite order, the second is told of the first', async () => {
  const { jobs } = await two.customerWithStaleJobs(3)
  await two.holder`begin`
  const first = await two.cancelMany(two.holder, 0, jobs)
  const second = two.cancelMany(two.caller, 1, jobs.toReversed())
  await Promise.race([second, two.untilCallerWaits()])
  await two.holder`commit`

  expect(first).toEqual(['cancelled', 'cancelled', 'cancelled'])
  expect(await second).toEqual(['replayed', 'replayed', 'replayed'])
})

test('who asks for a job of the call while it waits for theirs meets no deadlock', async () => {
  const [spending, free] = [await two.customerWithStaleJobs(), await two.customerWithStaleJobs()]
  await two.holder`begin`
  await two.holder`select public.spend_upscaler_credits(${spending.customer}, 5, 'corrida')`
  const cancel = two.cancelMany(two.caller, 0, [...free.jobs, ...spending.jobs])
  await Promise.race([cancel, two.untilCallerWaits()])
  await two.holder`update public.upscaler_jobs set rh_cost = 1 where id = ${free.jobs[0].id}`
  await two.holder`commit`

  expect(await cancel).toEqual(['cancelled', 'busy'])
})

test('while somebody holds a table as a whole its jobs are busy, and those of other tools are cancelled', async () => {
  const { jobs, customer } = await two.customerWithStaleJobs()
  const [other] = await two.world.owner<[{ id: string }]>`
    select public.start_ai_job('veste_ai_jobs', ${customer}, 7, null, 'running') as id`
  await two.holder`begin`
  await two.holder`lock table public.veste_ai_jobs in access exclusive mode`
  const held = { table: 'veste_ai_jobs', id: other.id, cost: 7 } as const

  expect(await two.cancelMany(two.caller, 0, [held, ...jobs])).toEqual(['busy', 'cancelled'])
})
