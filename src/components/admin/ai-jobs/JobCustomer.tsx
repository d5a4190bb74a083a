import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export function JobCustomer({ job, id }: { job: AiJob; id?: string }) {
  const [first, second] = [job.customer_name, job.customer_email].filter((part) => part !== null)
  return (
    <div id={id} className="min-w-0">
      <p className="truncate font-medium">{first ?? texts.jobs.table.noCustomer}</p>
      {second && <p className="truncate text-muted-foreground text-xs">{second}</p>}
    </div>
  )
}
