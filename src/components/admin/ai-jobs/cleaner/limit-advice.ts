import { z } from 'zod'

export const ADVICE_DAYS = 30

const limitAdvice = z.object({
  table_name: z.string(),
  finished_jobs: z.number(),
  // Null when no job finished in these days.
  run_p50_seconds: z.number().nullable(),
  run_p95_seconds: z.number().nullable(),
  run_p99_seconds: z.number().nullable(),
  wait_p95_seconds: z.number().nullable(),
  limit_minutes: z.number(),
  would_have_ended: z.number(),
  finished_later: z.number(),
})
export type LimitAdvice = z.infer<typeof limitAdvice>
export const parseLimitAdvice = (rows: unknown): LimitAdvice[] => z.array(limitAdvice).parse(rows)
