import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts'

/** What the job cost and, where it was ended by us, what went back. */
export function JobCredits({ job }: { job: AiJob }) {
  return (
    <div className="tabular-nums">
      <p>{job.cost === null ? texts.table.noValue : formatInteger(job.cost)}</p>
      {job.refunded_credits !== null && job.refunded_credits > 0 && (
        <p className="whitespace-nowrap text-primary text-xs">{texts.table.refunded(job.refunded_credits)}</p>
      )}
    </div>
  )
}
