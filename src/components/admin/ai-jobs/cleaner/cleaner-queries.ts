import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import { parseCleanerHealth } from '@/components/admin/ai-jobs/cleaner/cleaner-health'
import {
  parseCleanupHours,
  parseCleanupPreview,
  parseCleanupRuns,
} from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { ADVICE_DAYS, parseLimitAdvice } from '@/components/admin/ai-jobs/cleaner/limit-advice'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'

const REFRESH_MS = 60_000
const MAX_RUNS = 20

const cleanerKeys = {
  all: [...aiJobKeys.all, 'cleaner'] as const,
  health: () => [...cleanerKeys.all, 'health'] as const,
  hours: () => [...cleanerKeys.all, 'hours'] as const,
  runs: () => [...cleanerKeys.all, 'runs'] as const,
  preview: () => [...cleanerKeys.all, 'preview'] as const,
  advice: (table: string | null, minutes: number | null) => [...cleanerKeys.all, 'advice', table, minutes] as const,
}

export function cleanerHealthQuery(client: Supabase) {
  return queryOptions({
    queryKey: cleanerKeys.health(),
    queryFn: async ({ signal }) => {
      const { data } = await client.rpc('admin_cleaner_health').abortSignal(signal).throwOnError()
      return parseCleanerHealth(data)
    },
    refetchInterval: REFRESH_MS,
    retry,
  })
}

export function cleanupHoursQuery(client: Supabase) {
  return queryOptions({
    queryKey: cleanerKeys.hours(),
    queryFn: async ({ signal }) => {
      const { data } = await client.rpc('admin_list_cleanup_hours').abortSignal(signal).throwOnError()
      return parseCleanupHours(data)
    },
    refetchInterval: REFRESH_MS,
    retry,
  })
}

export function cleanupRunsQuery(client: Supabase) {
  return queryOptions({
    queryKey: cleanerKeys.runs(),
    queryFn: async ({ signal }) => {
      const { data } = await client
        .rpc('admin_list_cleanup_runs', { max_rows: MAX_RUNS })
        .abortSignal(signal)
        .throwOnError()
      return parseCleanupRuns(data)
    },
    refetchInterval: REFRESH_MS,
    retry,
  })
}

/** What a run would end right now: asked anew each time somebody wants to know. */
export function cleanupPreviewQuery(client: Supabase) {
  return queryOptions({
    queryKey: cleanerKeys.preview(),
    queryFn: async ({ signal }) => {
      const { data } = await client.rpc('admin_preview_cleanup').abortSignal(signal).throwOnError()
      return parseCleanupPreview(data)
    },
    gcTime: 0,
    retry,
  })
}

/** How long jobs take, and what a run limit would have done: each tool's own limit, or the given one of the given tool. */
export function limitAdviceQuery(client: Supabase, table: string | null, minutes: number | null) {
  return queryOptions({
    queryKey: cleanerKeys.advice(table, minutes),
    queryFn: async ({ signal }) => {
      const { data } = await client
        .rpc('admin_advise_limits', {
          days: ADVICE_DAYS,
          job_table: table ?? undefined,
          run_limit_minutes: minutes ?? undefined,
        })
        .abortSignal(signal)
        .throwOnError()
      return parseLimitAdvice(data)
    },
    placeholderData: keepPreviousData,
    staleTime: REFRESH_MS,
    retry,
  })
}
