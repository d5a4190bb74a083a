import { z } from 'zod'

const cleanupHour = z.object({
  hour_started_at: z.string(),
  runs: z.number(),
  ended: z.number(),
  refunded_credits: z.number(),
  failures: z.number(),
})
export type CleanupHour = z.infer<typeof cleanupHour>
export const parseCleanupHours = (rows: unknown): CleanupHour[] => z.array(cleanupHour).parse(rows)

const cleanupRun = z.object({
  id: z.number(),
  started_at: z.string(),
  // Null: it goes on, or it was killed.
  finished_at: z.string().nullable(),
  started_by: z.enum(['cron', 'service', 'admin']),
  started_by_name: z.string().nullable(),
  ended: z.number(),
  refunded_credits: z.number(),
  failures: z.number(),
  error: z.string().nullable(),
})
export type CleanupRun = z.infer<typeof cleanupRun>
export const parseCleanupRuns = (rows: unknown): CleanupRun[] => z.array(cleanupRun).parse(rows)

const cleanupPreview = z.object({
  table_name: z.string(),
  tool_label: z.string(),
  jobs: z.number(),
  customers: z.number(),
  credits: z.number(),
  failed_jobs: z.number(),
  failed_credits: z.number(),
})
export type CleanupPreview = z.infer<typeof cleanupPreview>
export const parseCleanupPreview = (rows: unknown): CleanupPreview[] => z.array(cleanupPreview).parse(rows)

const cleanupResult = z.object({
  table_name: z.string(),
  cancelled_count: z.number(),
  refunded_credits: z.number(),
  failures: z.number(),
})
export type CleanupResult = z.infer<typeof cleanupResult>
export const parseCleanupResults = (rows: unknown): CleanupResult[] => z.array(cleanupResult).parse(rows)

export const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)

export function totalOf(results: CleanupResult[]) {
  return {
    ended: sum(results.map((result) => result.cancelled_count)),
    credits: sum(results.map((result) => result.refunded_credits)),
    failures: sum(results.map((result) => result.failures)),
  }
}

export const jobsOf = (preview: CleanupPreview[]) => sum(preview.map((tool) => tool.jobs))

/** What a run and the one after it did; a job that failed in both failed once. */
export function addResults(before: CleanupResult[], after: CleanupResult[]): CleanupResult[] {
  return after.map((result) => {
    const earlier = before.find((known) => known.table_name === result.table_name)
    return {
      ...result,
      cancelled_count: result.cancelled_count + (earlier?.cancelled_count ?? 0),
      refunded_credits: result.refunded_credits + (earlier?.refunded_credits ?? 0),
    }
  })
}
