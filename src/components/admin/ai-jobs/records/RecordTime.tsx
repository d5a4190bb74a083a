import { formatDateTime } from '@/components/admin/ai-jobs/format'
import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { openJobChange } from '@/components/admin/ai-jobs/panel/use-open-job'
import type { ActRecord } from '@/components/admin/ai-jobs/records/record'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type RecordTimeProps = {
  record: ActRecord
  /** Id of the element that names the customer, so that the links of a page can be told apart. */
  describedBy: string
}

/** When it was done; of a job's end, the link to all that is known of the job. */
export function RecordTime({ record, describedBy }: RecordTimeProps) {
  const date = formatDateTime(record.at)
  const time = (
    <time dateTime={record.at} className="whitespace-nowrap tabular-nums">
      {date}
    </time>
  )
  if (record.job_id === null || record.table_name === null) return time
  return (
    <AddressLink
      change={openJobChange({ table: record.table_name, id: record.job_id })}
      aria-label={`${texts.jobs.table.open}: ${date}`}
      aria-describedby={describedBy}
      className="-my-0.5 inline-flex min-h-6 items-center rounded-sm underline decoration-muted-foreground/50 underline-offset-4 outline-none hover:decoration-foreground focus-visible:ring-2 focus-visible:ring-ring"
    >
      {time}
    </AddressLink>
  )
}
