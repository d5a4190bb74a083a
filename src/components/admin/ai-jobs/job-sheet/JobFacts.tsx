import { isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { FactRow } from '@/components/admin/ai-jobs/FactRow'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { JobAge } from '@/components/admin/ai-jobs/JobAge'
import { JobLimit } from '@/components/admin/ai-jobs/JobLimit'
import { CopyableId } from '@/components/admin/ai-jobs/job-sheet/CopyableId'
import type { JobDetails } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { ResultLink } from '@/components/admin/ai-jobs/job-sheet/ResultLink'
import { SheetSection } from '@/components/admin/ai-jobs/job-sheet/SheetSection'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** What stands in the job's row. */
export function JobFacts({ job }: { job: JobDetails }) {
  return (
    <SheetSection title={texts.sheet.facts}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2.5 text-sm">
        {isUnfinished(job) && (
          <>
            <FactRow label={texts.sheet.age}>
              <JobAge job={job} />
            </FactRow>
            <FactRow label={texts.sheet.limit}>
              <JobLimit job={job} />
            </FactRow>
            <FactRow label={texts.sheet.refund}>
              {texts.jobs.refundOutlook(job.charge_proof, job.refundable_credits)}
            </FactRow>
          </>
        )}
        {job.cost !== null && <FactRow label={texts.sheet.cost}>{formatInteger(job.cost)}</FactRow>}
        {job.rh_cost !== null && <FactRow label={texts.sheet.providerCost}>{formatInteger(job.rh_cost)}</FactRow>}
        {job.output_url && (
          <FactRow label={texts.sheet.result}>
            <ResultLink url={job.output_url} />
          </FactRow>
        )}
        <FactRow label={texts.sheet.jobId}>
          <CopyableId id={job.id} label={texts.sheet.jobId} />
        </FactRow>
        {job.task_id && (
          <FactRow label={texts.sheet.providerId}>
            <CopyableId id={job.task_id} label={texts.sheet.providerId} />
          </FactRow>
        )}
      </dl>
    </SheetSection>
  )
}
