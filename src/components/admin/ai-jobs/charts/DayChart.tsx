import { ChartCard } from '@/components/admin/ai-jobs/charts/ChartCard'
import type { Span } from '@/components/admin/ai-jobs/charts/chart-period'
import { dayRows, MEASURES, type Subject } from '@/components/admin/ai-jobs/charts/chart-rows'
import { DayBars } from '@/components/admin/ai-jobs/charts/DayBars'
import type { EndingCount } from '@/components/admin/ai-jobs/charts/ending-count'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type DayChartProps = { subject: Subject; span: Span; counts: EndingCount[] }

export function DayChart({ subject, span, counts }: DayChartProps) {
  const { day } = texts.charts
  const bars = { rows: dayRows(span, counts), measures: MEASURES[subject] }
  return (
    <ChartCard kind="perDay" subject={subject} headings={[day]} {...bars}>
      <DayBars {...bars} />
    </ChartCard>
  )
}
