import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { type CsvValue, csvLine } from '@/components/admin/ai-jobs/csv/csv-text'
import type { CsvTexts } from '@/components/admin/ai-jobs/texts/pt-BR/csv'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

// Always the Portuguese form, which is what the separator and the decimal comma are for.
const dateTime = new Intl.DateTimeFormat('pt-BR', { dateStyle: 'short', timeStyle: 'medium' })

// What no calendar has, such as Postgres's `infinity`, is written as it came.
function date(timestamp: string | null) {
  if (timestamp === null || Number.isNaN(Date.parse(timestamp))) return timestamp
  return dateTime.format(new Date(timestamp)).replace(',', '')
}

const minutes = (seconds: number | null) => seconds && Math.round((100 * seconds) / 60) / 100

const columns: [head: keyof CsvTexts['columns'], read: (job: AiJob) => CsvValue][] = [
  ['created', (job) => date(job.created_at)],
  ['started', (job) => date(job.started_at)],
  ['completed', (job) => date(job.completed_at)],
  ['tool', (job) => job.tool_label],
  ['customer', (job) => job.customer_name],
  ['email', (job) => job.customer_email],
  ['status', (job) => texts.jobs.statusLabel(job.status)],
  ['waiting', (job) => minutes(job.waiting_seconds)],
  ['running', (job) => minutes(job.running_seconds)],
  ['cost', (job) => job.cost],
  ['refund', (job) => job.refund_state && texts.jobs.refundStates[job.refund_state]],
  ['refunded', (job) => job.returned_credits],
  ['ending', (job) => job.ended_by && texts.csv.endings[job.ended_by]],
  ['late', (job) => (job.late_result ? texts.csv.yes : null)],
  ['error', (job) => job.error_message],
  ['id', (job) => job.id],
  ['task', (job) => job.task_id],
  ['user', (job) => job.user_id],
]

export const headLine = () => csvLine(columns.map(([head]) => texts.csv.columns[head]))

export const jobLine = (job: AiJob) => csvLine(columns.map(([, read]) => read(job)))
