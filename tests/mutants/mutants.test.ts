import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLaboratory, type Laboratory } from './laboratory.ts'
import { mutants, watchersOf } from './mutants.ts'

// By default those that a moment of pgTAP decides; the locks, races and batches need sessions of their own.
const chosen =
  process.env.ESTORNO_MUTANTS === 'all'
    ? mutants
    : mutants.filter(({ noticedBy }) => noticedBy.every(({ quick }) => quick))

let laboratory: Laboratory

beforeAll(async () => {
  laboratory = await createLaboratory()
}, 120_000)

afterAll(() => laboratory?.close(), 60_000)

test('with every guard in its place, what watches them is green', async () => {
  const red: string[] = []
  for (const watcher of watchersOf(chosen)) red.push(...(await laboratory.redWithoutMutation(watcher)))
  expect(red).toEqual([])
}, 300_000)

test(`${chosen.length} guards, one of them taken out at a time: each is missed by a test that goes red`, async () => {
  const survivors: string[] = []
  for (const mutant of chosen) {
    const verdict = await laboratory.examine(mutant)
    if (!verdict.killed) survivors.push(verdict.mutant)
  }
  expect(survivors).toEqual([])
}, 900_000)
