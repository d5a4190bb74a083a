import { queryOptions } from '@tanstack/react-query'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import { parseAttentionJobs } from '@/components/admin/ai-jobs/attention/attention-job'
import { parseContradictions } from '@/components/admin/ai-jobs/attention/contradiction'
import { parseLateResults } from '@/components/admin/ai-jobs/attention/late-result'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'

export const MAX_ATTENTION_JOBS = 200
export const MAX_LATE_RESULTS = 50

const attentionKeys = {
  all: [...aiJobKeys.all, 'attention'] as const,
  jobs: () => [...attentionKeys.all, 'jobs'] as const,
  reconciliation: () => [...attentionKeys.all, 'reconciliation'] as const,
  lateResults: () => [...attentionKeys.all, 'late-results'] as const,
}

export function attentionJobsQuery(client: Supabase) {
  return queryOptions({
    queryKey: attentionKeys.jobs(),
    queryFn: async ({ signal }) => {
      const { data } = await client
        .rpc('admin_list_attention', { max_rows: MAX_ATTENTION_JOBS })
        .abortSignal(signal)
        .throwOnError()
      return parseAttentionJobs(data)
    },
    retry,
  })
}

/** Reads all books of the last 90 days, so it is asked when somebody looks and after each act, not on a clock. */
export function reconciliationQuery(client: Supabase) {
  return queryOptions({
    queryKey: attentionKeys.reconciliation(),
    queryFn: async ({ signal }) => {
      const { data } = await client.rpc('admin_reconcile').abortSignal(signal).throwOnError()
      return parseContradictions(data)
    },
    retry,
  })
}

export function lateResultsQuery(client: Supabase) {
  return queryOptions({
    queryKey: attentionKeys.lateResults(),
    queryFn: async ({ signal }) => {
      const { data } = await client
        .rpc('admin_list_late_results', { max_rows: MAX_LATE_RESULTS })
        .abortSignal(signal)
        .throwOnError()
      return parseLateResults(data)
    },
    retry,
  })
}
