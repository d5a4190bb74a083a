import { memo } from 'react'
import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { keyOf, useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Checkbox } from '@/components/ui/checkbox'

/** Marks a job for what is done to many at once; only one that can still be cancelled. */
export function SelectJob({ job }: { job: AiJob }) {
  const { selected, toggle } = useSelection()
  if (!isUnfinished(job)) return null
  return <JobCheckbox job={job} checked={selected.has(keyOf(job))} onToggle={toggle} />
}

type JobCheckboxProps = { job: AiJob; checked: boolean; onToggle: (job: AiJob) => void }

// A tick changes the selection that all rows read, but the box of only one.
const JobCheckbox = memo(function JobCheckbox({ job, checked, onToggle }: JobCheckboxProps) {
  const customer = job.customer_name ?? job.customer_email ?? texts.jobs.table.noCustomer
  return (
    <Checkbox
      className="size-6 border-muted-foreground"
      aria-label={texts.jobs.table.select(customer)}
      checked={checked}
      onCheckedChange={() => onToggle(job)}
    />
  )
})
