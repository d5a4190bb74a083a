import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { cronCommand } from '../races/actors.ts'
import { createTwoSessions, type TwoSessions } from './two-sessions.ts'

const LEFT_OUT = { reason: 'busy', detail: 'a row of the job or of its customer is locked' }
const DOOR = 'estorno.settle_ai_jobs(estorno.job_tables, uuid[], text, text, uuid, text, uuid)'

let two: TwoSessions

beforeAll(async () => {
  two = await createTwoSessions()
}, 60_000)

afterEach(async () => {
  expect(await two.finish()).toEqual([])
})

afterAll(() => two?.world.close())

test('a job that is completed while a run looks at it is delivered and not refunded', async () => {
  const { jobs } = await two.customerWithStaleJobs()
  // A claim that waited for the job would be given the time to get it.
  const [door] = await two.world.owner`select pg_get_functiondef(${DOOR}::regprocedure) as definition`
  onTestFinished(async () => {
    await two.world.owner.unsafe(String(door?.definition))
  })
  await two.world.owner.unsafe(`alter function ${DOOR} set lock_timeout = '5s'`)
  await two.holder`begin`
  await two.holder`update public.upscaler_jobs set status = 'completed', completed_at = now() where id = ${jobs[0].id}`
  const run = two.cleanUp()
  await Promise.race([run, two.untilCallerWaits()])
  await two.holder`commit`

  expect(await run).toBe(0)

  expect(await two.statusOf(jobs[0])).toBe('completed')
})

test('a run leaves a locked job out without waiting for it, lists it, and ends all others', async () => {
  const [locked, free] = [await two.customerWithStaleJobs(), await two.customerWithStaleJobs()]
  await two.holder`begin`
  await two.holder`update public.upscaler_jobs set rh_cost = 1 where id = ${locked.jobs[0].id}`

  expect(await two.cleanUp()).toBe(1)

  expect(await two.statusOf(free.jobs[0])).toBe('failed')
  expect(await two.attentionOf(locked.jobs[0])).toEqual(LEFT_OUT)
})

test('a run leaves out the jobs of a customer who spends at this moment, without waiting', async () => {
  const [spending, free] = [await two.customerWithStaleJobs(), await two.customerWithStaleJobs()]
  await two.holder`begin`
  await two.holder`select public.spend_upscaler_credits(${spending.customer}, 5, 'corrida')`

  expect(await two.cleanUp()).toBe(1)

  expect(await two.statusOf(free.jobs[0])).toBe('failed')
  expect(await two.attentionOf(spending.jobs[0])).toEqual(LEFT_OUT)
})

test('a run leaves out the jobs of a customer whose account is about to be deleted, without waiting', async () => {
  const [leaving, free] = [await two.customerWithStaleJobs(), await two.customerWithStaleJobs()]
  await two.holder`begin`
  await two.holder`select from auth.users where id = ${leaving.customer} for update`

  expect(await two.cleanUp()).toBe(1)

  expect(await two.statusOf(free.jobs[0])).toBe('failed')
  expect(await two.attentionOf(leaving.jobs[0])).toEqual(LEFT_OUT)
})

test('who writes charge and job in one transaction meets no deadlock with a run', async () => {
  const { customer, jobs } = await two.customerWithStaleJobs()
  await two.holder`begin`
  await two.holder`select public.spend_upscaler_credits(${customer}, 5, 'corrida')`
  const run = two.cleanUp()
  await Promise.race([run, two.untilCallerWaits()])
  await two.holder`update public.upscaler_jobs set rh_cost = 1 where id = ${jobs[0].id}`
  await two.holder`commit`

  expect(await run).toBe(0)

  expect(await two.attentionOf(jobs[0])).toEqual(LEFT_OUT)
})

test('a run gives up on code of the host that waits for a lock, and ends all others', async () => {
  const [locked, free] = [await two.customerWithStaleJobs(), await two.customerWithStaleJobs()]
  await two.world.owner`insert into public.profiles (id) values (${locked.customer})`
  onTestFinished(async () => {
    await two.world.owner.unsafe('drop function tests.touch_profile() cascade')
  })
  await two.world.owner.unsafe(`
    create function tests.touch_profile() returns trigger language plpgsql as $$
    begin update public.profiles set name = 'cliente' where id = new.user_id; return null; end $$;
    create trigger touch_profile after insert on public.upscaler_credit_transactions
      for each row execute function tests.touch_profile()`)
  await two.holder`begin`
  await two.holder`select from public.profiles where id = ${locked.customer} for update`

  expect(await two.cleanUp()).toBe(1)

  expect(await two.statusOf(free.jobs[0])).toBe('failed')
  expect(await two.attentionOf(locked.jobs[0])).toMatchObject({ reason: 'busy' })
})

test('a cancel waits for whoever writes the job, and then cancels it', async () => {
  const { jobs } = await two.customerWithStaleJobs()
  await two.holder`begin`
  await two.holder`update public.upscaler_jobs set rh_cost = 1 where id = ${jobs[0].id}`
  const cancel = two.cancel(two.caller, 0, jobs[0])
  await Promise.race([cancel, two.untilCallerWaits()])
  await two.holder`commit`

  expect(await cancel).toEqual({ outcome: 'cancelled', refunded: 20, balance: 300 })
})

test('of two admins who cancel at once, the second is told the figures of the first', async () => {
  const { jobs } = await two.customerWithStaleJobs()
  await two.holder`begin`
  const first = await two.cancel(two.holder, 0, jobs[0])
  const second = two.cancel(two.caller, 1, jobs[0])
  await Promise.race([second, two.untilCallerWaits()])
  await two.holder`commit`

  expect(first).toEqual({ outcome: 'cancelled', refunded: 20, balance: 300 })
  expect(await second).toEqual({ ...first, outcome: 'replayed' })
})

test('a run does not wait for what another one takes off the attention list and out of the log', async () => {
  const { jobs } = await two.customerWithStaleJobs()
  await two.world
    .owner`insert into estorno.attention (table_name, job_id, reason) values ('upscaler_jobs', ${randomUUID()}, 'busy')`
  await two.world
    .owner`insert into estorno.cleanup_runs (started_at, started_by) values (now() - interval '31 days', 'cron')`
  await two.holder`begin`
  await two.holder`select estorno.begin_cleanup_run('service')`

  expect(await two.cleanUp()).toBe(1)

  expect(await two.statusOf(jobs[0])).toBe('failed')
})

test('of two runs at once, each tells what it ended itself', async () => {
  const { jobs } = await two.customerWithStaleJobs(3)
  await two.holder`begin`
  const [first] = await two.holder`
    select cancelled_count from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'`

  expect([first?.cancelled_count, await two.cleanUp()]).toEqual([3, 0])

  await two.holder`commit`
  expect(await Promise.all(jobs.map(two.statusOf))).toEqual(['failed', 'failed', 'failed'])
})

test('a run does not wait for another one that lists the same job, and ends all others', async () => {
  const { customer } = await two.customerWithStaleJobs()
  await two.world.owner`
    insert into public.upscaler_jobs (user_id, status, user_credit_cost, created_at)
    values (${customer}, 'queued', 200000, now() - interval '12 minutes')`
  await two.holder`begin`
  await two.holder`select public.cleanup_all_stale_ai_jobs()`
  const free = await two.customerWithStaleJobs()

  expect(await two.cleanUp()).toBe(1)

  expect(await two.statusOf(free.jobs[0])).toBe('failed')
})

test('a run of the schedule comes to its end while another one lists the same job', async () => {
  const { customer } = await two.customerWithStaleJobs()
  await two.world.owner`
    insert into public.upscaler_jobs (user_id, status, user_credit_cost, created_at)
    values (${customer}, 'queued', 200000, now() - interval '12 minutes')`
  await two.holder`begin`
  await two.holder`select public.cleanup_all_stale_ai_jobs()`
  const free = await two.customerWithStaleJobs()

  await two.world.owner.unsafe(cronCommand)

  expect(await two.statusOf(free.jobs[0])).toBe('failed')
})

// No claim that is kept fits it: whoever comes next makes one.
async function changeLimitUntilTheEnd(table: string) {
  const changeLimit = (limit: string) =>
    two.world.owner`update estorno.job_tables set run_limit = ${limit}::interval where table_name = ${table}`
  onTestFinished(async () => {
    await changeLimit('10 minutes')
  })
  await changeLimit('11 minutes')
}

test('nobody waits for whoever makes a claim and has not finished with its jobs', async () => {
  const [first, next] = [await two.customerWithStaleJobs(), await two.customerWithStaleJobs()]
  await changeLimitUntilTheEnd(first.jobs[0].table)
  await two.holder`begin`
  await two.holder`
    select estorno.settle_ai_jobs(t, array[${first.jobs[0].id}::uuid], 'timeout', 'service')
    from estorno.job_tables t where t.table_name = ${first.jobs[0].table}`

  await two.world.owner.unsafe(cronCommand)

  expect(await two.statusOf(next.jobs[0])).toBe('failed')
  expect(await two.attentionOf(next.jobs[0])).toBeUndefined()
})

test('a run drops no kept claim while a door may be calling it, and waits for none', async () => {
  const { jobs } = await two.customerWithStaleJobs()
  const keptClaims = async () => {
    const rows = await two.world.owner`
      select proname from pg_proc where pronamespace = 'estorno'::regnamespace and proname ~ '^kept_[0-9a-f]{32}_[a-z]+$'
      order by proname`
    return rows.map(({ proname }) => String(proname))
  }
  const before = await keptClaims()
  await two.holder`begin`
  await two.holder`
    select estorno.settle_ai_jobs(t, array[${jobs[0].id}::uuid], 'timeout', 'cron')
    from estorno.job_tables t where t.table_name = ${jobs[0].table}`
  await changeLimitUntilTheEnd(jobs[0].table)

  await two.world.owner.unsafe(cronCommand)
  expect(await keptClaims()).toEqual(expect.arrayContaining(before))

  await two.holder`commit`
  await two.world.owner.unsafe(cronCommand)
  expect(await keptClaims()).not.toEqual(expect.arrayContaining(before))
})
