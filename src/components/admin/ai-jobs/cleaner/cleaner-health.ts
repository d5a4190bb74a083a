import { z } from 'zod'
import { grownSeconds } from '@/components/admin/ai-jobs/age'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'

const cleanerHealth = z.object({
  state: z.enum(['ok', 'late', 'down']),
  // The database may learn more problems than this page has texts for.
  problems: z.array(z.string()),
  last_success_at: z.string().nullable(),
  age_seconds: z.number().nullable(),
  next_run_at: z.string().nullable(),
  failed_jobs_24h: z.number(),
  failed_runs_24h: z.number(),
  failed_cron_runs_24h: z.number(),
  attention_jobs: z.number(),
})

export type CleanerHealthRow = z.infer<typeof cleanerHealth>

/** The cleaner as the database saw it at `read_at` (milliseconds). */
export type CleanerHealth = CleanerHealthRow & { read_at: number }

export function parseCleanerHealth(rows: unknown): CleanerHealth {
  const read_at = Date.now()
  return { ...z.tuple([cleanerHealth]).parse(rows)[0], read_at }
}

export const CLEANER_PROBLEMS = [
  'late',
  'down',
  'run_failed',
  'table_unusable',
  'refunds_failing',
  'attention_unreadable',
  'records_unsealed',
  'cron_run_failed',
  'cron_absent',
  'cron_unscheduled',
  'cron_inactive',
  'cron_doubled',
] as const
export type CleanerProblem = (typeof CLEANER_PROBLEMS)[number]

export function isCleanerProblem(problem: string): problem is CleanerProblem {
  return CLEANER_PROBLEMS.some((known) => known === problem)
}

export type CleanerCondition = 'fine' | 'switched_off' | 'troubled' | 'late' | 'down'

/** The tools whose stuck jobs nothing ends. */
export const switchedOff = (tools: AiTool[]) => tools.filter((tool) => !tool.enabled)

/** How the cleaner is, in one word: one that runs in time but reports a problem, or leaves a tool out, is not fine. */
export function cleanerCondition({ state, problems }: CleanerHealth, tools: AiTool[]): CleanerCondition {
  if (state !== 'ok') return state
  if (problems.length > 0) return 'troubled'
  return switchedOff(tools).length > 0 ? 'switched_off' : 'fine'
}

/** Seconds since the last run that succeeded, by the database's clock; null when none has. */
export function secondsSinceSuccess(health: CleanerHealth, now: number) {
  return health.last_success_at === null ? null : grownSeconds(health, health.age_seconds ?? 0, now)
}
