import { dayOf, startOfDay } from '@/components/admin/ai-jobs/days'

export const CHART_PERIODS = ['7d', '30d', '90d'] as const
export type ChartPeriod = (typeof CHART_PERIODS)[number]

const LENGTHS = { '7d': 7, '30d': 30, '90d': 90 } satisfies Record<ChartPeriod, number>

/** So many whole days, as the admin's own clock counts them. */
export type Span = { firstDay: string; days: number }

function addDays(day: string, days: number) {
  return dayOf(new Date(startOfDay(day, days)))
}

/** The last days of a period, today among them. */
export function spanOf(period: ChartPeriod, now: Date): Span {
  const days = LENGTHS[period]
  return { firstDay: addDays(dayOf(now), 1 - days), days }
}

export function daysIn({ firstDay, days }: Span) {
  return Array.from({ length: days }, (_, index) => addDays(firstDay, index))
}

/** The same days in pieces of at most `longest`. */
export function splitSpan({ firstDay, days }: Span, longest: number): Span[] {
  if (days <= longest) return [{ firstDay, days }]
  const rest = { firstDay: addDays(firstDay, longest), days: days - longest }
  return [{ firstDay, days: longest }, ...splitSpan(rest, longest)]
}

/** The moments between which a span lies; the second one is out. */
export function boundsOf({ firstDay, days }: Span) {
  return { since: startOfDay(firstDay), until: startOfDay(firstDay, days) }
}
