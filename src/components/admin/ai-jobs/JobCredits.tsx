import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { refundText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

type JobCreditsProps = {
  job: AiJob
  /** Says what is counted, where no heading does. */
  named?: boolean
  className?: string
}

/** What the job cost, and how it stands with giving that back. */
export function JobCredits({ job, named = false, className }: JobCreditsProps) {
  const inWords = named ? texts.jobs.credits : formatInteger
  return (
    <div className={cn('tabular-nums', className)}>
      <p>{job.cost === null ? texts.jobs.table.noValue : inWords(job.cost)}</p>
      {job.refund_state && (
        <p className={cn('whitespace-nowrap text-xs', refundText[job.refund_state])}>
          {texts.jobs.refund(job.refund_state, job.returned_credits)}
        </p>
      )}
    </div>
  )
}
