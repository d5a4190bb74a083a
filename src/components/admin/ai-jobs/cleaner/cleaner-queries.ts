import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import { parseCleanerHealth } from '@/components/admin/ai-jobs/cleaner/cleaner-health'
import {
  parseCleanupHours,
  parseCleanupPreview,
  parseCleanupRuns,
} from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { ADVICE_DAYS, parseLimitAdvice } from '@/components/admin/ai-jobs/cleaner/limit-advice'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'
import { OFF_THE_CLOCK } from '@/components/admin/ai-jobs/use-live-refresh'

const ADVICE_FRESH_MS = 60_000
const MAX_RUNS = 20

export const cleanerKeys = {
  all: (session: PanelSession) => [...aiJobKeys.of(session), 'cleaner'] as const,
  health: (session: PanelSession) => [...cleanerKeys.all(session), 'health'] as const,
  hours: (session: PanelSession) => [...cleanerKeys.all(session), 'hours'] as const,
  runs: (session: PanelSession) => [...cleanerKeys.all(session), 'runs'] as const,
  preview: (session: PanelSession) => [...cleanerKeys.all(session), 'preview'] as const,
  advice: (session: PanelSession, table: string | null, minutes: number | null) =>
    [...cleanerKeys.all(session), 'advice', table, minutes] as const,
}

export function cleanerHealthQuery(session: PanelSession) {
  return queryOptions({
    queryKey: cleanerKeys.health(session),
    queryFn: async ({ signal }) => {
      const { data } = await session.client.rpc('admin_cleaner_health').abortSignal(signal).throwOnError()
      return parseCleanerHealth(data)
    },
    retry,
  })
}

export function cleanupHoursQuery(session: PanelSession) {
  return queryOptions({
    queryKey: cleanerKeys.hours(session),
    queryFn: async ({ signal }) => {
      const { data } = await session.client.rpc('admin_list_cleanup_hours').abortSignal(signal).throwOnError()
      return parseCleanupHours(data)
    },
    retry,
  })
}

export function cleanupRunsQuery(session: PanelSession) {
  return queryOptions({
    queryKey: cleanerKeys.runs(session),
    queryFn: async ({ signal }) => {
      const { data } = await session.client
        .rpc('admin_list_cleanup_runs', { max_rows: MAX_RUNS })
        .abortSignal(signal)
        .throwOnError()
      return parseCleanupRuns(data)
    },
    retry,
  })
}

/** What a run would end right now: asked anew each time somebody wants to know. */
export function cleanupPreviewQuery(session: PanelSession) {
  return queryOptions({
    queryKey: cleanerKeys.preview(session),
    queryFn: async ({ signal }) => {
      const { data } = await session.client.rpc('admin_preview_cleanup').abortSignal(signal).throwOnError()
      return parseCleanupPreview(data)
    },
    gcTime: 0,
    retry,
  })
}

/** How long jobs take, and what a run limit would have done: each tool's own limit, or the given one of the given tool. */
export function limitAdviceQuery(session: PanelSession, table: string | null, minutes: number | null) {
  return queryOptions({
    queryKey: cleanerKeys.advice(session, table, minutes),
    queryFn: async ({ signal }) => {
      const { data } = await session.client
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
    staleTime: ADVICE_FRESH_MS,
    meta: OFF_THE_CLOCK,
    retry,
  })
}
