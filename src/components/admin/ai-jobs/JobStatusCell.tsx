import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { JobStatusBadge } from '@/components/admin/ai-jobs/JobStatusBadge'
import { texts } from '@/components/admin/ai-jobs/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/utils'

/** The status, and in words what is wrong with the job. */
export function JobStatusCell({ job }: { job: AiJob }) {
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap gap-1">
        <JobStatusBadge job={job} />
        {job.stuck && <Badge variant="destructive">{texts.table.stuck}</Badge>}
      </div>
      {job.attention && <p className={cn('text-xs', warningText)}>{texts.attention(job.attention)}</p>}
      {job.error_message && (
        <p className="line-clamp-2 max-w-xs break-words text-muted-foreground text-xs" title={job.error_message}>
          {job.error_message}
        </p>
      )}
    </div>
  )
}
