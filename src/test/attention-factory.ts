import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import type { Contradiction } from '@/components/admin/ai-jobs/attention/contradiction'
import type { LateResult } from '@/components/admin/ai-jobs/attention/late-result'

const JOB_ID = '00000000-0000-4000-8000-0000000000a1'

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

const job = { table_name: 'upscaler_jobs', tool_label: 'Upscaler de imagem', job_id: JOB_ID }
const customer = { customer_name: 'Cliente Exemplo', customer_email: 'cliente@example.com' }

export function attentionJob(reason: string, overrides: Partial<AttentionJob> = {}): AttentionJob {
  return {
    ...job,
    ...customer,
    status: 'running',
    created_at: hoursAgo(3),
    credits: 60,
    reason,
    detail: null,
    tries: 0,
    first_tried_at: null,
    last_tried_at: null,
    ...overrides,
  }
}

export function contradiction(kind: string, overrides: Partial<Contradiction> = {}): Contradiction {
  return {
    kind,
    table_name: job.table_name,
    job_id: JOB_ID,
    user_id: '00000000-0000-4000-9000-000000000001',
    customer_email: customer.customer_email,
    credits: 60,
    detail: { status: 'failed', charge_proof: 'ledger' },
    ...overrides,
  }
}

export function lateResult(overrides: Partial<LateResult> = {}): LateResult {
  return {
    ...job,
    ...customer,
    status: 'completed',
    output_url: 'https://example.com/result.png',
    error_message: null,
    received_at: hoursAgo(1),
    ...overrides,
  }
}
