import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { formatDateTime } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts'

export function JobDate({ job }: { job: AiJob }) {
  if (job.created_at === null) return <span>{texts.table.noValue}</span>
  return <time dateTime={job.created_at}>{formatDateTime(job.created_at)}</time>
}
