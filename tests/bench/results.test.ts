import { expect, test } from 'vitest'
import { Results } from './results.ts'

test('a round is judged by its own samples, those of who plays fewer rounds over again', () => {
  const results = new Results()
  const place = (contender: string) => ({ scene: 'cleanup', history: 0, size: 10, contender, metric: 'time' })
  results.add({ ...place('ours'), unit: 'ms', samples: [10, 20, 30] })
  results.add({ ...place('loop'), unit: 'ms', samples: [40, 50] })
  const last = results.ofRound(2)
  expect([last.median(place('ours')), last.median(place('loop')), last.median(place('nobody'))]).toEqual([
    30,
    40,
    undefined,
  ])
  expect(last.rounds).toBe(3)
  expect(results.median(place('ours'))).toBe(20)
})
