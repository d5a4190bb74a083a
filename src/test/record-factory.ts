import type { ActRecord, CapKind } from '@/components/admin/ai-jobs/records/record'

const ADMIN_ID = '00000000-0000-4000-a000-000000000001'

let recorded = 0

function record(overrides: Partial<ActRecord>): ActRecord {
  recorded += 1
  const job_id = `00000000-0000-4000-8000-${String(recorded).padStart(12, '0')}`
  return {
    kind: 'timeout',
    at: new Date(Date.now() - recorded * 60_000).toISOString(),
    key: `upscaler_jobs/${job_id}`,
    actor: 'cron',
    actor_id: null,
    actor_name: null,
    actor_email: null,
    table_name: 'upscaler_jobs',
    tool_label: 'Upscaler de imagem',
    job_id,
    user_id: '00000000-0000-4000-9000-000000000001',
    customer_name: 'Cliente Exemplo',
    customer_email: 'cliente@example.com',
    to_admin: false,
    reason: null,
    status_before: 'running',
    status_after: 'failed',
    refunded_credits: 60,
    before: null,
    after: null,
    request_id: null,
    ...overrides,
  }
}

const admin: Partial<ActRecord> = {
  actor: 'admin',
  actor_id: ADMIN_ID,
  actor_name: 'Administradora Exemplo',
  actor_email: 'admin@example.com',
}

export const recordAdmin = { actor_id: ADMIN_ID, name: 'Administradora Exemplo', email: 'admin@example.com' }

export const timeoutRecord = (overrides: Partial<ActRecord> = {}) => record(overrides)

/** What an admin's own run of the cleanup leaves. */
export const timeoutByAdminRecord = (overrides: Partial<ActRecord> = {}) => record({ ...admin, ...overrides })

export const cancelRecord = (overrides: Partial<ActRecord> = {}) =>
  record({ kind: 'cancel', status_after: 'cancelled', ...admin, ...overrides })

export function toolChangeRecord(
  before: ActRecord['before'],
  after: ActRecord['after'],
  by: 'admin' | 'developer' = 'admin',
) {
  return record({
    kind: 'tool_change',
    ...(by === 'admin' ? admin : { actor: 'developer' }),
    job_id: null,
    user_id: null,
    customer_name: null,
    customer_email: null,
    status_before: null,
    status_after: null,
    refunded_credits: null,
    before,
    after,
  })
}

export const settingChangeRecord = (before: ActRecord['before'], after: ActRecord['after']): ActRecord => ({
  ...toolChangeRecord(before, after, 'developer'),
  kind: 'setting_change',
  table_name: null,
  tool_label: null,
})

export const capRaiseRecord = (kind: CapKind, credits: number): ActRecord => ({
  ...toolChangeRecord(null, { credits }),
  kind,
  table_name: null,
  tool_label: null,
})
