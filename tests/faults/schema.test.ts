import type postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWorld, JOB_TABLES, type Job, type World } from '../races/world.ts'
import { SUPERUSER, withConnection } from '../support/databases.ts'
import { attentionOf, cleanUp, connection, newCustomer, startJob, statusOf, tick, wrongs } from './support.ts'

const BROKEN = 'upscaler_jobs'

let world: World
let jobs: Job[]
let poor: Job

beforeEach(async () => {
  world = await createWorld(1)
  const customer = await newCustomer(world)
  jobs = await Promise.all(JOB_TABLES.map((table) => startJob(world, { customer, table })))
  // On the attention list from an earlier run, so that this list is looked through as well.
  poor = await startJob(world, { customer: await newCustomer(world), cost: 30 })
  await world.owner`
    insert into estorno.attention (table_name, job_id, reason, tries) values (${poor.table}, ${poor.id}, 'not_ended', 1)`
}, 60_000)

afterEach(() => world?.close())

const errors = async () => [
  ...(await world.owner`
    select table_name, error is not null as failed from estorno.cleanup_run_tables
    where run_id = (select max(id) from estorno.cleanup_runs) and error is not null`),
]

const changes: [string, string, string][] = [
  ['table', `alter table public.${BROKEN} rename to gone`, `alter table public.gone rename to ${BROKEN}`],
  [
    'status',
    `alter table public.${BROKEN} rename status to state`,
    `alter table public.${BROKEN} rename state to status`,
  ],
  ['id', `alter table public.${BROKEN} rename id to job`, `alter table public.${BROKEN} rename job to id`],
  [
    'type of the price',
    `alter table public.${BROKEN} alter user_credit_cost drop default, alter user_credit_cost type text`,
    `alter table public.${BROKEN} alter user_credit_cost type integer using user_credit_cost::integer`,
  ],
  [
    'price',
    `alter table public.${BROKEN} rename user_credit_cost to price`,
    `alter table public.${BROKEN} rename price to user_credit_cost`,
  ],
]

describe.each(changes)('when the %s of a registered table is gone or another', (_, breaking, mending) => {
  test('the other tables are worked on as ever, and the run after the repair does the rest', async () => {
    await world.owner.unsafe(breaking)
    expect(await cleanUp(world.owner)).toEqual({ ended: 3, refunded: 180 })
    expect(await errors()).toEqual([{ table_name: BROKEN, failed: true }])
    await world.owner.unsafe(mending)
    expect(await cleanUp(world.owner)).toEqual({ ended: 2, refunded: 90 })
    expect(await Promise.all(jobs.map((job) => statusOf(world, job)))).toEqual(Array(4).fill('failed'))
  })

  test('attention list, health and history go on with the other tables', async () => {
    await world.owner.unsafe(breaking)
    await world.owner`insert into public.veste_ai_jobs (status, created_at) values ('queued', null)`
    expect(
      await world.owner`select table_name, reason from estorno.list_attention(null) where reason = 'unknown_age'`,
    ).toEqual([{ table_name: 'veste_ai_jobs', reason: 'unknown_age' }])
    expect(await world.owner`select state, problems from estorno.cleaner_health()`).toEqual([
      { state: 'ok', problems: expect.arrayContaining(['table_unusable']) },
    ])
    const admin = connection(world)
    await admin`select set_config('request.jwt.claims', ${JSON.stringify({ sub: world.admins[0] })}, false)`
    expect(await admin`select from public.admin_list_ai_jobs('veste_ai_jobs')`).toHaveLength(2)
    expect((await admin`select from public.admin_list_ai_jobs()`).length).toBeGreaterThan(3)
    await admin`select * from public.admin_reconcile()`
  })
})

const refundFunctions: [string, string][] = [
  ['is gone', 'select 1'],
  [
    'has another shape',
    `create function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
     returns boolean language sql as 'select true'`,
  ],
]

describe.each(refundFunctions)('when the refund function %s', (_, instead) => {
  test('what cost nothing ends, the rest stays and is listed, and the run after the repair gives it back', async () => {
    const free = await startJob(world, { customer: await newCustomer(world), cost: 0 })
    const [was] = await world.owner`
      select pg_get_functiondef('public.refund_upscaler_credits(uuid, integer, text)'::regprocedure) as text`
    await world.owner`drop function public.refund_upscaler_credits(uuid, integer, text)`
    await world.owner.unsafe(instead)
    expect(await cleanUp(world.owner)).toEqual({ ended: 1, refunded: 0 })
    expect(await statusOf(world, free)).toBe('failed')
    expect(await statusOf(world, poor)).toBe('queued')
    expect((await attentionOf(world)).map(({ reason }) => reason)).toEqual(Array(5).fill('refund_failed'))
    await world.owner`drop function if exists public.refund_upscaler_credits(uuid, integer, text)`
    await world.owner.unsafe(String(was?.text))
    expect(await cleanUp(world.owner)).toEqual({ ended: 5, refunded: 270 })
    expect(await attentionOf(world)).toEqual([])
    expect(await wrongs(world)).toEqual([])
  })
})

const endAtTheDoor = (sql: postgres.Sql, { table, id }: Job) => sql`
  select s.job_id from estorno.job_tables t, estorno.settle_ai_jobs(t, array[${id}::uuid], 'cancel', 'service') s
  where t.table_name = ${table}`

// What the door keeps for a table that was changed is made by whoever comes first.
test('a superuser at the door itself, after a table was changed, leaves nothing that its owner may not call or drop', async () => {
  await world.owner`alter table public.upscaler_jobs add column note text`
  const superusers = await withConnection(world.database.url(SUPERUSER), (sql) => endAtTheDoor(sql, poor))
  expect(superusers).toHaveLength(1)
  const later = await startJob(world, { customer: await newCustomer(world) })
  expect(await endAtTheDoor(world.owner, later)).toHaveLength(1)
  await world.owner`alter table public.upscaler_jobs add column another text`
  expect(await tick(world.owner)).toEqual({ ended: 4, refunded: 240 })
})
