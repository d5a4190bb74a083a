import type { ChartRow, Measure } from '@/components/admin/ai-jobs/charts/chart-rows'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'

type ChartTableProps = { label: string; headings: string[]; rows: ChartRow[]; measures: readonly Measure[] }

/** A chart's figures in words and numbers. */
export function ChartTable({ label, headings, rows, measures }: ChartTableProps) {
  return (
    <Table aria-label={label}>
      <TableHeader>
        <TableRow>
          {headings.map((heading) => (
            <TableHead key={heading} className="px-2">
              {heading}
            </TableHead>
          ))}
          {measures.map((measure) => (
            <TableHead key={measure} className="px-2 text-right">
              {texts.charts.measures[measure]}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.key}>
            {row.labels.map((label) => (
              <TableCell key={label} className="px-2 py-1 tabular-nums">
                {label}
              </TableCell>
            ))}
            {measures.map((measure) => (
              <TableCell key={measure} className="px-2 py-1 text-right tabular-nums">
                {formatInteger(row[measure])}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
