import { useId } from 'react'
import { FoldedText } from '@/components/admin/ai-jobs/FoldedText'
import { RecordAct } from '@/components/admin/ai-jobs/records/RecordAct'
import { RecordActor } from '@/components/admin/ai-jobs/records/RecordActor'
import { RecordCustomer } from '@/components/admin/ai-jobs/records/RecordCustomer'
import { RecordTime } from '@/components/admin/ai-jobs/records/RecordTime'
import type { ActRecord } from '@/components/admin/ai-jobs/records/record'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** One record where there is no room for a table row. */
export function RecordCard({ record }: { record: ActRecord }) {
  const customerId = useId()
  return (
    <li
      data-row
      tabIndex={-1}
      className="outline-none focus-visible:ring-2 focus-visible:ring-ring grid min-w-0 content-start gap-2 rounded-lg border bg-card p-3 text-sm"
    >
      <div className="flex items-start justify-between gap-3">
        <RecordActor record={record} />
        <span className="shrink-0 text-xs">
          <RecordTime record={record} describedBy={customerId} />
        </span>
      </div>
      <div className="flex items-start justify-between gap-3">
        <RecordAct record={record} />
        {record.refunded_credits !== null && (
          <p className="shrink-0 tabular-nums">{texts.attention.credits(record.refunded_credits)}</p>
        )}
      </div>
      <div className="grid min-w-0 gap-0.5">
        <p className="text-muted-foreground text-xs">{record.tool_label}</p>
        {record.job_id !== null && <RecordCustomer record={record} id={customerId} />}
      </div>
      {record.reason !== null && <FoldedText className="max-w-xs text-muted-foreground" text={record.reason} />}
    </li>
  )
}
