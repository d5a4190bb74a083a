import { formatInteger } from '@/components/admin/ai-jobs/format'
import { credits } from '@/components/admin/ai-jobs/texts/en/jobs'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { AttentionTexts } from '@/components/admin/ai-jobs/texts/pt-BR/attention'

const reasons = new Map([
  ['predates_installation', 'Older than the installation: end it by hand.'],
  ['refund_failed', 'The refund failed; it will be tried again.'],
  ['busy', 'Another process holds the job; it will be tried again.'],
  ['not_ended', 'The job could not be ended; it will be tried again.'],
  ['overdue', 'Past its limit for two runs, and nobody knows why it has not ended.'],
  ['unknown_age', 'Unknown age: no creation time, or one in the future.'],
  ['unknown_status', 'A status nobody registered: the cleanup does not know what it means.'],
  ['table_disabled', 'Past its limit, but the cleanup of this tool is switched off.'],
])

const refunded = (count: number) => `${credits(count)} refunded`

export const attention: AttentionTexts = {
  reason: (reason) => reasons.get(reason) ?? 'Needs attention.',
  title: 'Jobs that need a human',
  detail: 'The cleanup cannot or may not end these jobs. The oldest come first.',
  none: 'No job needs attention.',
  onlyOldest: (count) => `Only the ${formatInteger(count)} oldest are shown here.`,
  credits,
  changes: { changed: 'changed', gone: 'no longer listed' },
  created: 'created',
  noStatus: 'no status',
  tries: (count) => plural(count, { one: 'try', other: 'tries' }),
  firstTry: 'first',
  lastTry: 'last',
  acts: {
    retry: 'Try again',
    cancel: 'Cancel with refund',
    map_status: 'Mend the registry',
    open_tool: 'See the tool',
    close: 'End without refund',
  },
  retry: {
    ended: (count) => (count > 0 ? `Job ended and ${refunded(count)}` : 'Job ended. There were no credits to refund.'),
    already_over: (count) =>
      count > 0
        ? `The job was over already, with ${refunded(count)}.`
        : 'The job was over already. Nothing was changed.',
    not_due: () => 'The job is not past its limit. Nothing was changed.',
    not_found: () => 'This job no longer exists.',
  },
  closing: {
    title: 'End without refund?',
    customerLoses: (customer, count) =>
      count === 0
        ? 'The job ends now. It has no credits to refund. This cannot be undone.'
        : `The job ends now. ${customer ?? 'Nobody'} ${customer === null ? 'gets' : 'does not get'} ${credits(count)} back. This cannot be undone.`,
    reason: 'Reason (required)',
    confirm: 'End without refund',
    pending: 'Ending…',
  },
  close: {
    closed: 'Job ended without refund.',
    replayed: 'The job had been ended without refund before.',
    already_over: 'The job was over already. Nothing was changed.',
    not_found: 'This job no longer exists.',
  },
  mapStatus: {
    title: (status) => `What does “${status}” mean?`,
    detail: (tool) => `The answer holds for all jobs of ${tool} from now on, and is kept in the record.`,
    question: 'The status means',
    meanings: {
      waiting: 'In the queue',
      running: 'Running',
      over: 'Over without a result',
      delivered: 'Over with a result',
    },
    effects: {
      waiting: 'Past the queue limit the job is ended and refunded.',
      running: 'Past the run limit the job is ended and refunded.',
      over: 'The job stays as it is; what was charged shows up in the reconciliation.',
      delivered: 'The job stays as it is and counts as completed.',
    },
    confirm: 'Register',
    pending: 'Registering…',
    done: (status, meaning) => `“${status}” registered: ${meaning.toLowerCase()}.`,
  },
  reconciliation: {
    title: 'Reconciliation',
    detail: 'Jobs, credits and registry of the last 90 days.',
    fine: 'Everything adds up',
    showAll: (count) => `Show all ${formatInteger(count)} lines`,
    kinds: {
      charged_not_refunded: {
        title: 'Charged, not refunded',
        explanation: 'The job ended without a result, was charged for certain, and nobody refunded the credits.',
      },
      charged_after_end: {
        title: 'Charged after its end',
        explanation:
          'The job ended with nothing to give back, and the charge came later. The statement below refunds it.',
      },
      completed_and_refunded: {
        title: 'Delivered and refunded',
        explanation: 'The customer has the result and the credits. Decide with them whether to charge again.',
      },
      refund_differs: {
        title: 'Refund differs from charge',
        explanation: 'What went back is not what was taken: too much, twice, or only a part. Check the ledger.',
      },
      ledger_differs: {
        title: 'Ledger differs from balance',
        explanation:
          'The balance is not what the ledger, or its own parts, add up to. Something changed it without a record.',
      },
      table_not_registered: {
        title: 'Table not registered',
        explanation: 'It looks like a table of jobs, but nobody cleans it up. Ask a developer to run:',
      },
    },
    facts: {
      status: (label) => `Status: ${label}.`,
      proofs: {
        ledger: 'The ledger proves the charge.',
        charged_column: 'The column credits_charged proves the charge.',
      },
      taken: (count) => `Charge: ${credits(count)}.`,
      ledger: (count) => `The ledger adds up to ${formatInteger(count)}.`,
      parts: (count) =>
        count === null
          ? 'There is no monthly and lifetime balance.'
          : `Monthly and lifetime add up to ${formatInteger(count)}.`,
      noStatement: 'The name of this table cannot be registered.',
    },
    unknownKind: (kind) => ({
      title: kind,
      explanation: 'The database reports a contradiction that this version of the panel does not know.',
    }),
  },
  repairing: {
    action: (count) => `Repair: refund ${credits(count)}`,
    title: (count) => `Refund ${credits(count)}?`,
    detail: (customer) => `${customer ?? 'The customer'} gets the credits back, once. The job stays as it is.`,
    confirm: 'Refund',
    pending: 'Refunding…',
  },
  repair: {
    repaired: (count) => `Repaired: ${refunded(count)}.`,
    replayed: (count) => `It had been repaired before: ${refunded(count)}.`,
    not_repairable: () => 'This job cannot be repaired: it was refunded, delivered its result, or was not charged.',
    not_found: () => 'This job no longer exists.',
  },
  late: {
    title: 'Late results',
    detail: 'They came after the job had been ended and refunded: kept, not delivered.',
    none: 'No late result.',
    received: 'received',
    onlyNewest: (count) => `Only the ${formatInteger(count)} newest are shown here.`,
  },
}
