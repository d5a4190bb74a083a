import { expect, test } from 'vitest'
import { interleave, median, percentile } from './statistics.ts'

test('of two samples the median is the mean, and neither of them', () => {
  expect(median([97.9, 24_042])).toBeCloseTo(12_069.95)
  expect(median([3, 1, 2])).toBe(2)
  expect(percentile([3, 1, 2], 1)).toBe(3)
})

test('contenders take turns, and one that takes too long plays fewer rounds', async () => {
  const played: string[] = []
  const play = (name: string) => async () => {
    played.push(name)
  }
  await interleave(3, { a: play('a'), b: play('b'), c: play('c') }, { b: 1, c: 0 })
  expect(played).toEqual(['a', 'b', 'a', 'a'])
})
