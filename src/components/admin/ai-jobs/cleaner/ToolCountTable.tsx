import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { cn } from '@/lib/utils'

type ToolCountTableProps = {
  label: string
  columns: string[]
  rows: { table: string; label: string; counts: number[] }[]
}

/** A few counts per tool; a tool with none of them steps back. */
export function ToolCountTable({ label, columns, rows }: ToolCountTableProps) {
  return (
    <Table aria-label={label}>
      <TableHeader>
        <TableRow>
          <TableHead className="px-2">{texts.cleaner.run.tool}</TableHead>
          {columns.map((column) => (
            <TableHead key={column} className="px-2 text-right">
              {column}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.table} className={cn(row.counts.every((count) => count === 0) && 'text-muted-foreground')}>
            <TableCell className="px-2">{row.label}</TableCell>
            {columns.map((column, index) => (
              <TableCell key={column} className="px-2 text-right tabular-nums">
                {formatInteger(row.counts[index] ?? 0)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
