import { memo, useId } from 'react'
import type { AiJobProps } from '@/components/admin/ai-jobs/AiJobs'
import { keyOf } from '@/components/admin/ai-jobs/bulk/selection'
import { CancelAiJobButton } from '@/components/admin/ai-jobs/CancelAiJobButton'
import { JobAgeAndLimit } from '@/components/admin/ai-jobs/JobAgeAndLimit'
import { JobCredits } from '@/components/admin/ai-jobs/JobCredits'
import { JobCustomer } from '@/components/admin/ai-jobs/JobCustomer'
import { JobDuration } from '@/components/admin/ai-jobs/JobDuration'
import { JobLink } from '@/components/admin/ai-jobs/JobLink'
import { JobStatusCell } from '@/components/admin/ai-jobs/JobStatusCell'
import { SelectJob } from '@/components/admin/ai-jobs/SelectJob'
import { useLanguage } from '@/components/admin/ai-jobs/texts/language'
import { TableCell, TableRow } from '@/components/ui/table'
import { cn } from '@/lib/utils'

const numberCell = 'text-right tabular-nums whitespace-nowrap'

/** One job; a tick in one row draws no other one anew. */
export const AiJobRow = memo(function AiJobRow({ job, onCancel }: AiJobProps) {
  const customerId = useId()
  useLanguage()
  return (
    <TableRow
      data-job={keyOf(job)}
      tabIndex={-1}
      className={cn(
        // As high as it is once the job is over: a row that grew would move those below it.
        'h-[3.625rem] outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset',
        job.stuck && 'bg-destructive/5 hover:bg-destructive/10',
      )}
    >
      <TableCell>
        <SelectJob job={job} />
      </TableCell>
      <TableCell>
        <JobLink job={job} describedBy={customerId} className="-mx-2 -my-2 block px-2 py-3" />
      </TableCell>
      <TableCell className="max-w-[14rem]">
        <JobCustomer job={job} id={customerId} />
      </TableCell>
      <TableCell className="whitespace-nowrap">{job.tool_label}</TableCell>
      <TableCell className="w-full min-w-[12rem] max-w-0">
        <JobStatusCell job={job} notePlace="below" />
      </TableCell>
      <TableCell className={numberCell}>
        <JobDuration job={job} phase="waiting" />
      </TableCell>
      <TableCell className={numberCell}>
        <JobDuration job={job} phase="running" />
      </TableCell>
      <TableCell className={numberCell}>
        <JobAgeAndLimit job={job} />
      </TableCell>
      <TableCell className={numberCell}>
        <JobCredits job={job} />
      </TableCell>
      <TableCell className="text-right">
        <CancelAiJobButton job={job} describedBy={customerId} onCancel={onCancel} />
      </TableCell>
    </TableRow>
  )
})
