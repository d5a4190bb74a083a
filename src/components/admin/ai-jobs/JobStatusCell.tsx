import { History } from 'lucide-react'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { JobErrorText } from '@/components/admin/ai-jobs/JobErrorText'
import { JobStatusBadge } from '@/components/admin/ai-jobs/JobStatusBadge'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/utils'

/** The status, and in words what is wrong with the job. */
export function JobStatusCell({ job }: { job: AiJob }) {
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap gap-1">
        <JobStatusBadge job={job} />
        {job.stuck && <Badge variant="destructive">{texts.jobs.table.stuck}</Badge>}
        {job.late_result && (
          <Badge variant="outline" className={warningText}>
            <History aria-hidden />
            {texts.jobs.table.lateResult}
          </Badge>
        )}
      </div>
      {job.attention && <p className={cn('text-xs', warningText)}>{texts.attention.reason(job.attention)}</p>}
      {job.error_message && <JobErrorText text={job.error_message} />}
    </div>
  )
}
