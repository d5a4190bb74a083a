import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { type CsvValue, csvLine } from '@/components/admin/ai-jobs/csv/csv-text'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

// Always the Portuguese form, which is what the separator and the decimal comma are for.
const dateTime = new Intl.DateTimeFormat('pt-BR', { dateStyle: 'short', timeStyle: 'medium' })

function date(timestamp: string | null) {
  return timestamp && dateTime.format(new Date(timestamp)).replace(',', '')
}

const minutes = (seconds: number | null) => seconds && Math.round((100 * seconds) / 60) / 100

const { columns: heads, endings, yes } = texts.csv

const columns: [head: string, read: (job: AiJob) => CsvValue][] = [
  [heads.created, (job) => date(job.created_at)],
  [heads.started, (job) => date(job.started_at)],
  [heads.completed, (job) => date(job.completed_at)],
  [heads.tool, (job) => job.tool_label],
  [heads.customer, (job) => job.customer_name],
  [heads.email, (job) => job.customer_email],
  [heads.status, (job) => texts.jobs.statusLabel(job.status)],
  [heads.waiting, (job) => minutes(job.waiting_seconds)],
  [heads.running, (job) => minutes(job.running_seconds)],
  [heads.cost, (job) => job.cost],
  [heads.refund, (job) => job.refund_state && texts.jobs.refundStates[job.refund_state]],
  [heads.refunded, (job) => job.refunded_credits],
  [heads.ending, (job) => job.ended_by && endings[job.ended_by]],
  [heads.late, (job) => (job.late_result ? yes : null)],
  [heads.error, (job) => job.error_message],
  [heads.id, (job) => job.id],
  [heads.task, (job) => job.task_id],
  [heads.user, (job) => job.user_id],
]

export const CSV_HEAD = csvLine(columns.map(([head]) => head))

export const jobLine = (job: AiJob) => csvLine(columns.map(([, read]) => read(job)))
