import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { type AiJob, aiJobRow, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import { BAD_VALUE, refusalOf } from '@/components/admin/ai-jobs/panel/act-error'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'

const REFRESH_MS = 15_000

const ledgerLine = z.object({
  id: z.string().nullable(),
  amount: z.number(),
  balance_after: z.number().nullable(),
  transaction_type: z.string().nullable(),
  credit_type: z.string().nullable(),
  description: z.string().nullable(),
  created_at: z.string().nullable(),
})
export type LedgerLine = z.infer<typeof ledgerLine>

const lateResult = z.object({
  status: z.string().nullable(),
  output_url: z.string().nullable(),
  error_message: z.string().nullable(),
  received_at: z.string(),
})

// What a host's tables do not have is null.
const jobDetailsRow = aiJobRow.extend({
  output_url: z.string().nullable(),
  rh_cost: z.number().nullable(),
  settled_at: z.string().nullable(),
  settled_by: z.string().nullable(),
  settled_by_id: z.string().nullable(),
  settled_by_name: z.string().nullable(),
  settled_by_email: z.string().nullable(),
  settle_reason: z.string().nullable(),
  status_before: z.string().nullable(),
  settle_limit_seconds: z.number().nullable(),
  request_id: z.string().nullable(),
  to_admin: z.boolean(),
  refund_id: z.string().nullable(),
  refunded_at: z.string().nullable(),
  charged_at: z.string().nullable(),
  charged_credits: z.number().nullable(),
  balance: z.number().nullable(),
  monthly_balance: z.number().nullable(),
  lifetime_balance: z.number().nullable(),
  ledger: z.array(ledgerLine).nullable(),
  late_results: z.array(lateResult).nullable(),
})

export type JobDetailsRow = z.infer<typeof jobDetailsRow>
export type JobDetails = JobDetailsRow & AiJob

/** Everything about one job; null when it is gone, or its tool is. */
export async function fetchJobDetails(client: Supabase, job: JobKey, signal?: AbortSignal): Promise<JobDetails | null> {
  const request = client.rpc('admin_get_ai_job', { job_table: job.table, job_id: job.id })
  try {
    const { data } = await (signal ? request.abortSignal(signal) : request).throwOnError()
    const [row] = z.array(jobDetailsRow).max(1).parse(data)
    return row ? { ...row, read_at: Date.now() } : null
  } catch (error) {
    if (refusalOf(error)?.sqlState === BAD_VALUE) return null
    throw error
  }
}

export function jobDetailsQuery(session: PanelSession, job: JobKey) {
  return queryOptions({
    queryKey: [...aiJobKeys.of(session), 'details', job.table, job.id],
    queryFn: ({ signal }) => fetchJobDetails(session.client, job, signal),
    refetchInterval: ({ state }) => (state.data && isUnfinished(state.data) ? REFRESH_MS : false),
    retry,
  })
}
