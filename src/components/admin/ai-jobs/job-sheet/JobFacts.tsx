import type { ReactNode } from 'react'
import { isUnfinished } from '@/components/admin/ai-jobs/ai-job'
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
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5 text-sm">
        {isUnfinished(job) && (
          <>
            <Fact label={texts.sheet.age}>
              <JobAge job={job} />
            </Fact>
            <Fact label={texts.sheet.limit}>
              <JobLimit job={job} />
            </Fact>
            <Fact label={texts.sheet.refund}>{texts.jobs.refundOutlook(job.charge_proof, job.refundable_credits)}</Fact>
          </>
        )}
        {job.cost !== null && <Fact label={texts.sheet.cost}>{formatInteger(job.cost)}</Fact>}
        {job.rh_cost !== null && <Fact label={texts.sheet.providerCost}>{formatInteger(job.rh_cost)}</Fact>}
        {job.output_url && (
          <Fact label={texts.sheet.result}>
            <ResultLink url={job.output_url} />
          </Fact>
        )}
        <Fact label={texts.sheet.jobId}>
          <CopyableId id={job.id} label={texts.sheet.jobId} />
        </Fact>
        {job.task_id && (
          <Fact label={texts.sheet.providerId}>
            <CopyableId id={job.task_id} label={texts.sheet.providerId} />
          </Fact>
        )}
      </dl>
    </SheetSection>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="py-0.5 text-muted-foreground">{label}</dt>
      <dd className="min-w-0 py-0.5 tabular-nums">{children}</dd>
    </>
  )
}
