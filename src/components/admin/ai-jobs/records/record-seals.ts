import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'

const FRESH_MS = 600_000
const MAX_PROBLEMS = 100

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

const checkedPiece = recordSeals.extend({ continue_after: z.number().nullable() })
export type CheckedPiece = z.infer<typeof checkedPiece>

/** Whether the record is as it was sealed. Reads all of it, so it is asked when somebody looks, not with each refresh. */
export function recordSealsQuery(session: PanelSession) {
  return queryOptions({
    queryKey: [...aiJobKeys.of(session), 'record-seals'],
    queryFn: ({ signal }) => checkAllSeals(session.client, signal),
    staleTime: FRESH_MS,
    refetchOnWindowFocus: false,
    retry,
  })
}

// No call may take longer than the API lets it: so the record is read in pieces, one after another.
async function checkAllSeals(client: Supabase, signal: AbortSignal): Promise<RecordSeals> {
  let piece = await checkPiece(client, null, signal)
  let { intact, sealed, problems } = piece
  while (piece.continue_after !== null) {
    piece = await checkPiece(client, piece.continue_after, signal)
    intact = intact && piece.intact
    sealed += piece.sealed
    problems = [...problems, ...piece.problems].slice(0, MAX_PROBLEMS)
  }
  return { intact, sealed, unsealed: piece.unsealed, problems }
}

async function checkPiece(client: Supabase, afterSeal: number | null, signal: AbortSignal): Promise<CheckedPiece> {
  const args = afterSeal === null ? {} : { after_seal: afterSeal }
  const { data } = await client.rpc('admin_verify_records', args).abortSignal(signal).throwOnError()
  return z.tuple([checkedPiece]).parse(data)[0]
}
