import type { CleanupHour } from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { formatClock, formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'

const MEASURES = ['runs', 'ended', 'refunded_credits', 'failures'] as const

type HoursTableProps = { hours: CleanupHour[]; seen: boolean }

/** Always there for a screen reader, to whom the bars say nothing. */
export function HoursTable({ hours, seen }: HoursTableProps) {
  return (
    // A table takes the width that it wants, hidden or not: only what is around it can hide that.
    <div className={seen ? undefined : 'sr-only'}>
      <table aria-label={texts.cleaner.day.title} className="w-full text-sm">
        <TableHeader>
          <TableRow>
            <TableHead className="px-2">{texts.cleaner.day.hour}</TableHead>
            {MEASURES.map((measure) => (
              <TableHead key={measure} className="px-2 text-right">
                {texts.cleaner.day.columns[measure]}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {hours.map((hour) => (
            <TableRow key={hour.hour_started_at}>
              <TableCell className="px-2 py-1 tabular-nums">{formatClock(hour.hour_started_at)}</TableCell>
              {MEASURES.map((measure) => (
                <TableCell key={measure} className="px-2 py-1 text-right tabular-nums">
                  {formatInteger(hour[measure])}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </table>
    </div>
  )
}
