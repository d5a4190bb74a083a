import { FunctionsHttpError } from '@supabase/supabase-js'
import { z } from 'zod'
import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { fetchJobDetails } from '@/components/admin/ai-jobs/job-sheet/job-details'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'

export const MAX_REASON_LENGTH = 500
const TIMEOUT_MS = 30_000

const SERVER_CODES = [
  'invalid_request',
  'unauthenticated',
  'not_admin',
  'job_not_found',
  'method_not_allowed',
  'job_already_over',
  'payload_too_large',
  'rate_limited',
  'refund_failed',
  'internal_error',
] as const

/** The server's codes, and the two ends of a call that got no answer. */
export type CancelErrorCode = (typeof SERVER_CODES)[number] | 'no_answer' | 'outcome_unknown'

const cancelledAnswer = z.object({
  success: z.literal(true),
  refundedCredits: z.number().int(),
  replayed: z.boolean(),
})
export type CancelledAiJob = Pick<z.infer<typeof cancelledAnswer>, 'refundedCredits' | 'replayed'>

const refusedAnswer = z.object({
  success: z.literal(false),
  code: z.enum(SERVER_CODES),
  status: z.string().nullish(),
  retryAfterSeconds: z.number().nullish(),
  // Only above the day's cap.
  askedCredits: z.number().nullish(),
})

type RefusalDetails = { status?: string | null; retryAfterSeconds?: number | null; askedCredits?: number | null }

export class CancelAiJobError extends Error {
  readonly code: CancelErrorCode
  readonly details: RefusalDetails

  constructor(code: CancelErrorCode, details: RefusalDetails = {}) {
    super(code)
    this.name = 'CancelAiJobError'
    this.code = code
    this.details = details
  }
}

/** Ends one job and gives its credits back; throws `CancelAiJobError` when that did not happen. */
export async function cancelAiJob(session: PanelSession, job: AiJob, reason: string): Promise<CancelledAiJob> {
  const { data, error } = await session.client.functions.invoke<unknown>('admin-cancel-job', {
    body: { table: job.table_name, jobId: job.id, reason: reason.trim() || undefined },
    timeout: TIMEOUT_MS,
  })
  if (error instanceof FunctionsHttpError) {
    const refusal = refusedAnswer.safeParse(await readJson(error.context))
    if (refusal.success) throw new CancelAiJobError(refusal.data.code, refusal.data)
  }
  const answer = cancelledAnswer.safeParse(data)
  return answer.success ? answer.data : readOutcome(session, job)
}

async function readJson(response: unknown): Promise<unknown> {
  return response instanceof Response ? response.json().catch(() => null) : null
}

// Without the function's own answer the job may or may not be over: the row decides what the admin is told.
async function readOutcome({ client, userId }: PanelSession, job: AiJob): Promise<CancelledAiJob> {
  const current = await fetchJobDetails(client, { table: job.table_name, id: job.id }).catch(() => undefined)
  if (current === undefined) throw new CancelAiJobError('outcome_unknown')
  if (current === null) throw new CancelAiJobError('job_not_found')
  if (isUnfinished(current)) throw new CancelAiJobError('no_answer')
  if (current.ended_by !== 'cancel') throw new CancelAiJobError('job_already_over', { status: current.status })
  // A colleague may have been faster.
  return { refundedCredits: current.refunded_credits ?? 0, replayed: current.settled_by_id !== userId }
}
