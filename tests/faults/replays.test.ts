import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cancelled } from '../races/scripts.ts'
import { createWorld, JOB_TABLES, type Job, type World } from '../races/world.ts'
import { cancelOnce, newCustomer, startJobs, wrongs } from './support.ts'

const ANSWERS = Number(process.env.ESTORNO_LOST_ANSWERS ?? 1000)
const AT_ONCE = 8

let world: World

beforeAll(async () => {
  world = await createWorld(AT_ONCE)
}, 60_000)

afterAll(() => world?.close())

async function chargedJobs(): Promise<Job[]> {
  const customers = await Promise.all(Array.from({ length: 20 }, () => newCustomer(world, ANSWERS)))
  const count = Math.ceil(ANSWERS / JOB_TABLES.length)
  const jobs: Job[] = []
  for (const table of JOB_TABLES) {
    const ids = await startJobs(world, { customers, count, table, cost: 7 })
    jobs.push(...ids.map((id) => ({ table, id, cost: 7 })))
  }
  return jobs.slice(0, ANSWERS)
}

test(`${ANSWERS} answers that were lost and asked for again: the same figures each time, one refund each`, async () => {
  const jobs = await chargedJobs()
  const waiting = [...jobs]
  const answers: [Cancelled, Cancelled][] = []
  await Promise.all(
    world.actors.map(async (sql) => {
      for (let job = waiting.pop(); job; job = waiting.pop()) {
        const lost = await cancelOnce(sql, world.admins[0], job)
        answers.push([lost, await cancelOnce(sql, world.admins[1], job)])
      }
    }),
  )
  const different = answers.filter(
    ([lost, again]) =>
      lost.outcome !== 'cancelled' ||
      again.outcome !== 'replayed' ||
      lost.refunded !== 7 ||
      again.refunded !== lost.refunded ||
      again.balance !== lost.balance,
  )
  expect(answers).toHaveLength(ANSWERS)
  expect(different).toEqual([])
  const [refunds] = await world.owner`
    select count(*)::integer as lines, sum(amount)::integer as credits from public.upscaler_credit_transactions
    where transaction_type = 'refund'`
  expect(refunds).toEqual({ lines: ANSWERS, credits: ANSWERS * 7 })
  expect(await wrongs(world)).toEqual([])
}, 120_000)
