import type { ChartTotals } from '@/components/admin/ai-jobs/charts/chart-rows'
import { ENDINGS } from '@/components/admin/ai-jobs/charts/ending-count'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Card } from '@/components/ui/card'

const FIGURES = [...ENDINGS, 'credits'] as const

export function ChartTotalsList({ totals }: { totals: ChartTotals }) {
  return (
    <dl aria-label={texts.charts.totalsLabel} className="grid grid-cols-2 gap-2 sm:grid-cols-5">
      {FIGURES.map((figure) => (
        <Card key={figure} className="flex flex-col justify-between gap-1 px-3 py-2 last:col-span-2 sm:last:col-span-1">
          <dt className="text-muted-foreground text-xs">{texts.charts.totals[figure]}</dt>
          <dd className="font-semibold text-lg tabular-nums sm:text-xl">{formatInteger(totals[figure])}</dd>
        </Card>
      ))}
    </dl>
  )
}
