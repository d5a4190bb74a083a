import { BarChart3 } from 'lucide-react'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { ChartTotalsList } from '@/components/admin/ai-jobs/charts/ChartTotalsList'
import type { Span } from '@/components/admin/ai-jobs/charts/chart-period'
import { SUBJECTS, totalsOf } from '@/components/admin/ai-jobs/charts/chart-rows'
import { DayChart } from '@/components/admin/ai-jobs/charts/DayChart'
import type { EndingCount } from '@/components/admin/ai-jobs/charts/ending-count'
import { HatchPattern } from '@/components/admin/ai-jobs/charts/HatchPattern'
import { ToolChart } from '@/components/admin/ai-jobs/charts/ToolChart'
import { ToolDayChart } from '@/components/admin/ai-jobs/charts/ToolDayChart'
import { Notice } from '@/components/admin/ai-jobs/Notice'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type ChartResultsProps = { span: Span; counts: EndingCount[]; tools: AiTool[]; tool: AiTool | null }

/** The totals and charts of one tool, or of all and of each. */
export function ChartResults({ span, counts, tools, tool }: ChartResultsProps) {
  const { empty } = texts.charts
  const shown = tool ? counts.filter((count) => count.table_name === tool.table_name) : counts
  if (shown.length === 0) return <Notice icon={BarChart3} title={empty.title} detail={empty.detail} />

  const toolsShown = tool ? [tool] : tools
  return (
    <>
      <HatchPattern />
      <ChartTotalsList totals={totalsOf(shown)} />
      <div className="grid min-w-0 gap-4 lg:grid-cols-2">
        {SUBJECTS.map((subject) => (
          <DayChart key={subject} subject={subject} span={span} counts={shown} />
        ))}
        {SUBJECTS.map((subject) => (
          <ToolChart key={subject} subject={subject} tools={toolsShown} counts={shown} />
        ))}
        {/* Of one tool the days alone say it. */}
        {!tool &&
          SUBJECTS.map((subject) => <ToolDayChart key={subject} subject={subject} span={span} counts={shown} />)}
      </div>
    </>
  )
}
