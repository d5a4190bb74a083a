import type { ReactElement } from 'react'
import { ResponsiveContainer } from 'recharts'

type ChartFrameProps = { height: number; children: ReactElement }

/** The place of a chart; hidden from a screen reader, which has the table. */
export function ChartFrame({ height, children }: ChartFrameProps) {
  return (
    <div
      aria-hidden
      className="w-full min-w-0 text-xs [&_.recharts-cartesian-axis-tick-value]:fill-muted-foreground [&_.recharts-cartesian-grid_line]:stroke-border [&_.recharts-tooltip-cursor]:fill-muted"
    >
      <ResponsiveContainer width="100%" height={height}>
        {children}
      </ResponsiveContainer>
    </div>
  )
}
