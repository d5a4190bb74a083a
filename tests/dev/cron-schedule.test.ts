import { expect, test } from 'vitest'
import { isDue } from '../../dev/cron-schedule.ts'

// 1 November 2026 is a Sunday.
test.each([
  ['*/5 * * * *', '2026-11-01T10:25:00Z', true],
  ['*/5 * * * *', '2026-11-01T10:26:00Z', false],
  ['* * * * *', '2026-11-01T10:26:00Z', true],
  ['17 3 * * *', '2026-11-01T03:17:00Z', true],
  ['17 3 * * *', '2026-11-01T04:17:00Z', false],
  ['0 0 1 * *', '2026-11-01T00:00:00Z', true],
  ['0 0 1 12 *', '2026-11-01T00:00:00Z', false],
  ['0 0 * */2 *', '2026-11-01T00:00:00Z', true],
  ['0 0 * */2 *', '2026-12-01T00:00:00Z', false],
  ['0 0 * * 0', '2026-11-01T00:00:00Z', true],
  ['0 0 * * 7', '2026-11-01T00:00:00Z', true],
  ['0 0 * * 1', '2026-11-01T00:00:00Z', false],
  ['0 0 2 * 0', '2026-11-01T00:00:00Z', true],
  ['0 0 2 * 0', '2026-11-03T00:00:00Z', false],
])('%s at %s: %s', (schedule, at, expected) => {
  expect(isDue(schedule, new Date(at))).toBe(expected)
})
