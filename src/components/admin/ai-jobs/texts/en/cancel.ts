import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'
import { credits, jobs } from '@/components/admin/ai-jobs/texts/en/jobs'
import type { CancelTexts } from '@/components/admin/ai-jobs/texts/pt-BR/cancel'

const refunded = (count: number) => `${credits(count)} refunded`

const errors: CancelTexts['errors'] = {
  invalid_request: () => 'The request was not accepted. Check the reason and try again.',
  unauthenticated: () => 'Your session has expired. Sign in again to cancel the job.',
  not_admin: () => 'Only administrators can cancel jobs.',
  job_not_found: () => 'This job no longer exists.',
  method_not_allowed: () => 'The panel is out of date. Reload the page.',
  job_already_over: ({ status }) =>
    status
      ? `The job was already over (${jobs.statusLabel(status)}). Nothing was changed.`
      : 'The job was already over. Nothing was changed.',
  payload_too_large: () => 'The reason is too long. Shorten it and try again.',
  rate_limited: ({ retryAfterSeconds }) =>
    retryAfterSeconds
      ? `Too many cancellations in a row. Try again in ${formatDuration(retryAfterSeconds)}.`
      : 'Too many cancellations in a row. Try again in a little while.',
  refund_failed: () =>
    'The refund failed, so the job was not cancelled. Once it is past its limit the cleanup tries again, and Attention says why.',
  internal_error: () => 'The server ran into an error. Check the job in the list before you try again.',
  no_answer: () => 'The server did not answer and the job goes on. You can try again.',
  outcome_unknown: () => 'No answer from the server. Refresh the list to see whether the job was cancelled.',
}

export const cancel: CancelTexts = {
  action: 'Cancel',
  title: 'Cancel this job?',
  detail: 'The job ends now, and what was charged goes back to the customer. This cannot be undone.',
  tool: 'Tool',
  customer: 'Customer',
  age: 'Age',
  limit: 'Limit',
  limits: {
    waiting: (seconds) => `${formatDuration(seconds)} in the queue`,
    running: (seconds) => `${formatDuration(seconds)} of running`,
  },
  limitPassed: (seconds) => `passed ${formatDuration(seconds)} ago`,
  limitAhead: (seconds) => `${formatDuration(seconds)} left`,
  refund: 'Credits to refund',
  reason: 'Reason (optional)',
  reasonHint: 'Another reason, or details',
  commonReasons: 'Common reasons',
  reasons: ['Provider did not answer', 'Customer asked', 'Duplicate job', 'Error of the tool'],
  charactersLeft: (count) => `${formatInteger(count)} ${count === 1 ? 'character' : 'characters'} left.`,
  failedBefore: 'A try to end this job has failed before, and this one may fail as well. Attention says why.',
  back: 'Back',
  confirm: 'Confirm cancellation',
  pending: 'Cancelling…',
  done: (count) =>
    count > 0 ? `Job cancelled and ${refunded(count)}` : 'Job cancelled. There were no credits to refund.',
  replayed: (count) =>
    count > 0
      ? `The job was already cancelled: ${refunded(count)}.`
      : 'The job was already cancelled, with no credits to refund.',
  errors,
}
