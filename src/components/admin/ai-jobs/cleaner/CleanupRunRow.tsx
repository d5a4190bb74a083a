import type { CleanupRun } from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { formatDateTime, formatInteger, formatStopwatch } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { TableCell, TableRow } from '@/components/ui/table'
import { cn } from '@/lib/utils'

const countCell = 'px-2 text-right align-top tabular-nums sm:px-3'

export function CleanupRunRow({ run }: { run: CleanupRun }) {
  return (
    <>
      <TableRow className={cn(run.error && 'border-0')}>
        <TableCell className="w-full max-w-0">
          <p className="tabular-nums">
            <time dateTime={run.started_at}>{formatDateTime(run.started_at)}</time>{' '}
            <span className="text-muted-foreground text-xs">
              {texts.cleaner.runs.startedBy[run.started_by]}
              {run.started_by_name && `: ${run.started_by_name}`}
            </span>
          </p>
          {run.finished_at === null && (
            <p className="text-muted-foreground text-xs sm:hidden">{texts.cleaner.runs.unfinished}</p>
          )}
        </TableCell>
        <TableCell className="hidden whitespace-nowrap text-right align-top tabular-nums sm:table-cell">
          {run.finished_at === null ? texts.cleaner.runs.unfinished : durationOf(run.started_at, run.finished_at)}
        </TableCell>
        <TableCell className={countCell}>{formatInteger(run.ended)}</TableCell>
        <TableCell className={countCell}>{formatInteger(run.refunded_credits)}</TableCell>
        <TableCell className={cn(countCell, run.failures > 0 && `font-semibold ${warningText}`)}>
          {formatInteger(run.failures)}
        </TableCell>
      </TableRow>
      {run.error && (
        <TableRow>
          <TableCell colSpan={5} className={cn('whitespace-pre-wrap break-words pt-0 text-xs', warningText)}>
            {run.error}
          </TableCell>
        </TableRow>
      )}
    </>
  )
}

function durationOf(start: string, end: string) {
  const seconds = (Date.parse(end) - Date.parse(start)) / 1_000
  return seconds < 1 ? texts.cleaner.runs.instant : formatStopwatch(seconds)
}
