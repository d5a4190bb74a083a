import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

type FailedBeforeProps = { jobs: number; credits: number }

/** How many of the jobs that are about to be ended an earlier try could not end. */
export function FailedBefore({ jobs, credits }: FailedBeforeProps) {
  return jobs > 0 ? <p className={cn('text-sm', warningText)}>{texts.bulk.failedBefore(jobs, credits)}</p> : null
}
