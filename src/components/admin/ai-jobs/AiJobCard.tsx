import { type ReactNode, useId } from 'react'
import type { AiJobProps } from '@/components/admin/ai-jobs/AiJobs'
import { isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { CancelAiJobButton } from '@/components/admin/ai-jobs/CancelAiJobButton'
import { JobAge } from '@/components/admin/ai-jobs/JobAge'
import { JobCredits } from '@/components/admin/ai-jobs/JobCredits'
import { JobCustomer } from '@/components/admin/ai-jobs/JobCustomer'
import { JobDate } from '@/components/admin/ai-jobs/JobDate'
import { JobDuration } from '@/components/admin/ai-jobs/JobDuration'
import { JobStatusCell } from '@/components/admin/ai-jobs/JobStatusCell'
import { texts } from '@/components/admin/ai-jobs/texts'
import { cn } from '@/lib/utils'

/** One job where there is no room for a table row. */
export function AiJobCard({ job, onCancel }: AiJobProps) {
  const customerId = useId()
  return (
    <li
      className={cn(
        'flex min-w-0 flex-col gap-3 rounded-lg border bg-card p-4 text-sm',
        job.stuck && 'border-destructive bg-destructive/5',
      )}
    >
      <div className="flex items-start justify-between gap-3">
        <JobCustomer job={job} id={customerId} />
        {isUnfinished(job) && <JobAge job={job} />}
      </div>
      <div className="flex flex-wrap justify-between gap-x-3 text-muted-foreground text-xs">
        <span>{job.tool_label}</span>
        <JobDate job={job} />
      </div>
      <JobStatusCell job={job} />
      <dl className="mt-auto flex flex-wrap justify-between gap-x-4 gap-y-2">
        <Fact label={texts.table.waiting}>
          <JobDuration job={job} phase="waiting" />
        </Fact>
        <Fact label={texts.table.running}>
          <JobDuration job={job} phase="running" />
        </Fact>
        <Fact label={texts.table.credits}>
          <JobCredits job={job} />
        </Fact>
      </dl>
      <CancelAiJobButton job={job} describedBy={customerId} className="h-9 w-full" onCancel={onCancel} />
    </li>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  )
}
