import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { daysIn, type Span } from '@/components/admin/ai-jobs/charts/chart-period'
import type { Ending, EndingCount } from '@/components/admin/ai-jobs/charts/ending-count'
import { startOfDay } from '@/components/admin/ai-jobs/days'
import { formatDay } from '@/components/admin/ai-jobs/format'

export type Measure = 'timeout' | 'by_hand' | 'credits'

/** What there is a chart of, and what a bar of it is made of. */
export const SUBJECTS = ['ended', 'credits'] as const
export type Subject = (typeof SUBJECTS)[number]
export const MEASURES = { ended: ['timeout', 'by_hand'], credits: ['credits'] } satisfies Record<Subject, Measure[]>

/** What a chart says of one day, of one tool, or of one tool on one day: what it is of stands in the labels. */
export type ChartRow = { key: string; labels: string[] } & Record<Measure, number>

// A repair gives credits back for a job that was over before: it ends none.
const jobMeasures = {
  timeout: 'timeout',
  cancel: 'by_hand',
  close: 'by_hand',
  repair: null,
} satisfies Record<Ending, Measure | null>

function toRow(key: string, labels: string[], counts: EndingCount[]): ChartRow {
  const row = { key, labels, timeout: 0, by_hand: 0, credits: 0 }
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

/** A row for every day, also for one on which nothing ended; the tool is named where it is of one tool only. */
export function dayRows(span: Span, counts: EndingCount[], tool: string[] = []): ChartRow[] {
  const groups = groupBy(counts, (count) => count.day)
  return daysIn(span).map((day) => toRow(day, [formatDay(startOfDay(day)), ...tool], groups.get(day) ?? []))
}

/** A row for every tool, the one with most jobs first; also for one that is registered no more, but ended jobs. */
export function toolRows(tools: AiTool[], counts: EndingCount[]): ChartRow[] {
  const labels = new Map(tools.map((tool) => [tool.table_name, tool.label]))
  for (const count of counts) labels.set(count.table_name, count.tool_label)
  const groups = groupBy(counts, (count) => count.table_name)
  return [...labels]
    .map(([table, label]) => toRow(table, [label], groups.get(table) ?? []))
    .sort((one, other) => endedOf(other) - endedOf(one) || one.labels.join().localeCompare(other.labels.join()))
}

const endedOf = (row: ChartRow) => sumOf(row, MEASURES.ended)

/** The days of one tool. */
export type ToolDays = { table: string; label: string; rows: ChartRow[] }

/** The days of each tool that something is to be said of, the one with most jobs first. */
export function toolDays(span: Span, counts: EndingCount[]): ToolDays[] {
  const groups = groupBy(counts, (count) => count.table_name)
  return toolRows([], counts).map(({ key, labels }) => ({
    table: key,
    label: labels.join(),
    rows: dayRows(span, groups.get(key) ?? [], labels),
  }))
}

/** Day by day, each tool on those days only of which there is something to say. */
export function toolDayRows(tools: ToolDays[], measures: readonly Measure[]): ChartRow[] {
  return tools
    .flatMap(({ table, rows }) => rows.map((row) => ({ ...row, day: row.key, key: `${row.key}/${table}` })))
    .filter((row) => sumOf(row, measures) > 0)
    .sort((one, other) => one.day.localeCompare(other.day))
}

export function sumOf(row: ChartRow, measures: readonly Measure[]) {
  return measures.reduce((sum, measure) => sum + row[measure], 0)
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
