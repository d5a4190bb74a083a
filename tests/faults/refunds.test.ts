import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWorld, type World } from '../races/world.ts'
import {
  attentionOf,
  balanceOf,
  cancelOnce,
  cleanUp,
  connection,
  newCustomer,
  startJob,
  statusOf,
  whileHeld,
  wrongs,
} from './support.ts'

const GOOD = 30

let world: World

beforeEach(async () => {
  world = await createWorld(2)
}, 60_000)

afterEach(() => world?.close())

// A refund function of the host's that fails for some customers, each in a way of its own.
async function refundWith(failures: Record<string, string>) {
  await world.owner`alter function public.refund_upscaler_credits(uuid, integer, text) rename to refund_in_peace`
  const branches = Object.entries(failures).map(
    ([customer, body]) => `if _user_id = '${customer}' then ${body} end if;`,
  )
  await world.owner.unsafe(`
    create function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
    returns table (success boolean, new_balance integer, error_message text) language plpgsql security definer as $$
    begin
      ${branches.join('\n')}
      return query select * from public.refund_in_peace(_user_id, _amount, _description);
    end $$`)
}

test('each way in which a refund can fail keeps its own job open, with the reason, and no other job', async () => {
  const failures = [
    ["return query select false, 0, 'conta bloqueada'; return;", 'conta bloqueada'],
    ['return;', 'the refund function gave no answer'],
    ["raise exception 'sem conexão';", 'sem conexão'],
    ['perform 2147483647 + _amount;', 'integer out of range'],
    [
      'return query select true, 5, null::text; return;',
      'the refund function said yes, but the balance did not move by the refund',
    ],
  ] as const
  const customers = await Promise.all(failures.map(() => newCustomer(world)))
  const jobs = await Promise.all(customers.map((customer) => startJob(world, { customer, minutesAgo: 15 })))
  const good = await newCustomer(world, 10_000)
  for (let made = 0; made < GOOD; made += 1) await startJob(world, { customer: good })
  await refundWith(Object.fromEntries(failures.map(([body], place) => [customers[place], body])))

  expect(await cleanUp(world.owner)).toEqual({ ended: GOOD, refunded: GOOD * 60 })
  expect(await balanceOf(world, good)).toBe(10_000)
  expect(await Promise.all(jobs.map((job) => statusOf(world, job)))).toEqual(Array(failures.length).fill('queued'))
  const listed = new Map((await attentionOf(world)).map(({ job_id, detail }) => [job_id, detail]))
  expect(jobs.map(({ id }) => listed.get(id))).toEqual(failures.map(([, reason]) => reason))
  expect(await wrongs(world)).toEqual([])
})

test('the same id in two tables is two jobs: each is ended and refunded once', async () => {
  const customer = await newCustomer(world)
  const first = await startJob(world, { customer, cost: 60 })
  const second = await startJob(world, { customer, table: 'veste_ai_jobs', cost: 7 })
  await world.owner`update public.veste_ai_jobs set id = ${first.id} where id = ${second.id}`
  await world.owner`update public.upscaler_credit_transactions set job_id = ${first.id} where job_id = ${second.id}`
  expect(await cancelOnce(connection(world), world.admins[0], first)).toMatchObject({
    outcome: 'cancelled',
    refunded: 60,
  })
  const twin = { ...second, id: first.id }
  expect(await statusOf(world, twin)).toBe('queued')
  expect(await cancelOnce(connection(world), world.admins[0], twin)).toMatchObject({
    outcome: 'cancelled',
    refunded: 7,
  })
  expect(await cancelOnce(connection(world), world.admins[0], first)).toMatchObject({
    outcome: 'replayed',
    refunded: 60,
  })
  expect(await balanceOf(world, customer)).toBe(1000)
})

test('a job that its host deletes meanwhile holds nothing up and leaves the attention list', async () => {
  const customer = await newCustomer(world)
  const doomed = await startJob(world, { customer, minutesAgo: 20 })
  await startJob(world, { customer })
  const host = connection(world)
  await whileHeld(
    host,
    (sql) => sql`delete from public.upscaler_jobs where id = ${doomed.id}`,
    async () => {
      expect(await cleanUp(world.owner)).toEqual({ ended: 1, refunded: 60 })
      expect(await attentionOf(world)).toMatchObject([{ job_id: doomed.id, reason: 'busy' }])
      await host`commit; begin`.simple()
    },
  )
  expect(await cancelOnce(connection(world, 1), world.admins[0], doomed)).toMatchObject({ outcome: 'not_found' })
  expect(await cleanUp(world.owner)).toEqual({ ended: 0, refunded: 0 })
  expect(await attentionOf(world)).toEqual([])
})

test('the jobs of a customer who was deleted end without a refund', async () => {
  const customer = await newCustomer(world)
  const jobs = await Promise.all([startJob(world, { customer }), startJob(world, { customer, minutesAgo: 1 })])
  await world.owner`delete from auth.users where id = ${customer}`
  expect(await cleanUp(world.owner)).toEqual({ ended: 1, refunded: 0 })
  const [, young] = jobs
  expect(await cancelOnce(connection(world), world.admins[0], young)).toMatchObject({
    outcome: 'cancelled',
    refunded: 0,
    balance: null,
  })
  expect(await world.owner`select from public.upscaler_jobs where error_message like '%estornados%'`).toHaveLength(0)
})
