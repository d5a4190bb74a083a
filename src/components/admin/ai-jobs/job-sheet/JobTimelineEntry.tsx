import { formatMoment } from '@/components/admin/ai-jobs/format'
import { CopyableId } from '@/components/admin/ai-jobs/job-sheet/CopyableId'
import { ResultLink } from '@/components/admin/ai-jobs/job-sheet/ResultLink'
import type { TimelineEntry } from '@/components/admin/ai-jobs/job-sheet/timeline'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { alarmText, warningText } from '@/components/admin/ai-jobs/tones'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/utils'

type JobTimelineEntryProps = {
  entry: TimelineEntry
  /** Whether the job still goes on: then a limit that it has passed is an alarm. */
  unfinished: boolean
}

export function JobTimelineEntry({ entry, unfinished }: JobTimelineEntryProps) {
  const stuck = entry.kind === 'limit' && entry.passed && unfinished
  const ahead = entry.kind === 'limit' && !entry.passed
  return (
    <li className="relative grid min-w-0 gap-0.5">
      <span
        aria-hidden
        className={cn(
          'absolute top-1.5 -left-[1.5625rem] size-2.5 rounded-full border-2 border-card bg-muted-foreground',
          stuck && 'bg-destructive',
          (entry.kind === 'refunded' || entry.kind === 'refunded_elsewhere') && 'bg-primary',
          ahead && 'border-muted-foreground bg-card',
        )}
      />
      <p className={cn('break-words font-medium', stuck && alarmText, ahead && 'font-normal text-muted-foreground')}>
        {headline(entry)}
      </p>
      {entry.at && (
        <time dateTime={entry.at} className="text-muted-foreground text-xs tabular-nums">
          {formatMoment(entry.at)}
        </time>
      )}
      <EntryDetails entry={entry} />
    </li>
  )
}

function headline(entry: TimelineEntry) {
  const words = texts.sheet.timeline
  switch (entry.kind) {
    case 'created':
      return words.created
    case 'charged':
      return entry.presumed ? words.presumed(entry.credits) : words.charged(entry.credits)
    case 'not_charged':
      return words.notCharged
    case 'queued':
      return entry.ongoing ? words.waiting : words.waited(entry.seconds)
    case 'started':
      return words.started
    case 'limit':
      return entry.passed ? words.limitPassed(entry.seconds, entry.phase) : words.limitAhead(entry.seconds, entry.phase)
    case 'over':
      return words.over(texts.jobs.statusLabel(entry.status))
    case 'ended':
      return words.ended(entry.ending, entry.actor)
    case 'repaired':
      return words.repaired(entry.actor)
    case 'refunded':
      return words.refunded(entry.credits)
    case 'refunded_elsewhere':
      return words.refundedElsewhere
    case 'late_result':
      return words.lateResult(entry.status === null ? texts.jobs.table.noValue : texts.jobs.statusLabel(entry.status))
  }
}

function EntryDetails({ entry }: { entry: TimelineEntry }) {
  const words = texts.sheet.timeline
  switch (entry.kind) {
    case 'ended':
    case 'repaired':
      return (
        <>
          {entry.reason && <p className="break-words text-muted-foreground text-xs">{words.reason(entry.reason)}</p>}
          {entry.requestId && <EntryId id={entry.requestId} label={texts.sheet.requestId} />}
        </>
      )
    case 'refunded':
      return (
        <>
          {entry.mark && (
            <Badge variant="outline" className={warningText}>
              {texts.records.refundMarks[entry.mark]}
            </Badge>
          )}
          {entry.id && <EntryId id={entry.id} label={texts.sheet.refundId} />}
        </>
      )
    case 'refunded_elsewhere':
      return entry.id && <EntryId id={entry.id} label={texts.sheet.refundId} />
    case 'late_result':
      return (
        <>
          {entry.outputUrl && <ResultLink url={entry.outputUrl} />}
          {entry.errorMessage && <p className="whitespace-pre-wrap break-words text-xs">{entry.errorMessage}</p>}
        </>
      )
    default:
      return null
  }
}

function EntryId({ id, label }: { id: string; label: string }) {
  return (
    <div className="flex items-center gap-1.5 text-muted-foreground text-xs">
      {label}
      <CopyableId id={id} label={label} />
    </div>
  )
}
