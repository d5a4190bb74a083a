import { memo } from 'react'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { useLanguage } from '@/components/admin/ai-jobs/texts/language'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Checkbox } from '@/components/ui/checkbox'

type JobCheckboxProps = { job: AiJob; checked: boolean; onToggle: (job: AiJob) => void }

/** A tick changes the selection that all rows read, but the box of only one. */
export const JobCheckbox = memo(function JobCheckbox({ job, checked, onToggle }: JobCheckboxProps) {
  useLanguage()
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
