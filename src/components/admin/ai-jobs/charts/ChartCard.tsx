import { BarChart3, Table2 } from 'lucide-react'
import { type ComponentType, useId } from 'react'
import { ChartLegend } from '@/components/admin/ai-jobs/charts/ChartLegend'
import { ChartTable } from '@/components/admin/ai-jobs/charts/ChartTable'
import type { ChartRow, Measure } from '@/components/admin/ai-jobs/charts/chart-rows'
import { useShownTable } from '@/components/admin/ai-jobs/panel/use-shown-table'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'

export type BarsProps = { rows: ChartRow[]; measures: readonly Measure[] }

type ChartCardProps = BarsProps & {
  name: keyof typeof texts.charts.titles
  rowHeading: string
  bars: ComponentType<BarsProps>
}

/** A chart with its title and legend; the same as a table for whoever prefers one, and always for a screen reader. */
export function ChartCard({ name, rowHeading, rows, measures, bars: Bars }: ChartCardProps) {
  const titleId = useId()
  const [asTable, toggleTable] = useShownTable(name)
  const title = texts.charts.titles[name]
  return (
    <Card className="grid min-w-0 content-start gap-3 p-3 sm:p-4">
      <div className="flex items-start justify-between gap-2">
        <div className="grid gap-1">
          <h3 id={titleId} className="font-medium text-sm">
            {title}
          </h3>
          <ChartLegend measures={measures} />
        </div>
        <Button variant="outline" size="sm" aria-describedby={titleId} onClick={toggleTable}>
          {asTable ? <BarChart3 aria-hidden /> : <Table2 aria-hidden />}
          <span className="max-sm:sr-only">{asTable ? texts.charts.asChart : texts.charts.asTable}</span>
        </Button>
      </div>
      {!asTable && <Bars rows={rows} measures={measures} />}
      {/* What scrolls can be reached by keyboard; the hidden table is as wide as it needs, so that it does not scroll. */}
      <div
        className={asTable ? 'max-h-56 overflow-y-auto' : 'sr-only [&>div]:w-max'}
        tabIndex={asTable ? 0 : undefined}
      >
        <ChartTable label={title} rowHeading={rowHeading} rows={rows} measures={measures} />
      </div>
    </Card>
  )
}
