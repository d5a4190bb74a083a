import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { daysIn, type Span } from '@/components/admin/ai-jobs/charts/chart-period'
import type { Ending, EndingCount } from '@/components/admin/ai-jobs/charts/ending-count'
import { startOfDay } from '@/components/admin/ai-jobs/days'
import { formatDay } from '@/components/admin/ai-jobs/format'

export const ENDED_JOBS = ['timeout', 'by_hand'] as const
export const CREDITS = ['credits'] as const
export type Measure = (typeof ENDED_JOBS)[number] | (typeof CREDITS)[number]

/** What a chart says of one day or one tool. */
export type ChartRow = { key: string; label: string } & Record<Measure, number>

// A repair gives credits back for a job that was over before: it ends none.
const jobMeasures = {
  timeout: 'timeout',
  cancel: 'by_hand',
  close: 'by_hand',
  repair: null,
} satisfies Record<Ending, Measure | null>

function toRow(key: string, label: string, counts: EndingCount[]): ChartRow {
  const row = { key, label, timeout: 0, by_hand: 0, credits: 0 }
  for (const { ending, jobs, credits } of counts) {
    const measure = jobMeasures[ending]
    if (measure) row[measure] += jobs
    row.credits += credits
  }
  return row
}

function groupBy(counts: EndingCount[], keyOf: (count: EndingCount) => string) {
  const groups = new Map<string, EndingCount[]>()
  for (const count of counts) groups.set(keyOf(count), [...(groups.get(keyOf(count)) ?? []), count])
  return groups
}

/** A row for every day, also for one on which nothing ended. */
export function dayRows(span: Span, counts: EndingCount[]): ChartRow[] {
  const groups = groupBy(counts, (count) => count.day)
  return daysIn(span).map((day) => toRow(day, formatDay(startOfDay(day)), groups.get(day) ?? []))
}

/** A row for every tool, the one with most jobs first; also for one that is registered no more, but ended jobs. */
export function toolRows(tools: AiTool[], counts: EndingCount[]): ChartRow[] {
  const labels = new Map(tools.map((tool) => [tool.table_name, tool.label]))
  for (const count of counts) labels.set(count.table_name, count.tool_label)
  const groups = groupBy(counts, (count) => count.table_name)
  return [...labels]
    .map(([table, label]) => toRow(table, label, groups.get(table) ?? []))
    .sort((one, other) => jobsOf(other) - jobsOf(one) || one.label.localeCompare(other.label))
}

function jobsOf(row: ChartRow) {
  return ENDED_JOBS.reduce((sum, measure) => sum + row[measure], 0)
}

export type ChartTotals = Record<Ending | 'credits', number>

export function totalsOf(counts: EndingCount[]): ChartTotals {
  const totals = { timeout: 0, cancel: 0, close: 0, repair: 0, credits: 0 }
  for (const { ending, jobs, credits } of counts) {
    totals[ending] += jobs
    totals.credits += credits
  }
  return totals
}
