import { barLooks } from '@/components/admin/ai-jobs/charts/bar-looks'
import type { Measure } from '@/components/admin/ai-jobs/charts/chart-rows'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export function ChartLegend({ measures }: { measures: readonly Measure[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
      {measures.map((measure) => (
        <li key={measure} className="flex items-center gap-1.5">
          <Swatch measure={measure} />
          {texts.charts.measures[measure]}
        </li>
      ))}
    </ul>
  )
}

export function Swatch({ measure }: { measure: Measure }) {
  return (
    <svg width="12" height="12" className="shrink-0" aria-hidden="true">
      <rect x="0.5" y="0.5" width="11" height="11" {...barLooks[measure]} />
    </svg>
  )
}
