import { afterEach, beforeEach, expect, test } from 'vitest'
import { cronCommand } from '../races/actors.ts'
import { createWorld, type World } from '../races/world.ts'
import { openRunLog } from '../support/run-log.ts'
import { attentionOf, cleanUp, connection, newCustomer, startJobs, whileHeld, wrongs } from './support.ts'

const SLOW = 7
const SLOW_POISON = 13
const FINE = 5

let world: World

beforeEach(async () => {
  world = await createWorld(2)
}, 60_000)

afterEach(() => world?.close())

// The host's refund takes a tenth of a second for some jobs, and refuses some as late as that.
async function slowDownRefunds() {
  await world.owner.unsafe(`
    alter function public.refund_upscaler_credits(uuid, integer, text) rename to quick_refund;
    create function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
    returns table (success boolean, new_balance integer, error_message text) language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      perform pg_sleep(0.1) where _amount in (${SLOW}, ${SLOW_POISON});
      if _amount = ${SLOW_POISON} then raise exception 'refused, after a while'; end if;
      return query select * from public.quick_refund(_user_id, _amount, _description);
    end $$`)
}

const ended = async (table: string) => {
  const [row] = await world.owner<[{ count: number }]>`
    select count(*)::integer as count from estorno.settlements where table_name = ${table}`
  return row.count
}

/** A run of the schedule in a session that is cut off after the time. */
async function cutOffTick(timeout: string): Promise<string> {
  const session = connection(world)
  await session.unsafe(`set statement_timeout = '${timeout}'; set estorno.run_id = ''`)
  return session.unsafe(cronCommand).then(
    () => 'finished',
    (error: Error) => error.message,
  )
}

test('jobs that take longer than a statement may are ended tick by tick, and keep no other table waiting', async () => {
  await slowDownRefunds()
  const customer = await newCustomer(world, 10_000)
  await startJobs(world, { customers: [customer], count: 30, cost: SLOW })
  await startJobs(world, { customers: [customer], count: 30, cost: FINE, table: 'veste_ai_jobs' })

  expect(await cutOffTick('1500ms')).toContain('statement timeout')
  expect(await ended('veste_ai_jobs')).toBeGreaterThan(0)
  let before = 0
  while ((await ended('upscaler_jobs')) < 30) {
    expect(await ended('upscaler_jobs')).toBeGreaterThan(before)
    before = await ended('upscaler_jobs')
    await cutOffTick('1500ms')
  }
  expect(await ended('veste_ai_jobs')).toBe(30)
  expect(await wrongs(world)).toEqual([])
}, 60_000)

test('jobs that are refused late are listed, and the healthy ones behind them ended, within one tick', async () => {
  await slowDownRefunds()
  const customers = [await newCustomer(world, 10_000), await newCustomer(world, 10_000)]
  await startJobs(world, { customers, count: 40, cost: FINE, table: 'veste_ai_jobs' })
  const ids = await startJobs(world, { customers, count: 200, cost: FINE })
  const bad = ids.filter((_, place) => place % 40 === 20)
  await world.owner`
    update public.upscaler_credit_transactions set amount = -${SLOW_POISON}::integer where job_id = any (${bad})`

  expect(await cutOffTick('8s')).toBe('finished')

  expect((await attentionOf(world)).map(({ job_id, detail }) => `${job_id} ${detail}`).sort()).toEqual(
    bad.map((id) => `${id} refused, after a while`).sort(),
  )
  expect([await ended('upscaler_jobs'), await ended('veste_ai_jobs')]).toEqual([195, 40])
}, 60_000)

test('what fails again in a plain call never takes back what it ended', async () => {
  await slowDownRefunds()
  const customer = await newCustomer(world, 10_000)
  const bad = await startJobs(world, { customers: [customer], count: 90, cost: SLOW_POISON })
  await world.owner`insert into estorno.attention (table_name, job_id, reason)
    select 'upscaler_jobs', id, 'refund_failed' from unnest(${bad}::uuid[]) id`
  await startJobs(world, { customers: [customer], count: 10, cost: FINE })
  await world.owner`set statement_timeout = '8s'`

  expect(await cleanUp(world.owner)).toEqual({ ended: 10, refunded: 10 * FINE })
}, 60_000)

test('a run does not wait for the attention list while somebody holds it, and comes to its end', async () => {
  const customer = await newCustomer(world, 10_000)
  const bad = await startJobs(world, { customers: [customer], count: 60, cost: FINE })
  await world.owner`
    update public.upscaler_credit_transactions set amount = -200000 where job_id = any (${bad})`
  await cleanUp(world.owner)
  expect(await attentionOf(world)).toHaveLength(60)
  await startJobs(world, { customers: [customer], count: 5, cost: FINE, table: 'veste_ai_jobs' })

  const outcome = await whileHeld(
    connection(world, 1),
    (holder) => holder`select from estorno.attention for update`,
    () => cutOffTick('5s'),
  )

  expect(outcome).toBe('finished')
  expect(await ended('veste_ai_jobs')).toBe(5)
}, 60_000)

test('two runs at once that meet the same failing jobs both come to their end', async () => {
  const customer = await newCustomer(world, 10_000)
  const bad = await startJobs(world, { customers: [customer], count: 80, cost: FINE })
  await world.owner`
    update public.upscaler_credit_transactions set amount = -200000 where job_id = any (${bad})`
  await cleanUp(world.owner)

  const [first, second] = [connection(world), connection(world, 1)]
  await Promise.all([first.unsafe(cronCommand), second.unsafe(cronCommand)])

  // Listed once, and tried by each of the two at most once more.
  expect((await attentionOf(world)).filter(({ tries }) => tries > 3)).toEqual([])
  expect(await world.owner`select from estorno.cleanup_runs where finished_at is null`).toHaveLength(0)
}, 60_000)

test('a job that outlasts every tick keeps nobody else from their end', async () => {
  await world.owner.unsafe(`
    alter function public.refund_upscaler_credits(uuid, integer, text) rename to quick_refund;
    create function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
    returns table (success boolean, new_balance integer, error_message text) language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      perform pg_sleep(600) where _amount = ${SLOW};
      return query select * from public.quick_refund(_user_id, _amount, _description);
    end $$`)
  const customers = [await newCustomer(world, 10_000), await newCustomer(world, 10_000)]
  await startJobs(world, { customers: [customers[0] ?? ''], count: 1, cost: SLOW, table: 'pose_changer_jobs' })
  await startJobs(world, { customers, count: 10, cost: FINE, table: 'pose_changer_jobs' })
  await startJobs(world, { customers, count: 10, cost: FINE, table: 'veste_ai_jobs' })

  await openRunLog(world.owner)
  for (let run = 0; run < 3; run += 1) {
    expect(await cutOffTick('1s')).toContain('statement timeout')
    // pg_cron comes again only in five minutes.
    await world.owner`update estorno.cleanup_runs set started_at = started_at - interval '5 minutes'`
  }

  expect([await ended('pose_changer_jobs'), await ended('veste_ai_jobs')]).toEqual([10, 10])
  expect(await attentionOf(world)).toMatchObject([{ reason: 'not_ended', detail: expect.stringContaining('cut off') }])
}, 60_000)
