import { formatInteger } from '@/components/admin/ai-jobs/format'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { CsvTexts } from '@/components/admin/ai-jobs/texts/pt-BR/csv'

const jobs = (count: number) => plural(count, { one: 'job', other: 'jobs' })

export const csv: CsvTexts = {
  export: 'Export CSV',
  progress: (done, total) =>
    total === undefined ? `Exporting: ${jobs(done)}` : `Exporting: ${formatInteger(done)} of ${jobs(total)}`,
  stop: 'Stop',
  done: (count) => `CSV exported: ${jobs(count)}.`,
  stopped: 'Export stopped. No file was saved.',
  failed: 'Could not export. Try again.',
  columns: {
    created: 'Created at',
    started: 'Started at',
    completed: 'Ended at',
    tool: 'Tool',
    customer: 'Customer',
    email: 'E-mail',
    status: 'Status',
    waiting: 'Waiting (min)',
    running: 'Running (min)',
    cost: 'Credits',
    refund: 'Refund',
    refunded: 'Credits refunded',
    ending: 'Ended by',
    late: 'Late result',
    error: 'Error',
    id: 'Job id',
    task: 'Provider id',
    user: 'Customer id',
  },
  endings: { timeout: 'limit', cancel: 'administrator', close: 'without refund', repair: 'repair' },
  yes: 'yes',
}
