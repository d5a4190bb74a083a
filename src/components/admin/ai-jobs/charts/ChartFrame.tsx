import type { ReactElement } from 'react'
import { ResponsiveContainer } from 'recharts'
import { useLanguage } from '@/components/admin/ai-jobs/texts/language'

type ChartFrameProps = { height: number; children: ReactElement }

/** The place of a chart; hidden from a screen reader, which has the table. */
export function ChartFrame({ height, children }: ChartFrameProps) {
  const language = useLanguage()
  return (
    <div
      aria-hidden
      className="w-full min-w-0 text-xs [&_.recharts-cartesian-axis-tick-value]:fill-muted-foreground [&_.recharts-cartesian-grid_line]:stroke-border [&_.recharts-tooltip-cursor]:fill-muted"
    >
      {/* What an axis says is kept by recharts until its figures change. */}
      <ResponsiveContainer key={language} width="100%" height={height}>
        {children}
      </ResponsiveContainer>
    </div>
  )
}
