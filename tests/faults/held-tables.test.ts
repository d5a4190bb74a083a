import type postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWorld, JOB_TABLES, type Job, type World } from '../races/world.ts'
import {
  cancelOnce,
  cleanUp,
  connection,
  newCustomer,
  startJob,
  startJobs,
  statusOf,
  whileHeld,
  wrongs,
} from './support.ts'

const OTHERS = 20

let world: World
let customer: string
let held: Job
let others: Job[]

beforeEach(async () => {
  world = await createWorld(2)
  customer = await newCustomer(world)
  held = await startJob(world, { customer, minutesAgo: 20 })
  const other = await newCustomer(world, 10_000)
  others = []
  for (let made = 0; made < OTHERS; made += 1) {
    const table = JOB_TABLES[made % JOB_TABLES.length] ?? 'upscaler_jobs'
    others.push(await startJob(world, { customer: other, table }))
  }
}, 60_000)

afterEach(() => world?.close())

const stillOpen = async () => {
  const statuses = await Promise.all(others.map((job) => statusOf(world, job)))
  return statuses.filter((status) => status !== 'failed').length
}

test('while somebody holds the job for long, an admin is told to try again, nothing is done, and the next try gives the credits once', async () => {
  const lock = (sql: postgres.Sql) => sql`select from public.upscaler_jobs where id = ${held.id} for update`
  await whileHeld(connection(world), lock, async () => {
    await expect(cancelOnce(connection(world, 1), world.admins[0], held)).rejects.toMatchObject({ code: '55P03' })
    expect(await statusOf(world, held)).toBe('queued')
  })
  const told = await cancelOnce(connection(world, 1), world.admins[0], held)
  expect(told).toMatchObject({ outcome: 'cancelled', refunded: 60, balance: 1000 })
  expect(await wrongs(world)).toEqual([])
}, 20_000)

const MANY = 500

const tableLocks: [string, string, number][] = [
  ['a job table', 'upscaler_jobs', OTHERS * 0.75],
  ['the credits', 'upscaler_credits', 0],
]

describe.each(tableLocks)('while a migration of the host holds %s as a whole', (_, table, ending) => {
  test('the run comes back soon with what it could do, and the one after does the rest', async () => {
    await startJobs(world, { customers: [customer], count: MANY, cost: 1 })
    const lock = (sql: postgres.Sql) => sql`lock table public.${sql(table)} in access exclusive mode`
    await whileHeld(connection(world), lock, async () => {
      await world.owner`set statement_timeout = '8s'`
      expect(await cleanUp(world.owner)).toEqual({ ended: ending, refunded: ending * 60 })
    })
    expect(await cleanUp(world.owner)).toMatchObject({ ended: MANY + OTHERS + 1 - ending })
    expect(await stillOpen()).toBe(0)
    expect(await wrongs(world)).toEqual([])
  }, 30_000)
})

test('an admin who cancels while the credits are held as a whole is told within seconds', async () => {
  const lock = (sql: postgres.Sql) => sql`lock table public.upscaler_credits in access exclusive mode`
  await whileHeld(connection(world), lock, async () => {
    const admin = connection(world, 1)
    await admin`set statement_timeout = '8s'`
    await expect(cancelOnce(admin, world.admins[0], held)).rejects.toMatchObject({ code: '55P03' })
  })
}, 20_000)
