import { ChartCard } from '@/components/admin/ai-jobs/charts/ChartCard'
import type { Span } from '@/components/admin/ai-jobs/charts/chart-period'
import { MEASURES, type Subject, toolDayRows, toolDays } from '@/components/admin/ai-jobs/charts/chart-rows'
import type { EndingCount } from '@/components/admin/ai-jobs/charts/ending-count'
import { ToolDayBars } from '@/components/admin/ai-jobs/charts/ToolDayBars'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type ToolDayChartProps = { subject: Subject; span: Span; counts: EndingCount[] }

export function ToolDayChart({ subject, span, counts }: ToolDayChartProps) {
  const { day } = texts.charts
  const measures = MEASURES[subject]
  const tools = toolDays(span, counts)
  return (
    <ChartCard
      kind="perToolAndDay"
      subject={subject}
      headings={[day, texts.jobs.table.tool]}
      rows={toolDayRows(tools, measures)}
      measures={measures}
    >
      <ToolDayBars tools={tools} measures={measures} />
    </ChartCard>
  )
}
