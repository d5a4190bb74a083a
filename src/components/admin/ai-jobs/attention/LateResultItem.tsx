import { JobReference } from '@/components/admin/ai-jobs/attention/JobReference'
import type { LateResult } from '@/components/admin/ai-jobs/attention/late-result'
import { FoldedText } from '@/components/admin/ai-jobs/FoldedText'
import { formatDateTime } from '@/components/admin/ai-jobs/format'
import { ResultLink } from '@/components/admin/ai-jobs/job-sheet/ResultLink'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export function LateResultItem({ result }: { result: LateResult }) {
  return (
    <li className="grid gap-x-6 gap-y-1 p-4 text-sm sm:grid-cols-3">
      <div className="min-w-0">
        <JobReference
          job={{ table: result.table_name, id: result.job_id }}
          label={result.tool_label ?? result.table_name}
          customer={result.customer_name ?? result.customer_email}
        />
      </div>
      <div className="min-w-0">
        <p>{result.status ? texts.jobs.statusLabel(result.status) : texts.jobs.table.noValue}</p>
        <p className="text-muted-foreground text-xs tabular-nums">
          {texts.attention.late.received}{' '}
          <time dateTime={result.received_at}>{formatDateTime(result.received_at)}</time>
        </p>
      </div>
      <div className="min-w-0">
        {result.output_url && <ResultLink url={result.output_url} />}
        {result.error_message && <FoldedText className="max-w-xs text-muted-foreground" text={result.error_message} />}
      </div>
    </li>
  )
}
