import type postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cleanUp, connection, newCustomer, startJob } from '../faults/support.ts'
import { type Random, randomFrom } from '../races/random.ts'
import { createWorld, type World } from '../races/world.ts'
import { SUPERUSER, withConnection } from '../support/databases.ts'
import { record, runOnce, verify } from './records.ts'

const WRITERS = 5
const SEALERS = 2

let world: World
vi.setConfig({ testTimeout: 60_000 })
beforeEach(async () => {
  world = await createWorld(WRITERS + SEALERS)
  await runOnce(world.owner)
}, 60_000)
afterEach(() => world?.close())

describe('a line that is committed after one with a higher id', () => {
  let early: postgres.Sql
  let late: postgres.Sql
  beforeEach(async () => {
    early = connection(world)
    late = connection(world, 1)
    await early`begin`
    await record(early)
    await record(late)
  })

  test('keeps the record unsealed until it is there, however many runs come', async () => {
    const before = await verify(world.owner)
    for (let run = 0; run < 3; run += 1) await runOnce(world.owner)
    expect(await verify(world.owner)).toEqual({ ...before, unsealed: 1 })
    await early`commit`
    await runOnce(world.owner)
    expect(await verify(world.owner)).toMatchObject({ intact: true, sealed: before.sealed + 2, unsealed: 0 })
  })

  test('or will never be', async () => {
    await early`rollback`
    await runOnce(world.owner)
    expect(await verify(world.owner)).toMatchObject({ intact: true, unsealed: 0 })
  })

  test('is not sealed past by a run that does not see what was committed meanwhile', async () => {
    const blind = connection(world, 2)
    await blind`begin isolation level repeatable read`
    await blind`select count(*) from estorno.settlements`
    await early`commit`
    await runOnce(blind)
    await blind`commit`
    expect(await verify(world.owner)).toMatchObject({ intact: true, unsealed: 2 })
  })
})

test('a long transaction that writes to no record holds up nothing', async () => {
  const other = connection(world)
  await other`begin`
  await other`update public.profiles set name = 'x'`
  await other`select count(*) from estorno.settlements`
  await record(world.owner)
  await runOnce(world.owner)
  expect(await verify(world.owner)).toMatchObject({ intact: true, unsealed: 0 })
})

// A few transactions of a few lines, with savepoints, a third of them taken back.
async function write(sql: postgres.Sql, random: Random) {
  for (let transaction = 0; transaction < 5; transaction += 1) {
    await sql`begin`
    for (let lines = 1 + random.below(3); lines > 0; lines -= 1) {
      await sql`savepoint line`
      await record(sql, 1 + random.below(3))
      if (random.chance(0.3)) await sql`rollback to line`
      const label = String(random.next())
      if (random.chance(0.3))
        await sql`update estorno.job_tables set label = ${label} where table_name = 'upscaler_jobs'`
    }
    await sql.unsafe(random.chance(0.33) ? 'rollback' : 'commit')
  }
}

async function sealWhile(work: Promise<unknown>, sealers: postgres.Sql[]) {
  let working = true
  const sealing = sealers.map(async (sql) => {
    while (working) await sql`select estorno.seal_records()`
  })
  await work
  working = false
  await Promise.all(sealing)
}

test('writers and runs at once: nothing comes below a seal, and in every gap all is sealed', async () => {
  const seed = Date.now() % 1_000_000
  const random = randomFrom(seed)
  const writers = world.actors.slice(0, WRITERS)
  for (let round = 0; round < 12; round += 1) {
    const writing = Promise.all(writers.map((sql) => write(sql, randomFrom(random.below(1_000_000)))))
    await sealWhile(writing, world.actors.slice(WRITERS))
    await runOnce(world.owner)
    const { intact, problems, unsealed } = await verify(world.owner)
    expect({ seed, round, intact, problems, unsealed }).toEqual({
      seed,
      round,
      intact: true,
      problems: [],
      unsealed: 0,
    })
  }
})

test('a run that cannot seal ends its jobs all the same, and the next one seals', async () => {
  const holder = connection(world)
  await record(world.owner)
  await holder`begin`
  await holder`lock table estorno.seals in access exclusive mode`
  await startJob(world, { customer: await newCustomer(world) })
  expect(await cleanUp(world.owner)).toMatchObject({ ended: 1, refunded: 60 })
  await holder`commit`
  expect(await verify(world.owner)).toMatchObject({ intact: true, unsealed: 2 })
  await runOnce(world.owner)
  expect(await verify(world.owner)).toMatchObject({ intact: true, unsealed: 0 })
})

describe('what a superuser does to sealed lines', () => {
  beforeEach(async () => {
    await record(world.owner, 5)
    await runOnce(world.owner)
  })

  const columns =
    'table_name, job_id, ending, actor, status_before, status_after, charge_proof, refunded_credits, refunded_to_monthly'
  test.each([
    ['edits one', 'update estorno.settlements set refunded_credits = 60 where id = 3', 'changed'],
    ['deletes one', 'delete from estorno.settlements where id = 3', 'lines_missing'],
    [
      'slips one in',
      `insert into estorno.settlements (${columns}, id) overriding system value
       values ('upscaler_jobs', gen_random_uuid(), 'cancel', 'cron', 'queued', 'cancelled', 'ledger', 9, 0, 0)`,
      'lines_added',
    ],
    [
      'lets two change places',
      `create temporary table two as select * from estorno.settlements where id in (3, 4);
       delete from estorno.settlements where id in (3, 4);
       update two set id = 7 - id;
       insert into estorno.settlements overriding system value select * from two`,
      'changed',
    ],
    [
      'edits a seal',
      'update estorno.seals set sealed_at = sealed_at - make_interval(days => 1) where last_id = 5',
      'changed',
    ],
    ['deletes a seal', 'delete from estorno.seals where number = 1', 'seal_missing'],
  ])('is found when he %s', async (_, act, problem) => {
    await withConnection(world.database.url(SUPERUSER), async (superuser) => {
      await superuser.unsafe(`set session_replication_role = replica; ${act}`)
    })
    const { intact, problems } = await verify(world.owner)
    expect({ intact, problems: problems.map((found) => found.problem) }).toEqual({ intact: false, problems: [problem] })
  })

  test('is found by whoever kept the head, when he makes all seals anew', async () => {
    const { head } = await verify(world.owner)
    await withConnection(world.database.url(SUPERUSER), async (superuser) => {
      await superuser.unsafe(`set session_replication_role = replica;
        delete from estorno.settlements where id = 3;
        delete from estorno.seals;
        select estorno.seal_lines('settlements', 0), estorno.seal_lines('tool_changes', 0);
        select estorno.seal_records()`)
    })
    expect(await verify(world.owner)).toMatchObject({ intact: true })
    expect(await verify(world.owner, head)).toMatchObject({ intact: false, problems: [{ problem: 'head_missing' }] })
  })
})
