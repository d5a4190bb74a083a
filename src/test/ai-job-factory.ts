import type { AiJobRow } from '@/components/admin/ai-jobs/ai-job'
import type { JobDetailsRow } from '@/components/admin/ai-jobs/job-sheet/job-details'

type Age = { minutesAgo: number }
type Overrides = Partial<AiJobRow>

const LIMIT_SECONDS = 600

let created = 0

function job(minutesAgo: number, state: Overrides): AiJobRow {
  created += 1
  return {
    table_name: 'upscaler_jobs',
    tool_label: 'Upscaler de imagem',
    id: `00000000-0000-4000-8000-${String(created).padStart(12, '0')}`,
    task_id: `task-${created}`,
    user_id: '00000000-0000-4000-9000-000000000001',
    customer_name: 'Cliente Exemplo',
    customer_email: 'cliente@example.com',
    status: 'running',
    phase: 'running',
    created_at: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    started_at: null,
    completed_at: null,
    waiting_seconds: 5,
    running_seconds: null,
    age_seconds: null,
    limit_seconds: null,
    stuck: false,
    cost: 60,
    refundable_credits: null,
    charge_proof: 'ledger',
    ended_by: null,
    refunded_credits: null,
    error_message: null,
    attention: null,
    refund_state: null,
    late_result: false,
    returned_credits: state.refunded_credits || null,
    ...state,
  }
}

function unfinished(seconds: number): Overrides {
  return { age_seconds: seconds, limit_seconds: LIMIT_SECONDS, stuck: seconds > LIMIT_SECONDS, refundable_credits: 60 }
}

export function runningJob({ minutesAgo, ...overrides }: Age & Overrides) {
  const seconds = minutesAgo * 60
  return job(minutesAgo, { ...unfinished(seconds), running_seconds: seconds, ...overrides })
}

export function queuedJob({ minutesAgo, ...overrides }: Age & Overrides) {
  const seconds = minutesAgo * 60
  return job(minutesAgo, {
    ...unfinished(seconds),
    status: 'queued',
    phase: 'waiting',
    waiting_seconds: seconds,
    ...overrides,
  })
}

export function finishedJob(status: 'completed' | 'failed' | 'cancelled', overrides: Overrides = {}) {
  return job(60, { status, phase: 'over', running_seconds: 45, ...overrides })
}

export function cancelledJob(refundedCredits: number, overrides: Overrides = {}) {
  const refund_state = refundedCredits > 0 ? 'done' : 'not_charged'
  return finishedJob('cancelled', { ended_by: 'cancel', refunded_credits: refundedCredits, refund_state, ...overrides })
}

const LEDGER_LINE = {
  id: '101',
  amount: -60,
  balance_after: 100,
  transaction_type: 'consumption',
  credit_type: 'lifetime',
  description: 'Upscaler de imagem',
  created_at: '2026-11-01T12:00:00Z',
}

/** A job as its sheet reads it; of a customer with 40 monthly and 60 other credits. */
export function jobDetails(row: AiJobRow, overrides: Partial<JobDetailsRow> = {}): JobDetailsRow {
  return {
    ...row,
    output_url: null,
    rh_cost: null,
    settled_at: null,
    settled_by: null,
    to_admin: false,
    settled_by_id: null,
    settled_by_name: null,
    settled_by_email: null,
    settle_reason: null,
    status_before: null,
    settle_limit_seconds: null,
    request_id: null,
    refund_id: null,
    refunded_at: null,
    charged_at: row.created_at,
    charged_credits: row.cost,
    balance: 100,
    monthly_balance: 40,
    lifetime_balance: 60,
    ledger: [LEDGER_LINE],
    late_results: [],
    ...overrides,
  }
}
