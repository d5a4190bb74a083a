import { grownSeconds } from '@/components/admin/ai-jobs/age'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { formatStopwatch } from '@/components/admin/ai-jobs/format'
import { useNow } from '@/components/admin/ai-jobs/use-now'

/** Seconds that go on since they were read. */
export function GrowingDuration({ job, seconds }: { job: AiJob; seconds: number }) {
  return <span>{formatStopwatch(grownSeconds(job, seconds, useNow()))}</span>
}
