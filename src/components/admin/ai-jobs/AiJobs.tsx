import { AiJobCard } from '@/components/admin/ai-jobs/AiJobCard'
import { AiJobTable } from '@/components/admin/ai-jobs/AiJobTable'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { texts } from '@/components/admin/ai-jobs/texts'
import { useMediaQuery } from '@/components/admin/ai-jobs/use-media-query'

export type AiJobProps = { job: AiJob; onCancel: (job: AiJob) => void }
export type AiJobsProps = { jobs: AiJob[]; onCancel: AiJobProps['onCancel'] }

/** The jobs of one page: a table where its nine columns fit, else a list of cards. */
export function AiJobs(props: AiJobsProps) {
  const narrow = useMediaQuery('(max-width: 1279px)')
  if (!narrow) return <AiJobTable {...props} />

  const { jobs, onCancel } = props
  return (
    <ul aria-label={texts.table.label} className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
      {jobs.map((job) => (
        <AiJobCard key={`${job.table_name}/${job.id}`} job={job} onCancel={onCancel} />
      ))}
    </ul>
  )
}
