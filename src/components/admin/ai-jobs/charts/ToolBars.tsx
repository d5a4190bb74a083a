import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts'
import { barLooks } from '@/components/admin/ai-jobs/charts/bar-looks'
import type { BarsProps } from '@/components/admin/ai-jobs/charts/ChartCard'
import { ChartFrame } from '@/components/admin/ai-jobs/charts/ChartFrame'
import { ChartTooltip } from '@/components/admin/ai-jobs/charts/ChartTooltip'
import { highestOf, roundAxis } from '@/components/admin/ai-jobs/charts/chart-axis'
import { formatInteger } from '@/components/admin/ai-jobs/format'

const ROW_HEIGHT = 40
const AXIS_HEIGHT = 28

/** A bar for each tool, one below the other, so that their names have room. */
export function ToolBars({ rows, measures }: BarsProps) {
  return (
    <ChartFrame height={AXIS_HEIGHT + ROW_HEIGHT * rows.length}>
      <BarChart
        layout="vertical"
        data={rows}
        margin={{ top: 4, right: 16, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid horizontal={false} />
        <XAxis
          type="number"
          height={24}
          tickLine={false}
          axisLine={false}
          tickFormatter={formatInteger}
          {...roundAxis(highestOf(rows, measures))}
        />
        <YAxis
          type="category"
          dataKey="key"
          width={112}
          tickLine={false}
          axisLine={false}
          tickFormatter={(key: string) => rows.find((row) => row.key === key)?.labels.join() ?? key}
        />
        <Tooltip
          isAnimationActive={false}
          content={({ active, label }) =>
            active ? <ChartTooltip row={rows.find((row) => row.key === label)} measures={measures} /> : null
          }
        />
        {measures.map((measure) => (
          <Bar
            key={measure}
            dataKey={measure}
            stackId="all"
            maxBarSize={20}
            isAnimationActive={false}
            {...barLooks[measure]}
          />
        ))}
      </BarChart>
    </ChartFrame>
  )
}
