import { AiJobCard } from '@/components/admin/ai-jobs/AiJobCard'
import type { AiJobsProps } from '@/components/admin/ai-jobs/AiJobs'
import { keyOf } from '@/components/admin/ai-jobs/bulk/selection'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export function AiJobCards({ jobs, onCancel }: AiJobsProps) {
  return (
    <ul aria-label={texts.jobs.table.label} className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
      {jobs.map((job) => (
        <AiJobCard key={keyOf(job)} job={job} onCancel={onCancel} />
      ))}
    </ul>
  )
}
