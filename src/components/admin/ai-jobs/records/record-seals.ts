import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'

const FRESH_MS = 600_000

export type SealProblem = 'lines_missing' | 'lines_added' | 'changed' | 'seal_missing' | 'head_missing'

const brokenSeal = z.object({
  // Null where it is not known which lines the seal was for.
  record: z.string().nullable(),
  first_id: z.number().nullable(),
  last_id: z.number().nullable(),
  // The database may learn more problems than this page has texts for.
  problem: z.string(),
})
export type BrokenSeal = z.infer<typeof brokenSeal>

const recordSeals = z.object({
  intact: z.boolean(),
  sealed: z.number(),
  unsealed: z.number(),
  problems: z.array(brokenSeal),
})
export type RecordSeals = z.infer<typeof recordSeals>

/** Whether the record is as it was sealed. Reads all of it, so it is asked when somebody looks, not with each refresh. */
export function recordSealsQuery(session: PanelSession) {
  return queryOptions({
    queryKey: [...aiJobKeys.of(session), 'record-seals'],
    queryFn: async ({ signal }) => {
      const { data } = await session.client.rpc('admin_verify_records').abortSignal(signal).throwOnError()
      return z.tuple([recordSeals]).parse(data)[0]
    },
    staleTime: FRESH_MS,
    refetchOnWindowFocus: false,
    retry,
  })
}
