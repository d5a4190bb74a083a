import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { refundText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

/** What the job cost, and how it stands with giving that back. */
export function JobCredits({ job }: { job: AiJob }) {
  return (
    <div className="tabular-nums">
      <p>{job.cost === null ? texts.jobs.table.noValue : formatInteger(job.cost)}</p>
      {job.refund_state && (
        <p className={cn('whitespace-nowrap text-xs', refundText[job.refund_state])}>
          {texts.jobs.refund(job.refund_state, job.refunded_credits)}
        </p>
      )}
    </div>
  )
}
