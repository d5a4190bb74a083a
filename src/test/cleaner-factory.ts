import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import type { CleanerHealthRow } from '@/components/admin/ai-jobs/cleaner/cleaner-health'
import type {
  CleanupHour,
  CleanupPreview,
  CleanupResult,
  CleanupRun,
} from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import type { LimitAdvice } from '@/components/admin/ai-jobs/cleaner/limit-advice'
import { tools } from '@/test/fake-supabase'

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

/** A cleaner whose last success was so long ago, with the state that follows from that. */
export function cleanerHealth({ minutesAgo, ...overrides }: { minutesAgo: number } & Partial<CleanerHealthRow>) {
  const state = minutesAgo > 11 ? 'down' : minutesAgo > 6 ? 'late' : 'ok'
  const row: CleanerHealthRow = {
    state,
    problems: state === 'ok' ? [] : [state],
    last_success_at: minutesFromNow(-minutesAgo),
    age_seconds: minutesAgo * 60,
    next_run_at: minutesFromNow(3.5),
    failed_jobs_24h: 0,
    failed_runs_24h: 0,
    failed_cron_runs_24h: 0,
    attention_jobs: 0,
    ...overrides,
  }
  return row
}

/** The last 24 hours, of which only the given ones (counted back from now) did anything. */
export function cleanupHours(busy: Record<number, Partial<CleanupHour>> = {}) {
  return Array.from({ length: 24 }, (_, index): CleanupHour => {
    const hoursAgo = 23 - index
    return {
      hour_started_at: minutesFromNow(-60 * hoursAgo),
      runs: 12,
      ended: 0,
      refunded_credits: 0,
      failures: 0,
      ...busy[hoursAgo],
    }
  })
}

export function cleanupRun(overrides: Partial<CleanupRun> = {}): CleanupRun {
  return {
    id: 1,
    started_at: minutesFromNow(-2),
    finished_at: minutesFromNow(-1.95),
    started_by: 'cron',
    started_by_name: null,
    ended: 0,
    refunded_credits: 0,
    failures: 0,
    error: null,
    ...overrides,
  }
}

const perTool = <Row>(rowOf: (table: string, label: string, index: number) => Row) =>
  tools.map((tool, index) => rowOf(tool.table_name, tool.label, index))

/** What a run would end: jobs, customers and credits of the first tool; nothing of the others. */
export function cleanupPreview(jobs: number, customers = jobs, credits = jobs * 60): CleanupPreview[] {
  return perTool((table_name, tool_label, index) =>
    index === 0
      ? { table_name, tool_label, jobs, customers, credits, failed_jobs: 0, failed_credits: 0 }
      : { table_name, tool_label, jobs: 0, customers: 0, credits: 0, failed_jobs: 0, failed_credits: 0 },
  )
}

/** What a run ended of the first tool; nothing of the others. */
export function cleanupResults(ended: number, credits = ended * 60, failures = 0): CleanupResult[] {
  return perTool((table_name, _label, index) =>
    index === 0
      ? { table_name, cancelled_count: ended, refunded_credits: credits, failures }
      : { table_name, cancelled_count: 0, refunded_credits: 0, failures: 0 },
  )
}

export function limitAdvice(overrides: Partial<LimitAdvice> = {}): LimitAdvice {
  return {
    table_name: 'upscaler_jobs',
    finished_jobs: 1250,
    run_p50_seconds: 42,
    run_p95_seconds: 190,
    run_p99_seconds: 520,
    wait_p95_seconds: 35,
    limit_minutes: 10,
    would_have_ended: 0,
    finished_later: 0,
    ...overrides,
  }
}

export function aiTool(overrides: Partial<AiTool> = {}): AiTool {
  return {
    table_name: 'upscaler_jobs',
    label: 'Upscaler de imagem',
    enabled: true,
    queue_limit_seconds: 600,
    run_limit_seconds: 600,
    charge_proof: 'ledger',
    usable: true,
    ...overrides,
  }
}
