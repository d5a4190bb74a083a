import { useId } from 'react'
import type { AiJobProps } from '@/components/admin/ai-jobs/AiJobs'
import { CancelAiJobButton } from '@/components/admin/ai-jobs/CancelAiJobButton'
import { JobAge } from '@/components/admin/ai-jobs/JobAge'
import { JobCredits } from '@/components/admin/ai-jobs/JobCredits'
import { JobCustomer } from '@/components/admin/ai-jobs/JobCustomer'
import { JobDate } from '@/components/admin/ai-jobs/JobDate'
import { JobDuration } from '@/components/admin/ai-jobs/JobDuration'
import { JobStatusCell } from '@/components/admin/ai-jobs/JobStatusCell'
import { TableCell, TableRow } from '@/components/ui/table'
import { cn } from '@/lib/utils'

const numberCell = 'text-right tabular-nums whitespace-nowrap'

export function AiJobRow({ job, onCancel }: AiJobProps) {
  const customerId = useId()
  return (
    <TableRow className={cn(job.stuck && 'bg-destructive/5 hover:bg-destructive/10')}>
      <TableCell className="whitespace-nowrap tabular-nums">
        <JobDate job={job} />
      </TableCell>
      <TableCell className="max-w-[14rem]">
        <JobCustomer job={job} id={customerId} />
      </TableCell>
      <TableCell className="whitespace-nowrap">{job.tool_label}</TableCell>
      <TableCell>
        <JobStatusCell job={job} />
      </TableCell>
      <TableCell className={numberCell}>
        <JobDuration job={job} phase="waiting" />
      </TableCell>
      <TableCell className={numberCell}>
        <JobDuration job={job} phase="running" />
      </TableCell>
      <TableCell className={numberCell}>
        <JobAge job={job} />
      </TableCell>
      <TableCell className={numberCell}>
        <JobCredits job={job} />
      </TableCell>
      <TableCell className="text-right">
        <CancelAiJobButton job={job} describedBy={customerId} onCancel={onCancel} />
      </TableCell>
    </TableRow>
  )
}
