import { History } from 'lucide-react'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { FoldedText } from '@/components/admin/ai-jobs/FoldedText'
import { JobStatusBadge } from '@/components/admin/ai-jobs/JobStatusBadge'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/utils'

type JobStatusCellProps = { job: AiJob; notePlace: 'beside' | 'below' }

/** The status, and in words what is wrong with the job: no higher with them than without. */
export function JobStatusCell({ job, notePlace }: JobStatusCellProps) {
  const note = [job.attention && texts.attention.reason(job.attention), job.error_message].filter(Boolean).join('\n')
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
      <div className="flex shrink-0 gap-1">
        <JobStatusBadge job={job} />
        {job.stuck && <Badge variant="destructive">{texts.jobs.table.stuck}</Badge>}
        {job.late_result && (
          <Badge variant="outline" className={warningText}>
            <History aria-hidden />
            {texts.jobs.table.lateResult}
          </Badge>
        )}
      </div>
      {note && (
        <FoldedText
          oneLine
          text={note}
          className={cn(
            notePlace === 'below' ? 'basis-full' : 'flex-1',
            job.attention ? warningText : 'text-muted-foreground',
          )}
        />
      )}
    </div>
  )
}
