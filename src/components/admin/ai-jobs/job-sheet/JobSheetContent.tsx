import { useRef, useState } from 'react'
import { CancelAiJobDialog } from '@/components/admin/ai-jobs/CancelAiJobDialog'
import { CustomerMoney } from '@/components/admin/ai-jobs/job-sheet/CustomerMoney'
import { JobFacts } from '@/components/admin/ai-jobs/job-sheet/JobFacts'
import { JobHead } from '@/components/admin/ai-jobs/job-sheet/JobHead'
import { JobTimeline } from '@/components/admin/ai-jobs/job-sheet/JobTimeline'
import type { JobDetails } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { SheetSection } from '@/components/admin/ai-jobs/job-sheet/SheetSection'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

export function JobSheetContent({ job }: { job: JobDetails }) {
  const [cancelling, setCancelling] = useState(false)
  const content = useRef<HTMLDivElement>(null)

  return (
    <div
      ref={content}
      tabIndex={-1}
      className="grid gap-6 p-5 outline-none focus-visible:ring-2 focus-visible:ring-inset focus-visible:ring-ring"
    >
      <JobHead job={job} onCancel={() => setCancelling(true)} />
      {job.attention && (
        <SheetSection title={texts.sheet.attention}>
          <p className={cn('text-sm', warningText)}>{texts.attention.reason(job.attention)}</p>
        </SheetSection>
      )}
      {job.error_message && (
        <SheetSection title={texts.sheet.error}>
          <p className="whitespace-pre-wrap break-words rounded-md bg-muted px-3 py-2 font-mono text-xs">
            {job.error_message}
          </p>
        </SheetSection>
      )}
      <JobTimeline job={job} />
      <JobFacts job={job} />
      <CustomerMoney job={job} />
      {cancelling && <CancelAiJobDialog job={job} focusAfter={content} onClose={() => setCancelling(false)} />}
    </div>
  )
}
