import { expect, test } from 'vitest'
import {
  formatClock,
  formatDateTime,
  formatDay,
  formatDayAndMonth,
  formatMoment,
} from '@/components/admin/ai-jobs/format'

const formats = { formatClock, formatDateTime, formatDay, formatDayAndMonth, formatMoment }

test.each(Object.entries(formats))('%s writes a dash for a time that no calendar has', (_name, format) => {
  expect(format('2026-03-05T12:30:05.123456+00:00')).toMatch(/\d/)
  for (const time of ['infinity', '-infinity', '294276-12-31T00:00:00+00:00', '0044-03-15T00:00:00+00:00 BC', '']) {
    expect(format(time)).toBe('—')
  }
})
