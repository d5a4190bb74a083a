import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelOnce, connection, newCustomer, pidOf, startJob, wrongs } from '../faults/support.ts'
import { until } from '../kills/until.ts'
import { beginAs, cancel, cancelMany } from './scripts.ts'
import { createWorld, type Job, type World } from './world.ts'

const SESSIONS = 40
const LIMIT = 10
const ROUNDS = 5
const COST = 60
const REFUSED = ['PT429', 'failed']

let world: World

beforeAll(async () => {
  world = await createWorld(SESSIONS)
}, 60_000)

afterAll(() => world?.close())

const limitTo = (acts: number | null, credits: number | null = null) =>
  world.owner`select estorno.change_settings(${acts}::integer, ${credits}::integer)`

async function newAdmin(): Promise<string> {
  const admin = randomUUID()
  await world.owner`insert into auth.users (id, email) values (${admin}, ${`${admin}@example.com`})`
  await world.owner`insert into public.user_roles values (${admin}, 'admin')`
  return admin
}

async function jobsOfStrangers(count: number): Promise<Job[]> {
  const jobs: Job[] = []
  for (let job = 0; job < count; job += 1)
    jobs.push(await startJob(world, { customer: await newCustomer(world), cost: COST }))
  return jobs
}

/** What came of a cancel: its outcome, or `PT429`. */
async function attempt(sql: postgres.Sql, admin: string, job: Job): Promise<string> {
  try {
    return (await cancelOnce(sql, admin, job)).outcome
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === 'PT429') return error.code
    throw error
  }
}

async function attemptMany(sql: postgres.Sql, admin: string, jobs: Job[]): Promise<string> {
  await beginAs(sql, admin)
  const [told] = await cancelMany(sql, jobs)
  await sql`commit`
  return told?.outcome ?? 'nothing'
}

const untilWaits = (sql: postgres.Sql) =>
  pidOf(sql).then(
    (pid) => () =>
      until('it waits', async () => {
        const [row] =
          await world.owner`select from pg_locks where pid = ${pid} and locktype = 'advisory' and not granted`
        return row
      }),
  )

test(`of ${SESSIONS} cancels of one admin at the same moment a limit of ${LIMIT} lets ${LIMIT} through`, async () => {
  await limitTo(LIMIT)
  for (let round = 1; round <= ROUNDS; round += 1) {
    const [admin, jobs] = [await newAdmin(), await jobsOfStrangers(SESSIONS)]
    const outcomes = await Promise.all(jobs.map((job, place) => attempt(connection(world, place), admin, job)))
    expect(outcomes.filter((outcome) => outcome === 'cancelled')).toHaveLength(LIMIT)
    expect(outcomes.filter((outcome) => outcome === 'PT429')).toHaveLength(SESSIONS - LIMIT)
  }
  expect(await wrongs(world)).toEqual([])
}, 60_000)

test(`of ${SESSIONS} cancels and cancels of many at the same moment a cap lets through what fits, to the last credit`, async () => {
  await limitTo(null, LIMIT * COST)
  for (let round = 1; round <= ROUNDS; round += 1) {
    const [admin, jobs] = [await newAdmin(), await jobsOfStrangers(SESSIONS)]
    const outcomes = await Promise.all(
      jobs.map((job, place) => {
        const sql = connection(world, place)
        return place % 2 ? attempt(sql, admin, job) : attemptMany(sql, admin, [job])
      }),
    )
    expect(outcomes.filter((outcome) => outcome === 'cancelled')).toHaveLength(LIMIT)
    expect(outcomes.filter((outcome) => outcome !== 'cancelled').every((outcome) => REFUSED.includes(outcome))).toBe(
      true,
    )
    const [given] = await world.owner<[{ credits: number }]>`
      select sum(refunded_credits)::integer as credits from estorno.settlements where actor_id = ${admin}`
    expect(given.credits).toBe(LIMIT * COST)
  }
  expect(await wrongs(world)).toEqual([])
}, 60_000)

test('far from the limit nobody waits for an act that is on its way', async () => {
  await limitTo(LIMIT)
  const [admin, [first, second]] = [await newAdmin(), await jobsOfStrangers(2)]
  if (!first || !second) throw new Error('Two jobs are needed')
  await beginAs(connection(world), admin)
  await cancel(connection(world), first)
  expect(await attempt(connection(world, 1), admin, second)).toBe('cancelled')
  await connection(world)`commit`
})

test.each([
  [1, 'commit', 'PT429'],
  [1, 'rollback', 'cancelled'],
  [2, 'commit', 'cancelled'],
])('near a limit of %i an act waits for the one on its way: after its %s it is %s', async (limit, end, outcome) => {
  await limitTo(limit)
  const [admin, [first, second]] = [await newAdmin(), await jobsOfStrangers(2)]
  if (!first || !second) throw new Error('Two jobs are needed')
  const waits = await untilWaits(connection(world, 1))
  await beginAs(connection(world), admin)
  await cancel(connection(world), first)
  const attempted = attempt(connection(world, 1), admin, second)
  await waits()
  await connection(world).unsafe(end)
  expect(await attempted).toBe(outcome)
})
