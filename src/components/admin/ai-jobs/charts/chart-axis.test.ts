import { expect, test } from 'vitest'
import { highestOf, roundAxis } from '@/components/admin/ai-jobs/charts/chart-axis'
import { dayRows, MEASURES } from '@/components/admin/ai-jobs/charts/chart-rows'
import { endings } from '@/test/ending-count-factory'

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [4, [0, 1, 2, 3, 4]],
  [5, [0, 2, 4, 6]],
  [13, [0, 5, 10, 15]],
  [257, [0, 100, 200, 300]],
  [1_000, [0, 500, 1_000]],
  [4_000, [0, 1_000, 2_000, 3_000, 4_000]],
  [4_001, [0, 2_000, 4_000, 6_000]],
])('bars of up to %i have an axis of the round figures %j', (top, ticks) => {
  expect(roundAxis(top).ticks).toEqual(ticks)
  expect(roundAxis(top).domain).toEqual([0, ticks[ticks.length - 1]])
})

test('a bar is as high as its parts together', () => {
  const rows = dayRows({ firstDay: '2026-11-21', days: 1 }, [
    endings('timeout', { day: '2026-11-21', jobs: 2 }),
    endings('cancel', { day: '2026-11-21', jobs: 3 }),
  ])
  expect(highestOf(rows, MEASURES.ended)).toBe(5)
  expect(highestOf([], MEASURES.ended)).toBe(0)
})
