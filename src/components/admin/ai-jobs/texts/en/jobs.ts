import { type ChargeProof, isJobStatus, type JobStatus, type RefundState } from '@/components/admin/ai-jobs/ai-job'
import { formatDuration, formatInteger, formatTime } from '@/components/admin/ai-jobs/format'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { JobsTexts } from '@/components/admin/ai-jobs/texts/pt-BR/jobs'

const statusLabels: Record<JobStatus, string> = {
  pending: 'Pending',
  queued: 'Queued',
  starting: 'Starting',
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

const refunds: Record<RefundState, (count: number) => string> = {
  done: (count) => (count > 0 ? plural(count, { one: 'refunded', other: 'refunded' }) : 'refunded'),
  not_charged: () => 'not charged',
  pending: () => 'refund pending',
  failed: () => 'refund failed',
}

export const credits = (count: number) => plural(count, { one: 'credit', other: 'credits' })

const refundOutlook: Record<ChargeProof, (count: number) => string> = {
  ledger: (count) => credits(count),
  charged_column: (count) => credits(count),
  presumed: (count) => `${credits(count)} (presumed charge)`,
  not_charged: () => 'None: the job was not charged.',
  already_refunded: () => 'None: the credits were refunded already.',
}

export const jobs: JobsTexts = {
  statusLabels,
  statusLabel: (status) => (isJobStatus(status) ? statusLabels[status] : status),
  periodLabels: {
    today: 'Today',
    yesterday: 'Yesterday',
    '7d': 'Last 7 days',
    '30d': 'Last 30 days',
    '90d': 'Last 90 days',
    all: 'Whole history',
    custom: 'Free period',
  },
  credits,
  refundOutlook: (proof, count) => refundOutlook[proof](count ?? 0),
  refundStates: { done: 'Done', not_charged: 'Not charged', pending: 'Pending', failed: 'Failed' },
  refund: (state, count) => refunds[state](count ?? 0),
  freshness: {
    age: (seconds) => (seconds < 1 ? 'updated now' : `updated ${formatDuration(seconds)} ago`),
    pauses: {
      hidden: 'paused: the tab is in the background',
      dialog: 'paused: a dialog is open',
      sheet: 'paused: a job is open',
      selection: 'paused: jobs are selected',
    },
    refreshed: (milliseconds) => `Updated at ${formatTime(milliseconds)}.`,
  },
  waiting: (count) =>
    count > 0 ? `${plural(count, { one: 'new job', other: 'new jobs' })} — show` : 'The list has changed — show',
  empty: {
    title: 'No job found',
    unfiltered: 'No job was created in the last 30 days.',
    filtered: 'No job matches the filters.',
    beyond: 'There are no jobs from here on.',
    clear: 'Clear filters',
  },
  summary: {
    label: 'Summary of the period',
    jobs: 'Jobs in the period',
    in_progress: 'In progress',
    stuck: 'Stuck',
    showStuck: (count) => `Show only stuck jobs: ${formatInteger(count)}`,
    completed: 'Completed',
    refunded_credits: 'Credits refunded',
    revenue_credits: 'Credits consumed',
    unavailable: '—',
    more: 'Show all totals',
    less: 'Show fewer totals',
  },
  filters: {
    label: 'Filters',
    tool: 'Tool',
    allTools: 'All',
    status: 'Status',
    allStatuses: 'All',
    period: 'Period',
    firstDay: 'From',
    lastDay: 'To',
    wrongDays: 'The last day comes before the first.',
    refund: 'Refund',
    allRefunds: 'All',
    search: 'Search',
    searchHint: 'Name, e-mail or whole id',
    stuckOnly: 'Only stuck',
  },
  results: 'Results',
  table: {
    label: 'Jobs',
    date: 'Date',
    customer: 'Customer',
    tool: 'Tool',
    status: 'Status',
    waiting: 'Waiting',
    running: 'Running',
    age: 'Age',
    credits: 'Credits',
    actions: 'Actions',
    noCustomer: 'No customer',
    noValue: '—',
    stuck: 'Stuck',
    ageLimit: (seconds) => `limit of ${formatDuration(seconds)}`,
    warning: 'near the limit',
    lateResult: 'Late result',
    open: 'Open the job',
    select: (customer) => `Select the job of ${customer}`,
    selectPage: 'Select the jobs in progress on this page',
    wholeError: 'Show all',
    shortError: 'Show less',
  },
  pages: {
    label: 'Pages',
    newest: 'Start',
    newer: 'Previous',
    older: 'Next',
    count: (count) => plural(count, { one: 'job', other: 'jobs' }),
    span: (from, to) => (from === to ? `of ${from}` : `from ${from} to ${to}`),
  },
}
