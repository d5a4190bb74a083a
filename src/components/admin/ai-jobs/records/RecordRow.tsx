import { useId } from 'react'
import { FoldedText } from '@/components/admin/ai-jobs/FoldedText'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { RecordAct } from '@/components/admin/ai-jobs/records/RecordAct'
import { RecordActor } from '@/components/admin/ai-jobs/records/RecordActor'
import { RecordCustomer } from '@/components/admin/ai-jobs/records/RecordCustomer'
import { RecordTime } from '@/components/admin/ai-jobs/records/RecordTime'
import type { ActRecord } from '@/components/admin/ai-jobs/records/record'
import { TableCell, TableRow } from '@/components/ui/table'

export function RecordRow({ record }: { record: ActRecord }) {
  const customerId = useId()
  return (
    <TableRow
      data-row
      tabIndex={-1}
      className="[&>td]:align-top outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
    >
      <TableCell>
        <RecordTime record={record} describedBy={customerId} />
      </TableCell>
      <TableCell className="max-w-[13rem]">
        <RecordActor record={record} />
      </TableCell>
      <TableCell className="max-w-[18rem]">
        <RecordAct record={record} />
      </TableCell>
      <TableCell className="whitespace-nowrap">{record.tool_label}</TableCell>
      <TableCell className="max-w-[13rem]">
        {record.job_id !== null && <RecordCustomer record={record} id={customerId} />}
      </TableCell>
      <TableCell className="text-right tabular-nums">
        {record.refunded_credits !== null && formatInteger(record.refunded_credits)}
      </TableCell>
      <TableCell>
        {record.reason !== null && <FoldedText className="max-w-xs text-muted-foreground" text={record.reason} />}
      </TableCell>
    </TableRow>
  )
}
