import { formatDuration } from '@/components/admin/ai-jobs/format'
import type { RefusalTexts } from '@/components/admin/ai-jobs/texts/pt-BR/refusals'

export const refusals: RefusalTexts = {
  reasons: {
    not_admin: () => 'Only administrators may do this.',
    table_not_registered: () => 'This job table is not registered.',
    bad_reason: () => 'A reason has at most 500 characters, no control characters, and is sometimes obligatory.',
    unknown_status: () => 'Nobody registered what the status of this job means. Mend the registration first.',
    job_busy: () => 'Another process is changing the job. Try again in a moment.',
    refund_failed: () => 'The refund was not made; the job stays as it was.',
    other_code_moved_credits: () =>
      'Other code of this project moved credits of the customer too; the job stays as it was.',
    status_kept: () => 'A trigger of this project kept the status; the job stays as it was.',
    jobs_malformed: () => 'The server did not understand the list of jobs. Reload the page.',
    tool_value_invalid: () => 'One of the values does not suit this tool.',
    rate_limited: (seconds) =>
      seconds === null
        ? 'Too many acts in a row. Try again in a moment.'
        : `Too many acts in a row. Try again in ${formatDuration(seconds)}.`,
    daily_cap: () => 'This is more than your daily cap of credits: another administrator has to confirm it.',
  },
  databaseText: (text) => `Text of the database: ${text}`,
}
