import { type ChartRow, type Measure, sumOf } from '@/components/admin/ai-jobs/charts/chart-rows'

const MOST_STEPS = 4
const ROUND = [1, 2, 5, 10]

/** The highest bar. */
export function highestOf(rows: ChartRow[], measures: readonly Measure[]) {
  return Math.max(0, ...rows.map((row) => sumOf(row, measures)))
}

/** An axis from 0 to at least `top` in few, round steps of whole figures. */
export function roundAxis(top: number) {
  const least = Math.max(top, 1) / MOST_STEPS
  const power = 10 ** Math.floor(Math.log10(least))
  const step = Math.max(1, power * (ROUND.find((factor) => factor * power >= least) ?? 10))
  const steps = Math.ceil(Math.max(top, 1) / step)
  const end = steps * step
  return { domain: [0, end] as [number, number], ticks: Array.from({ length: steps + 1 }, (_, place) => place * step) }
}
