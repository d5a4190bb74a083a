import { memo, useId } from 'react'
import type { AiJobProps } from '@/components/admin/ai-jobs/AiJobs'
import { isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { keyOf } from '@/components/admin/ai-jobs/bulk/selection'
import { CancelAiJobButton } from '@/components/admin/ai-jobs/CancelAiJobButton'
import { Fact } from '@/components/admin/ai-jobs/Fact'
import { JobAgeAndLimit } from '@/components/admin/ai-jobs/JobAgeAndLimit'
import { JobCredits } from '@/components/admin/ai-jobs/JobCredits'
import { JobCustomer } from '@/components/admin/ai-jobs/JobCustomer'
import { JobDuration } from '@/components/admin/ai-jobs/JobDuration'
import { JobLink } from '@/components/admin/ai-jobs/JobLink'
import { JobStatusCell } from '@/components/admin/ai-jobs/JobStatusCell'
import { SelectJob } from '@/components/admin/ai-jobs/SelectJob'
import { useLanguage } from '@/components/admin/ai-jobs/texts/language'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { cn } from '@/lib/utils'

/** One job where there is no room for a table row. A tick in one card draws no other one anew. */
export const AiJobCard = memo(function AiJobCard({ job, onCancel }: AiJobProps) {
  const customerId = useId()
  useLanguage()
  return (
    <li
      data-job={keyOf(job)}
      tabIndex={-1}
      className={cn(
        'flex min-w-0 flex-col gap-2 rounded-lg border bg-card p-3 text-sm outline-none focus-visible:ring-2 focus-visible:ring-ring',
        job.stuck && 'border-destructive bg-destructive/5',
      )}
    >
      {/* Each line is as high once the job is over: a card that grew would move those below it. */}
      <div className="flex min-h-9 items-start gap-3">
        <SelectJob job={job} />
        <div className="min-w-0 flex-1">
          <JobCustomer job={job} id={customerId} />
        </div>
        {isUnfinished(job) ? <JobAgeAndLimit job={job} /> : <JobCredits job={job} named className="text-right" />}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-3 text-muted-foreground text-xs">
        <span>{job.tool_label}</span>
        <JobLink job={job} describedBy={customerId} className="py-1.5" />
      </div>
      <JobStatusCell job={job} notePlace="beside" />
      <div className="mt-auto flex min-h-9 items-end justify-between gap-3">
        <dl className="flex flex-wrap gap-x-4 gap-y-1">
          {/* Of an unfinished job the age says as much. */}
          {isUnfinished(job) ? (
            <Fact label={texts.jobs.table.credits}>
              <JobCredits job={job} className="flex items-baseline gap-2" />
            </Fact>
          ) : (
            <>
              <Fact label={texts.jobs.table.waiting}>
                <JobDuration job={job} phase="waiting" />
              </Fact>
              <Fact label={texts.jobs.table.running}>
                <JobDuration job={job} phase="running" />
              </Fact>
            </>
          )}
        </dl>
        <CancelAiJobButton job={job} describedBy={customerId} className="h-9 min-w-32" onCancel={onCancel} />
      </div>
    </li>
  )
})
