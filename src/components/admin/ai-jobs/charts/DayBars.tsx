import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts'
import { barLooks } from '@/components/admin/ai-jobs/charts/bar-looks'
import type { BarsProps } from '@/components/admin/ai-jobs/charts/ChartCard'
import { ChartFrame } from '@/components/admin/ai-jobs/charts/ChartFrame'
import { ChartTooltip } from '@/components/admin/ai-jobs/charts/ChartTooltip'
import { highestOf, roundAxis } from '@/components/admin/ai-jobs/charts/chart-axis'
import { startOfDay } from '@/components/admin/ai-jobs/days'
import { formatDayAndMonth, formatInteger } from '@/components/admin/ai-jobs/format'

const HEIGHT = 220
export const AXIS_HEIGHT = 24

/** One among others: how high it is, up to which figure all of them go, and whether the days stand below it. */
type Strip = { height: number; top: number; last: boolean }

/** A bar for each day, from left to right. */
export function DayBars({ rows, measures, strip }: BarsProps & { strip?: Strip }) {
  const { domain, ticks } = roundAxis(strip?.top ?? highestOf(rows, measures))
  return (
    <ChartFrame height={strip?.height ?? HEIGHT}>
      <BarChart data={rows} margin={{ top: 4, right: 4, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} />
        <XAxis
          dataKey="key"
          height={AXIS_HEIGHT}
          hide={strip && !strip.last}
          tickLine={false}
          axisLine={false}
          minTickGap={16}
          tickFormatter={(day: string) => formatDayAndMonth(startOfDay(day))}
        />
        <YAxis
          width={48}
          tickLine={false}
          axisLine={false}
          tickFormatter={formatInteger}
          domain={domain}
          ticks={strip ? domain : ticks}
        />
        <Tooltip
          isAnimationActive={false}
          content={({ active, label }) =>
            active ? <ChartTooltip row={rows.find((row) => row.key === label)} measures={measures} /> : null
          }
        />
        {measures.map((measure) => (
          <Bar key={measure} dataKey={measure} stackId="all" isAnimationActive={false} {...barLooks[measure]} />
        ))}
      </BarChart>
    </ChartFrame>
  )
}
