import type postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cronCommand } from '../races/actors.ts'
import { createWorld, JOB_TABLES, type World } from '../races/world.ts'
import { figure } from '../support/figures.ts'
import { attentionOf, cleanUp, connection, newCustomer, startJobs, wrongs } from './support.ts'

const BACKLOG = Number(process.env.ESTORNO_BACKLOG ?? 20_000)
const CUSTOMERS = 200
const SPENDERS = 4

let world: World
let customers: string[]

beforeEach(async () => {
  world = await createWorld(SPENDERS + 2)
  customers = await Promise.all(Array.from({ length: CUSTOMERS }, () => newCustomer(world, BACKLOG)))
}, 60_000)

afterEach(() => world?.close())

async function backlogOf(jobs: number) {
  for (const table of JOB_TABLES) await startJobs(world, { customers, count: jobs / JOB_TABLES.length, table, cost: 1 })
}

const settlements = async () => {
  const [row] = await world.owner`
    select count(*)::integer as jobs, sum(refunded_credits)::integer as credits from estorno.settlements`
  return row
}

// Spends on and on, for one customer after the other, until told to stop; returns how long each time took.
async function spendOn(sql: postgres.Sql, first: number, goesOn: () => boolean): Promise<number[]> {
  const waits: number[] = []
  for (let place = first; goesOn(); place += SPENDERS) {
    const customer = customers[place % CUSTOMERS] ?? ''
    const began = performance.now()
    await sql`select public.spend_upscaler_credits(${customer}, 1, 'teste')`
    waits.push(performance.now() - began)
  }
  return waits
}

const percentile = (sorted: number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0

test(`customers spend while cron works off ${BACKLOG} jobs: no error, no deadlock, every credit accounted for`, async () => {
  await backlogOf(BACKLOG)
  let running = true
  const began = performance.now()
  const cron = connection(world, SPENDERS)
    .unsafe(cronCommand)
    .then(() => {
      running = false
    })
  const spent = await Promise.all(
    world.actors.slice(0, SPENDERS).map((sql, place) => spendOn(sql, place, () => running)),
  )
  await cron
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const waits = spent.flat().sort((a, b) => a - b)
  const [p50, p99, longest] = [0.5, 0.99, 1].map((share) => `${percentile(waits, share).toFixed(1)} ms`)
  figure(
    `${BACKLOG} jobs in ${seconds} s, ${waits.length} spends meanwhile: median ${p50}, p99 ${p99}, longest wait ${longest}`,
  )
  // Who was spending at the moment of a batch was left out of it; the next run finds them idle.
  await connection(world, SPENDERS).unsafe(cronCommand)
  expect(await settlements()).toEqual({ jobs: BACKLOG, credits: BACKLOG })
  expect(await attentionOf(world)).toEqual([])
  expect(await wrongs(world)).toEqual([])
}, 300_000)

test('runs in parallel, by cron of two roles and by hand, share the work: no deadlock, each job once', async () => {
  await backlogOf(4000)
  const [first, second, hand] = [connection(world, 0), connection(world, 1), connection(world, 2)]
  await Promise.all([first.unsafe(cronCommand), second.unsafe(cronCommand), cleanUp(hand)])
  await cleanUp(world.owner)
  expect(await settlements()).toEqual({ jobs: 4000, credits: 4000 })
  expect(await attentionOf(world)).toEqual([])
  expect(await wrongs(world)).toEqual([])
}, 120_000)
