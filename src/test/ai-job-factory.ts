import type { AiJobRow } from '@/components/admin/ai-jobs/ai-job'

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
  return finishedJob('cancelled', { ended_by: 'cancel', refunded_credits: refundedCredits, ...overrides })
}
