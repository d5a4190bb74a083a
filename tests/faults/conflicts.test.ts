import type postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { beginAs, cancel } from '../races/scripts.ts'
import { createWorld, type Job, type World } from '../races/world.ts'
import {
  attentionOf,
  balanceOf,
  cancelOnce,
  cleanUp,
  connection,
  newCustomer,
  pidOf,
  startJob,
  statusOf,
  untilLooksAgain,
  wrongs,
} from './support.ts'

let world: World
let customer: string
let job: Job

beforeEach(async () => {
  world = await createWorld(3)
  customer = await newCustomer(world)
  job = await startJob(world, { customer })
}, 60_000)

afterEach(() => world?.close())

// Puts a failure into the host's refund function that passes: a sequence remembers it through every rollback.
async function refundFailsOnce({ owner }: World, sqlstate: string) {
  await owner`create sequence tests.refunds`
  await owner`alter function public.refund_upscaler_credits(uuid, integer, text) rename to refund_in_peace`
  await owner.unsafe(`
    create function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
    returns table (success boolean, new_balance integer, error_message text) language plpgsql security definer as $$
    begin
      if nextval('tests.refunds') = 1 then
        raise exception 'in the way of another transaction' using errcode = '${sqlstate}';
      end if;
      return query select * from public.refund_in_peace(_user_id, _amount, _description);
    end $$`)
}

describe('a deadlock in the host’s refund function', () => {
  beforeEach(() => refundFailsOnce(world, '40P01'))

  test('is tried again for an admin, who hears nothing of it', async () => {
    const told = await cancelOnce(connection(world), world.admins[0], job)
    expect(told).toMatchObject({ outcome: 'cancelled', refunded: 60, balance: 1000 })
    expect(await wrongs(world)).toEqual([])
  })

  test('costs a run none of the other jobs, and the job itself at most one run', async () => {
    await startJob(world, { customer })
    await startJob(world, { customer })
    const first = await cleanUp(world.owner)
    const second = await cleanUp(world.owner)
    expect(first.ended + second.ended).toBe(3)
    expect(first.ended).toBeGreaterThanOrEqual(2)
    expect(await balanceOf(world, customer)).toBe(1000)
    expect(await wrongs(world)).toEqual([])
  })
})

describe('a serialization failure', () => {
  const openAt = (sql: postgres.Sql, level: 'repeatable read' | 'serializable') =>
    sql.unsafe(`begin isolation level ${level}; select count(*) from public.upscaler_jobs`)

  test.each(['repeatable read', 'serializable'] as const)(
    'at %s reaches the admin as 40001, nothing is done twice, and asking again tells the figures',
    async (level) => {
      const [early, late] = [connection(world), connection(world, 1)]
      await openAt(late, level)
      await cancelOnce(early, world.admins[0], job)
      await late`select set_config('role', 'authenticated', true),
        set_config('request.jwt.claims', ${JSON.stringify({ sub: world.admins[1] })}, true)`
      await expect(cancel(late, job)).rejects.toMatchObject({ code: '40001' })
      await late`rollback`
      const told = await cancelOnce(late, world.admins[1], job)
      expect(told).toMatchObject({ outcome: 'replayed', refunded: 60, balance: 1000 })
      expect(await wrongs(world)).toEqual([])
    },
  )

  test('of a run at repeatable read costs it only the job that somebody else changed, and that one only one run', async () => {
    const runner = connection(world)
    const other = await startJob(world, { customer, cost: 40 })
    await openAt(runner, 'repeatable read')
    await connection(world, 1)`update public.upscaler_jobs set position = 2 where id = ${job.id}`
    expect(await cleanUp(runner)).toEqual({ ended: 1, refunded: 40 })
    await runner`commit`
    expect(await statusOf(world, other)).toBe('failed')
    expect(await attentionOf(world)).toMatchObject([{ job_id: job.id, reason: 'not_ended' }])
    expect(await cleanUp(runner)).toEqual({ ended: 1, refunded: 60 })
    expect(await wrongs(world)).toEqual([])
  })
})

test('a host that holds the job and spends meanwhile does not deadlock with an admin who looks again and again', async () => {
  const [host, admin] = [connection(world), connection(world, 1)]
  const adminPid = await pidOf(admin)
  await host`begin`
  await host`update public.upscaler_jobs set position = 1 where id = ${job.id}`
  await beginAs(admin, world.admins[0])
  const told = cancel(admin, job)
  await untilLooksAgain(world, adminPid)
  await host`select public.spend_upscaler_credits(${customer}, 5, 'teste')`
  await host`commit`
  expect(await told).toMatchObject({ outcome: 'cancelled', refunded: 60, balance: 995 })
  await admin`commit`
  expect(await wrongs(world)).toEqual([])
})
