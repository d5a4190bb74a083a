import { formatDuration } from '@/components/admin/ai-jobs/format'
import type { RefusalTexts } from '@/components/admin/ai-jobs/texts/pt-BR/refusals'

export const refusals: RefusalTexts = {
  reasons: {
    not_admin: () => 'Only administrators may do this.',
    table_not_registered: () => 'This job table is not registered.',
    bad_reason: () => 'A reason has at most 500 characters and no control characters.',
    unknown_status: () => 'Nobody registered what the status of this job means. Mend the registration first.',
    job_busy: () => 'Another process is changing the job. Try again in a moment.',
    refund_failed: () => 'The refund was not made; the job stays as it was.',
    other_code_moved_credits: () =>
      'Other code of this project moved credits of the customer too; the job stays as it was.',
    status_kept: () => 'A trigger of this project kept the status; the job stays as it was.',
    jobs_malformed: () => 'The server did not understand the list of jobs. Reload the page.',
    tool_value_invalid: () => 'One of the values does not suit this tool.',
    reason_required: () => 'A reason is required.',
    not_on_attention_list: () =>
      'This job is not on the attention list: cancel it, and the customer gets the credits back.',
    not_ended: () => 'The database refused to end it; the job stays as it was.',
    table_unusable: () => 'The table of this tool changed and cannot be used. Mend the registration before you cancel.',
    table_busy: () => 'The job table is busy. Try again in a moment.',
    table_not_ready: () => 'The table of this tool lacks something. Ask whoever develops for:',
    limit_invalid: () => 'A limit is 1 to 1,440 whole minutes.',
    clock_under_cap: () =>
      'While there is a daily cap of credits, only a developer lets the cleanup end more: makes a time limit shorter, switches the cleanup on, or says that a status is not over.',
    status_word_invalid: () => 'A status has 1 to 100 characters.',
    status_known: () => 'This status is registered for this tool already.',
    status_has_ended_jobs: () =>
      'Some jobs with this status have an end time: it cannot mean that a job is not over yet.',
    filter_invalid: () => 'The server does not take this filter.',
    no_cap: () => 'There is no daily cap of credits.',
    cap_raise_invalid: () => 'Ask for 1 to 1,000,000 credits.',
    cap_raise_waiting: () => 'A request of yours is waiting for another administrator already.',
    cap_raise_not_found: () => 'There is no such request.',
    cap_raise_expired: () => 'The request was for the day on which it was made.',
    own_cap_raise: () => 'Who asks does not confirm: that is up to another administrator.',
    rate_limited: (seconds) =>
      seconds === null
        ? 'Too many acts in a row. Try again in a moment.'
        : `Too many acts in a row. Try again in ${formatDuration(seconds)}.`,
    daily_cap: () =>
      'This is more than your daily cap of credits: ask in Attention for another administrator to confirm more.',
  },
  databaseText: (text) => `Text of the database: ${text}`,
}
