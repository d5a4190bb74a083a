import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { keyOf, useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import { JobCheckbox } from '@/components/admin/ai-jobs/JobCheckbox'

/** Marks a job for what is done to many at once; only one that can still be cancelled. */
export function SelectJob({ job }: { job: AiJob }) {
  const { selected, toggle } = useSelection()
  if (!isUnfinished(job)) return null
  return <JobCheckbox job={job} checked={selected.has(keyOf(job))} onToggle={toggle} />
}
