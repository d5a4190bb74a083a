import { AiJobCard } from '@/components/admin/ai-jobs/AiJobCard'
import type { AiJobsProps } from '@/components/admin/ai-jobs/AiJobs'
import { isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { keyOf } from '@/components/admin/ai-jobs/bulk/selection'
import { SelectPage } from '@/components/admin/ai-jobs/SelectPage'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export function AiJobCards({ jobs, onCancel }: AiJobsProps) {
  return (
    <div className="grid gap-2">
      <div className="flex h-6 items-center gap-2 px-3 text-muted-foreground text-xs">
        <SelectPage jobs={jobs} />
        {jobs.some(isUnfinished) && <span aria-hidden>{texts.jobs.table.selectPage}</span>}
      </div>
      <ul aria-label={texts.jobs.table.label} className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {jobs.map((job) => (
          <AiJobCard key={keyOf(job)} job={job} onCancel={onCancel} />
        ))}
      </ul>
    </div>
  )
}
