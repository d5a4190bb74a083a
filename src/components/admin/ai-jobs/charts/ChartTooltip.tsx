import type { ChartRow, Measure } from '@/components/admin/ai-jobs/charts/chart-rows'
import { Swatch } from '@/components/admin/ai-jobs/charts/Swatch'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type ChartTooltipProps = { row: ChartRow | undefined; measures: readonly Measure[] }

export function ChartTooltip({ row, measures }: ChartTooltipProps) {
  if (!row) return null
  return (
    <div className="grid gap-1 rounded-md border bg-popover px-2.5 py-2 text-popover-foreground text-xs shadow-md">
      <p className="font-medium">{row.labels.join(' · ')}</p>
      {measures.map((measure) => (
        <p key={measure} className="flex items-center gap-1.5">
          <Swatch measure={measure} />
          {texts.charts.measures[measure]}
          <span className="ml-auto pl-3 font-medium tabular-nums">{formatInteger(row[measure])}</span>
        </p>
      ))}
    </div>
  )
}
