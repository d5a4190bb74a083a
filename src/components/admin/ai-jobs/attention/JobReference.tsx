import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { type JobKey, openJobChange } from '@/components/admin/ai-jobs/panel/use-open-job'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type JobReferenceProps = { job: JobKey; label: string; customer: string | null }

/** Names a job that stands in no list of jobs; leads to all that is known of it. */
export function JobReference({ job, label, customer }: JobReferenceProps) {
  return (
    <>
      <AddressLink
        change={openJobChange(job)}
        className="inline-block min-h-6 rounded-sm font-medium text-sm underline decoration-muted-foreground/50 underline-offset-4 outline-none hover:decoration-foreground focus-visible:ring-2 focus-visible:ring-ring"
      >
        {label} <span className="font-normal font-mono text-muted-foreground text-xs">{job.id.slice(0, 8)}</span>
      </AddressLink>
      <p className="truncate text-sm">{customer ?? texts.jobs.table.noCustomer}</p>
    </>
  )
}
