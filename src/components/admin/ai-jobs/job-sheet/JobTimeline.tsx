import { isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { JobTimelineEntry } from '@/components/admin/ai-jobs/job-sheet/JobTimelineEntry'
import type { JobDetails } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { SheetSection } from '@/components/admin/ai-jobs/job-sheet/SheetSection'
import { timelineOf } from '@/components/admin/ai-jobs/job-sheet/timeline'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useNow } from '@/components/admin/ai-jobs/use-now'

/** What happened to the job, from top to bottom. */
export function JobTimeline({ job }: { job: JobDetails }) {
  const entries = timelineOf(job, useNow())
  return (
    <SheetSection title={texts.sheet.timeline.title}>
      <ol className="ml-1.5 grid gap-4 border-l pl-5 text-sm">
        {entries.map((entry) => (
          <JobTimelineEntry key={`${entry.kind} ${entry.at}`} entry={entry} unfinished={isUnfinished(job)} />
        ))}
      </ol>
    </SheetSection>
  )
}
