import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { formatStopwatch } from '@/components/admin/ai-jobs/format'
import { GrowingDuration } from '@/components/admin/ai-jobs/GrowingDuration'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type JobDurationProps = { job: AiJob; phase: 'waiting' | 'running' }

/** How long the job has been, or was, in one phase; the phase it is in still grows. */
export function JobDuration({ job, phase }: JobDurationProps) {
  const seconds = phase === 'waiting' ? job.waiting_seconds : job.running_seconds
  if (seconds === null) return <span className="text-muted-foreground">{texts.jobs.table.noValue}</span>
  if (job.phase === phase) return <GrowingDuration job={job} seconds={seconds} />
  return <span>{formatStopwatch(seconds)}</span>
}
