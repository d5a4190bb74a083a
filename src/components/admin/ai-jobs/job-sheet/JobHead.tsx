import { Link2 } from 'lucide-react'
import { useId } from 'react'
import { CancelAiJobButton } from '@/components/admin/ai-jobs/CancelAiJobButton'
import { JobCustomer } from '@/components/admin/ai-jobs/JobCustomer'
import { JobStatusBadge } from '@/components/admin/ai-jobs/JobStatusBadge'
import { CopyButton } from '@/components/admin/ai-jobs/job-sheet/CopyButton'
import type { JobDetails } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Badge } from '@/components/ui/badge'

type JobHeadProps = { job: JobDetails; onCancel: () => void }

/** Which job it is, how it is doing, and what can be done with it. */
export function JobHead({ job, onCancel }: JobHeadProps) {
  const customerId = useId()
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <p className="font-semibold text-lg">{job.tool_label}</p>
        <JobStatusBadge job={job} />
        {job.stuck && <Badge variant="destructive">{texts.jobs.table.stuck}</Badge>}
      </div>
      <JobCustomer job={job} id={customerId} />
      <div className="flex flex-wrap gap-2">
        <CancelAiJobButton job={job} describedBy={customerId} className="h-9" onCancel={onCancel} />
        <CopyButton value={() => window.location.href} label={texts.sheet.copyLink} icon={Link2} className="h-9">
          {texts.sheet.copyLink}
        </CopyButton>
      </div>
    </div>
  )
}
