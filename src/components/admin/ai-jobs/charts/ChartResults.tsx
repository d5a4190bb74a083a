import { BarChart3 } from 'lucide-react'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { ChartCard } from '@/components/admin/ai-jobs/charts/ChartCard'
import { ChartTotalsList } from '@/components/admin/ai-jobs/charts/ChartTotalsList'
import type { Span } from '@/components/admin/ai-jobs/charts/chart-period'
import { CREDITS, dayRows, ENDED_JOBS, toolRows, totalsOf } from '@/components/admin/ai-jobs/charts/chart-rows'
import { DayBars } from '@/components/admin/ai-jobs/charts/DayBars'
import type { EndingCount } from '@/components/admin/ai-jobs/charts/ending-count'
import { HatchPattern } from '@/components/admin/ai-jobs/charts/HatchPattern'
import { ToolBars } from '@/components/admin/ai-jobs/charts/ToolBars'
import { Notice } from '@/components/admin/ai-jobs/Notice'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type ChartResultsProps = { span: Span; counts: EndingCount[]; tools: AiTool[]; tool: AiTool | null }

/** The totals and charts of one tool, or of all. */
export function ChartResults({ span, counts, tools, tool }: ChartResultsProps) {
  const words = texts.charts
  const shown = tool ? counts.filter((count) => count.table_name === tool.table_name) : counts
  if (shown.length === 0) return <Notice icon={BarChart3} title={words.empty.title} detail={words.empty.detail} />

  const days = { rows: dayRows(span, shown), rowHeading: words.day, bars: DayBars }
  const perTool = { rows: toolRows(tool ? [tool] : tools, shown), rowHeading: texts.jobs.table.tool, bars: ToolBars }
  return (
    <>
      <HatchPattern />
      <ChartTotalsList totals={totalsOf(shown)} />
      <div className="grid min-w-0 gap-4 lg:grid-cols-2">
        <ChartCard name="endedPerDay" measures={ENDED_JOBS} {...days} />
        <ChartCard name="creditsPerDay" measures={CREDITS} {...days} />
        <ChartCard name="endedPerTool" measures={ENDED_JOBS} {...perTool} />
        <ChartCard name="creditsPerTool" measures={CREDITS} {...perTool} />
      </div>
    </>
  )
}
