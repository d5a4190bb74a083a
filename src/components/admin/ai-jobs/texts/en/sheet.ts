import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'
import { credits } from '@/components/admin/ai-jobs/texts/en/jobs'
import type { SheetTexts } from '@/components/admin/ai-jobs/texts/pt-BR/sheet'

const by = (actor: string | null) => (actor === null ? '' : ` by ${actor}`)

const endings = {
  timeout: () => 'Ended by the automatic cleanup',
  cancel: (actor: string | null) => `Cancelled${by(actor ?? 'an administrator')}`,
  close: (actor: string | null) => `Closed without a refund${by(actor)}`,
}

const limitPhases = { waiting: 'in the queue', running: 'of running' }

const transactionTypes = new Map([
  ['consumption', 'Consumption'],
  ['refund', 'Refund'],
  ['grant', 'Credits added'],
])

const creditTypes = new Map([
  ['monthly', 'monthly'],
  ['lifetime', 'lifetime'],
  ['mixed', 'monthly and lifetime'],
])

export const sheet: SheetTexts = {
  label: 'Details of the job',
  notFound: { title: 'Job not found', detail: 'It no longer exists, or the link is incomplete.' },
  copyLink: 'Copy link',
  copy: (what) => `Copy: ${what}`,
  copyFailed: 'It could not be copied. Select the text and copy it by hand.',
  facts: 'Facts of the job',
  jobId: 'Job ID',
  providerId: 'Provider ID',
  refundId: 'Refund ID',
  requestId: 'Request ID',
  age: 'Age',
  limit: 'Limit',
  refund: 'Credits to refund',
  cost: 'Cost',
  providerCost: 'Provider cost',
  result: 'Result',
  openResult: 'Open in a new tab',
  error: 'Error message',
  attention: 'Needs attention',
  timeline: {
    title: 'Timeline',
    created: 'Created',
    charged: (count) => `Charged: ${credits(count)}`,
    presumed: (count) => `Presumed charge: ${credits(count)}`,
    notCharged: 'Was not charged',
    waited: (seconds) => `In the queue for ${formatDuration(seconds)}`,
    waiting: 'In the queue',
    started: 'Started',
    limitPassed: (seconds, phase) => `Past its limit: ${formatDuration(seconds)} ${limitPhases[phase]}`,
    limitAhead: (seconds, phase) => `Limit: ${formatDuration(seconds)} ${limitPhases[phase]}`,
    over: (statusLabel) => `Over: ${statusLabel}`,
    ended: (ending, actor) => endings[ending](actor),
    repaired: (actor) => `Refund repaired${by(actor)}`,
    reason: (reason) => `Reason: ${reason}`,
    refunded: (count) => `${credits(count)} refunded`,
    refundedElsewhere: (count) =>
      count === null ? 'Refunded by the project itself' : `${credits(count)} refunded by the project itself`,
    lateResult: (statusLabel) => `Late result, not delivered: ${statusLabel}`,
  },
  balance: { title: 'Balance of the customer', monthly: 'Monthly', lifetime: 'Lifetime', total: 'Total' },
  ledger: {
    title: 'Last ledger lines of the customer',
    empty: 'No ledger lines.',
    balanceAfter: (count) => `balance ${formatInteger(count)}`,
    transactionType: (type) => transactionTypes.get(type) ?? type,
    creditType: (type) => creditTypes.get(type) ?? type,
  },
}
