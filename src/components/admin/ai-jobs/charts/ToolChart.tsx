import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { ChartCard } from '@/components/admin/ai-jobs/charts/ChartCard'
import { MEASURES, type Subject, toolRows } from '@/components/admin/ai-jobs/charts/chart-rows'
import type { EndingCount } from '@/components/admin/ai-jobs/charts/ending-count'
import { ToolBars } from '@/components/admin/ai-jobs/charts/ToolBars'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type ToolChartProps = { subject: Subject; tools: AiTool[]; counts: EndingCount[] }

export function ToolChart({ subject, tools, counts }: ToolChartProps) {
  const bars = { rows: toolRows(tools, counts), measures: MEASURES[subject] }
  return (
    <ChartCard kind="perTool" subject={subject} headings={[texts.jobs.table.tool]} {...bars}>
      <ToolBars {...bars} />
    </ChartCard>
  )
}
