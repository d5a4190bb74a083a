import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from '../races/race.ts'
import { createWorld, type World } from '../races/world.ts'
import { figure } from '../support/figures.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'
import { playSequence } from './mint.ts'

const SEQUENCES = Number(process.env.ESTORNO_MINT_SEQUENCES ?? 5000)
const SEED = Number(process.env.ESTORNO_MINT_SEED ?? Date.now() % 1_000_000_000)

let world: World
let catalogue: Catalogue

beforeAll(async () => {
  world = await createWorld(0)
  await world.owner.file(join(import.meta.dirname, 'mint.sql'))
  catalogue = await readCatalogue(world.owner)
}, 60_000)

afterAll(() => world?.close())

async function play(sequences: number, firstSeed: number): Promise<string[]> {
  const wrong: string[] = []
  for (let index = 0; index < sequences; index += 1)
    wrong.push(...(await playSequence(world, catalogue, firstSeed + index)))
  return wrong
}

test(`${SEQUENCES} sequences of all that customers can do gain them nothing (replay with ESTORNO_MINT_SEED=${SEED})`, async () => {
  const wrong = await play(SEQUENCES, SEED)
  wrong.push(...(await violations(world, null)))
  figure(`${SEQUENCES} sequences of customers' moves, seed ${SEED}: ${wrong.length} gained anything`)
  expect(wrong).toEqual([])
}, 3_600_000)

// Last, because what was minted stays.
test('sequences find a way to mint where there is one', async () => {
  await world.owner`grant execute on function public.refund_upscaler_credits to authenticated`
  let wrong: string[] = []
  for (let seed = 1; seed <= 2000 && wrong.length === 0; seed += 1) wrong = await play(1, seed)
  expect(wrong).not.toEqual([])
}, 300_000)
