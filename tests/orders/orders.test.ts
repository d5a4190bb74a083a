import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from '../races/race.ts'
import { randomFrom } from '../races/random.ts'
import { figure } from '../support/figures.ts'
import { type Order, pairs, sample, triples } from './orders.ts'
import { createStage, playOrder, type Stage } from './stage.ts'

const WANTED = process.env.ESTORNO_ORDERS ?? '2200'
const SEED = Number(process.env.ESTORNO_ORDERS_SEED ?? 1)
const EVERYBODY_EVERY = 500

// All pairs, and as many of the triples as there is time for.
function chosenOrders(): Order[] {
  const [two, three] = [pairs(), triples()]
  if (WANTED === 'all') return [...two, ...three]
  return [...two, ...sample(three, Number(WANTED) - two.length, randomFrom(SEED))].slice(0, Number(WANTED))
}

const orders = chosenOrders()
let stage: Stage

beforeAll(async () => {
  stage = await createStage()
}, 60_000)

afterAll(() => stage?.close())

test(`${orders.length} orders of the steps of two and three actors break no invariant (triples drawn with ESTORNO_ORDERS_SEED=${SEED})`, async () => {
  const wrong: string[] = []
  let waits = 0
  for (const [index, order] of orders.entries()) {
    const played = await playOrder(stage, order, index + 1)
    wrong.push(...played.wrong)
    waits += played.waits
    if ((index + 1) % EVERYBODY_EVERY === 0) wrong.push(...(await violations(stage.world, null)))
  }
  wrong.push(...(await violations(stage.world, null)))
  figure(`${orders.length} orders, ${waits} steps had to wait for another actor's`)
  expect(wrong).toEqual([])
  expect(waits).toBeGreaterThan(orders.length / 10)
}, 7_200_000)
