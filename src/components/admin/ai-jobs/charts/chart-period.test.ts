import { expect, test } from 'vitest'
import { boundsOf, daysIn, spanOf, splitSpan } from '@/components/admin/ai-jobs/charts/chart-period'

const now = new Date('2026-11-23T23:30:00-03:00')

test('a week is today and the six days before, as the admin counts them', () => {
  expect(daysIn(spanOf('7d', now))).toEqual([
    '2026-11-17',
    '2026-11-18',
    '2026-11-19',
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
    '2026-11-23',
  ])
})

test('it begins at one midnight and ends at another', () => {
  expect(boundsOf(spanOf('7d', now))).toEqual({
    since: '2026-11-17T03:00:00.000Z',
    until: '2026-11-24T03:00:00.000Z',
  })
})

test('a day without a midnight is there once', () => {
  const clocksWentForward = new Date('2018-11-06T12:00:00-02:00')
  expect(daysIn(spanOf('7d', clocksWentForward))).toEqual([
    '2018-10-31',
    '2018-11-01',
    '2018-11-02',
    '2018-11-03',
    '2018-11-04',
    '2018-11-05',
    '2018-11-06',
  ])
})

test('pieces follow each other without a gap, and the last one is what is left', () => {
  const pieces = splitSpan({ firstDay: '2026-11-01', days: 25 }, 10)
  expect(pieces).toEqual([
    { firstDay: '2026-11-01', days: 10 },
    { firstDay: '2026-11-11', days: 10 },
    { firstDay: '2026-11-21', days: 5 },
  ])
})
