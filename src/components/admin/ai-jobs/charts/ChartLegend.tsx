import type { Measure } from '@/components/admin/ai-jobs/charts/chart-rows'
import { Swatch } from '@/components/admin/ai-jobs/charts/Swatch'
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
