import { formatMoment } from '@/components/admin/ai-jobs/format'
import { EntryDetails } from '@/components/admin/ai-jobs/job-sheet/EntryDetails'
import type { TimelineEntry } from '@/components/admin/ai-jobs/job-sheet/timeline'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { alarmText } from '@/components/admin/ai-jobs/tones'
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
      return words.refundedElsewhere(entry.credits)
    case 'late_result':
      return words.lateResult(entry.status === null ? texts.jobs.table.noValue : texts.jobs.statusLabel(entry.status))
  }
}
