import { afterAll, beforeAll, expect, test } from 'vitest'
import { figure } from '../support/figures.ts'
import { race, violations } from './race.ts'
import { createWorld, type World } from './world.ts'

const TRIALS = Number(process.env.ESTORNO_RACE_TRIALS ?? 5000)
const SEED = Number(process.env.ESTORNO_RACE_SEED ?? Date.now() % 1_000_000_000)
const EVERYBODY_EVERY = 500

let world: World

beforeAll(async () => {
  world = await createWorld(8)
}, 60_000)

afterAll(() => world?.close())

test(`${TRIALS} races of eight actors break no invariant (replay with ESTORNO_RACE_SEED=${SEED})`, async () => {
  const wrong: string[] = []
  for (let trial = 1; trial <= TRIALS; trial += 1) {
    wrong.push(...(await race(world, SEED + trial - 1)))
    if (trial % EVERYBODY_EVERY === 0 || trial === TRIALS) wrong.push(...(await violations(world, null)))
  }
  figure(`${TRIALS} races of eight actors, seed ${SEED}: ${wrong.length} wrong`)
  expect(wrong).toEqual([])
}, 3_600_000)
