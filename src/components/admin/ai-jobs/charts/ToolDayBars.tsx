import { highestOf } from '@/components/admin/ai-jobs/charts/chart-axis'
import type { Measure, ToolDays } from '@/components/admin/ai-jobs/charts/chart-rows'
import { AXIS_HEIGHT, DayBars } from '@/components/admin/ai-jobs/charts/DayBars'

const STRIP_HEIGHT = 64

type ToolDayBarsProps = { tools: ToolDays[]; measures: readonly Measure[] }

/** The days of each tool, one tool below the other and all to the same scale, so that they can be compared. */
export function ToolDayBars({ tools, measures }: ToolDayBarsProps) {
  const top = highestOf(
    tools.flatMap(({ rows }) => rows),
    measures,
  )
  return (
    <div aria-hidden className="grid min-w-0 gap-2">
      {tools.map(({ table, label, rows }, place) => {
        const last = place === tools.length - 1
        const height = STRIP_HEIGHT + (last ? AXIS_HEIGHT : 0)
        return (
          <div key={table} className="min-w-0">
            <p className="truncate text-xs">{label}</p>
            <DayBars rows={rows} measures={measures} strip={{ height, top, last }} />
          </div>
        )
      })}
    </div>
  )
}
