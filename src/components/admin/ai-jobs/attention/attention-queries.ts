import { queryOptions } from '@tanstack/react-query'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import { parseAttentionJobs } from '@/components/admin/ai-jobs/attention/attention-job'
import { parseContradictions } from '@/components/admin/ai-jobs/attention/contradiction'
import { parseLateResults } from '@/components/admin/ai-jobs/attention/late-result'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'
import { OFF_THE_CLOCK } from '@/components/admin/ai-jobs/use-live-refresh'

export const MAX_ATTENTION_JOBS = 200
export const MAX_LATE_RESULTS = 50

export const attentionKeys = {
  all: (session: PanelSession) => [...aiJobKeys.of(session), 'attention'] as const,
  jobs: (session: PanelSession) => [...attentionKeys.all(session), 'jobs'] as const,
  reconciliation: (session: PanelSession) => [...attentionKeys.all(session), 'reconciliation'] as const,
  lateResults: (session: PanelSession) => [...attentionKeys.all(session), 'late-results'] as const,
}

export function attentionJobsQuery(session: PanelSession) {
  return queryOptions({
    queryKey: attentionKeys.jobs(session),
    queryFn: async ({ signal }) => {
      const { data } = await session.client
        .rpc('admin_list_attention', { max_rows: MAX_ATTENTION_JOBS })
        .abortSignal(signal)
        .throwOnError()
      return parseAttentionJobs(data)
    },
    retry,
  })
}

/** Reads all books of the last 90 days, so it is asked when somebody looks and after each act, not on a clock. */
export function reconciliationQuery(session: PanelSession) {
  return queryOptions({
    queryKey: attentionKeys.reconciliation(session),
    queryFn: async ({ signal }) => {
      const { data } = await session.client.rpc('admin_reconcile').abortSignal(signal).throwOnError()
      return parseContradictions(data)
    },
    meta: OFF_THE_CLOCK,
    retry,
  })
}

export function lateResultsQuery(session: PanelSession) {
  return queryOptions({
    queryKey: attentionKeys.lateResults(session),
    queryFn: async ({ signal }) => {
      const { data } = await session.client
        .rpc('admin_list_late_results', { max_rows: MAX_LATE_RESULTS })
        .abortSignal(signal)
        .throwOnError()
      return parseLateResults(data)
    },
    retry,
  })
}
