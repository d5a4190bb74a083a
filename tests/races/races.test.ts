import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { figure } from '../support/figures.ts'
import { race, violations } from './race.ts'
import { createWorld, refundOneByOne, type World } from './world.ts'

const TRIALS = Number(process.env.ESTORNO_RACE_TRIALS ?? 5000)
const SEED = Number(process.env.ESTORNO_RACE_SEED ?? Date.now() % 1_000_000_000)
const EVERYBODY_EVERY = 500

let world: World

beforeAll(async () => {
  world = await createWorld(8)
}, 60_000)

afterAll(() => world?.close())

async function raceSeeds(first: number, count: number): Promise<string[]> {
  const wrong: string[] = []
  for (let trial = 1; trial <= count; trial += 1) {
    wrong.push(...(await race(world, first + trial - 1)))
    if (trial % EVERYBODY_EVERY === 0 || trial === count) wrong.push(...(await violations(world, null)))
  }
  return wrong
}

// How the refunds of a batch are paid depends on whose refund function it is.
describe.each(['at once', 'one by one'])('refunds paid %s', (paid) => {
  test(`${TRIALS / 2} races of eight actors break no invariant (replay with ESTORNO_RACE_SEED=${SEED})`, async () => {
    if (paid === 'one by one') await refundOneByOne(world)
    const wrong = await raceSeeds(SEED, Math.ceil(TRIALS / 2))
    figure(`${TRIALS / 2} races of eight actors, refunds paid ${paid}, seed ${SEED}: ${wrong.length} wrong`)
    expect(wrong).toEqual([])
  }, 3_600_000)
})
