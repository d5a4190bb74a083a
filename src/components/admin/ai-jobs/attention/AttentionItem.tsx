import { useId } from 'react'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { AttentionActs } from '@/components/admin/ai-jobs/attention/AttentionActs'
import { AttentionSubject } from '@/components/admin/ai-jobs/attention/AttentionSubject'
import { AttentionTries } from '@/components/admin/ai-jobs/attention/AttentionTries'
import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import { FoldedText } from '@/components/admin/ai-jobs/FoldedText'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import type { RowChange } from '@/components/admin/ai-jobs/use-steady-rows'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/utils'

export type AttentionItemProps = {
  job: AttentionJob
  /** What became of it since it was shown. */
  change?: RowChange
  onAsk: (act: 'close' | 'map_status') => void
  onCancel: (job: AiJob) => void
  /** An act on it was answered, so what is shown of it may change. */
  onActed: () => void
  /** The job was ended, so its line is about to go. */
  onDone: () => void
}

export function AttentionItem(props: AttentionItemProps) {
  const { job, change } = props
  const subjectId = useId()
  return (
    <li
      data-row
      data-job={`${job.table_name}/${job.job_id}`}
      tabIndex={-1}
      className="relative outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset grid gap-x-6 gap-y-2 p-3 sm:gap-y-3 sm:p-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_31rem]"
    >
      {change && (
        // Across the border, where it moves nothing.
        <Badge className={cn('-top-2.5 absolute right-4 bg-card', warningText)} role="status">
          {texts.attention.changes[change]}
        </Badge>
      )}
      <div className="min-w-0">
        <p className={cn('font-medium text-sm', warningText)}>{texts.attention.reason(job.reason)}</p>
        {job.detail && (
          <FoldedText className="max-w-xs text-muted-foreground" text={texts.refusals.databaseText(job.detail)} />
        )}
        {job.tries > 0 && <AttentionTries job={job} />}
      </div>
      <AttentionSubject job={job} id={subjectId} />
      <AttentionActs {...props} describedBy={subjectId} />
    </li>
  )
}
