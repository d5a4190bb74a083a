import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { JobAge } from '@/components/admin/ai-jobs/JobAge'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** How old an unfinished job is, over the limit that it must not pass. */
export function JobAgeAndLimit({ job }: { job: AiJob }) {
  return (
    <div className="text-right">
      <JobAge job={job} />
      {isUnfinished(job) && job.limit_seconds !== null && (
        <p className="whitespace-nowrap text-muted-foreground text-xs tabular-nums">
          {texts.jobs.table.ageLimit(job.limit_seconds)}
        </p>
      )}
    </div>
  )
}
