import { BarChart3, Table2 } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { ChartLegend } from '@/components/admin/ai-jobs/charts/ChartLegend'
import { ChartTable } from '@/components/admin/ai-jobs/charts/ChartTable'
import type { ChartRow, Measure, Subject } from '@/components/admin/ai-jobs/charts/chart-rows'
import { useShownTable } from '@/components/admin/ai-jobs/panel/use-shown-table'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'

export type BarsProps = { rows: ChartRow[]; measures: readonly Measure[] }

type ChartCardProps = BarsProps & {
  kind: keyof typeof texts.charts.titles
  subject: Subject
  headings: string[]
  children: ReactNode
}

/** A chart with its title and legend; the same as a table for whoever prefers one, and always for a screen reader. */
export function ChartCard({ kind, subject, headings, rows, measures, children }: ChartCardProps) {
  const titleId = useId()
  const [asTable, toggleTable] = useShownTable(`${kind}-${subject}`)
  const title = texts.charts.titles[kind][subject]
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
      {!asTable && children}
      {/* What scrolls can be reached by keyboard; the hidden table is as wide as it needs, so that it does not scroll. */}
      <div
        className={asTable ? 'max-h-56 overflow-y-auto' : 'sr-only [&>div]:w-max'}
        tabIndex={asTable ? 0 : undefined}
      >
        <ChartTable label={title} headings={headings} rows={rows} measures={measures} />
      </div>
    </Card>
  )
}
