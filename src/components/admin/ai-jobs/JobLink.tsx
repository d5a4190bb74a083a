import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { formatDateTime } from '@/components/admin/ai-jobs/format'
import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { openJobChange } from '@/components/admin/ai-jobs/panel/use-open-job'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { cn } from '@/lib/utils'

type JobLinkProps = {
  job: AiJob
  /** Id of the element that names the customer, so that the links of a page can be told apart. */
  describedBy: string
  className?: string
}

/** When the job was made, as the link to all that is known of it. */
export function JobLink({ job, describedBy, className }: JobLinkProps) {
  const date = job.created_at === null ? texts.jobs.table.noValue : formatDateTime(job.created_at)
  return (
    <AddressLink
      change={openJobChange({ table: job.table_name, id: job.id })}
      aria-label={`${texts.jobs.table.open}: ${date}`}
      aria-describedby={describedBy}
      className={cn(
        'whitespace-nowrap rounded-sm tabular-nums underline decoration-muted-foreground/50 underline-offset-4 outline-none hover:decoration-foreground focus-visible:ring-2 focus-visible:ring-ring',
        className,
      )}
    >
      {job.created_at === null ? date : <time dateTime={job.created_at}>{date}</time>}
    </AddressLink>
  )
}
