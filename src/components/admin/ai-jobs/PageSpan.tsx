import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { formatDateTime } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type PageSpanProps = { jobs: readonly AiJob[]; total: number | undefined }

/** How many jobs the whole filter has and which of them stand here; read out when either changes. */
export function PageSpan({ jobs, total }: PageSpanProps) {
  const [first, last] = [jobs[0], jobs[jobs.length - 1]].map((job) => job?.created_at && formatDateTime(job.created_at))
  return (
    <p role="status" className="text-muted-foreground text-xs tabular-nums">
      {total !== undefined && <span>{texts.jobs.pages.count(total)}</span>}
      {total !== undefined && first && last && ' · '}
      {first && last && texts.jobs.pages.span(last, first)}
    </p>
  )
}
