import { EntryId } from '@/components/admin/ai-jobs/job-sheet/EntryId'
import { ResultLink } from '@/components/admin/ai-jobs/job-sheet/ResultLink'
import type { TimelineEntry } from '@/components/admin/ai-jobs/job-sheet/timeline'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { Badge } from '@/components/ui/badge'

/** What else is known of an entry: why, with which ids, and what came too late. */
export function EntryDetails({ entry }: { entry: TimelineEntry }) {
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
