import * as z from 'zod'
import { errorAnswer } from './answers.ts'
import { type CancelRequest, parseCancelRequest } from './cancel-request.ts'
import { bearerToken, jsonAnswer, preflightAnswer } from './http.ts'
import { readBody } from './read-body.ts'

const maxBodyBytes = 10_000
const bodyTimeoutMilliseconds = 10_000

/** What the database refused with: SQLSTATE (or PostgREST's own code), text, details that may be JSON, the product's code. */
export interface DatabaseError {
  code: string
  message: string
  details?: string | null
  hint?: string | null
}

export interface Dependencies {
  /** Whether the token is a signed-in user's: not forged, not expired. Throws when that cannot be found out. */
  isSignedIn(token: string): Promise<boolean>
  /**
   * One transaction under the caller's own token: decides who is an admin, ends the job and gives the credits back. The
   * record keeps the request id.
   */
  cancelJob(
    token: string,
    job: CancelRequest,
    requestId: string,
  ): Promise<{ data: unknown; error: DatabaseError | null }>
  log(entry: { requestId: string; table?: string; jobId?: string; error: unknown }): void
  bodyTimeoutMilliseconds?: number
}

const cancelledRow = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.enum(['cancelled', 'replayed']),
    refunded_credits: z.int(),
    new_balance: z.int().nullable(),
  }),
  z.object({ outcome: z.literal('already_over'), status: z.string() }),
  z.object({ outcome: z.literal('not_found') }),
])

/** POST {table, jobId, reason?} with the admin's JWT ends an unfinished job; the answers are in `answers.ts`. */
export async function handleAdminCancelJob(request: Request, deps: Dependencies): Promise<Response> {
  const requestId = crypto.randomUUID()
  const answer = await decide(request, deps, requestId).catch((error: unknown) => {
    deps.log({ requestId, error })
    return errorAnswer('internal_error')
  })
  answer.headers.set('x-request-id', requestId)
  return answer
}

async function decide(request: Request, deps: Dependencies, requestId: string): Promise<Response> {
  if (request.method === 'OPTIONS') return preflightAnswer()
  if (request.method !== 'POST') return errorAnswer('method_not_allowed', {}, { Allow: 'POST, OPTIONS' })

  const token = bearerToken(request)
  if (!token || !(await deps.isSignedIn(token))) return errorAnswer('unauthenticated')

  const body = await readBody(request, maxBodyBytes, deps.bodyTimeoutMilliseconds ?? bodyTimeoutMilliseconds)
  if (body.outcome === 'too_large') return errorAnswer('payload_too_large')
  if (body.outcome === 'unreadable') {
    return errorAnswer('invalid_request', { message: 'O corpo do pedido não chegou inteiro.' })
  }
  const parsed = parseCancelRequest(body.text)
  if ('problem' in parsed) return errorAnswer('invalid_request', { message: parsed.problem })
  const { job } = parsed

  const { data, error } = await deps.cancelJob(token, job, requestId)
  if (!error) return answerFor(job, z.tuple([cancelledRow]).parse(data)[0])
  const refusal = refusalFor(error)
  if (refusal.status >= 500) deps.log({ requestId, table: job.table, jobId: job.jobId, error })
  return refusal
}

function answerFor({ table, jobId }: CancelRequest, row: z.infer<typeof cancelledRow>): Response {
  switch (row.outcome) {
    case 'not_found':
      return errorAnswer('job_not_found')
    case 'already_over':
      return errorAnswer('job_already_over', { status: row.status })
    case 'cancelled':
    case 'replayed':
      return jsonAnswer(200, {
        success: true,
        table,
        jobId,
        status: 'cancelled',
        refundedCredits: row.refunded_credits,
        newBalance: row.new_balance,
        replayed: row.outcome === 'replayed',
      })
  }
}

function refusalFor(error: DatabaseError): Response {
  switch (error.code) {
    case '42501':
      return errorAnswer('not_admin')
    case '22023':
      return errorAnswer('invalid_request', {
        message: 'A tabela não está cadastrada, ou o status deste job não é conhecido.',
      })
    case 'PT500':
      // The one text of the database that is written for the admin to read.
      return errorAnswer('refund_failed', { message: error.message })
    case 'PT429':
      return rateLimited(error)
    // PostgREST's words for a token that ran out or was revoked after it had been checked above.
    case 'PGRST301':
    case 'PGRST303':
      return errorAnswer('unauthenticated')
    default:
      return errorAnswer('internal_error')
  }
}

const rateLimit = z.object({ retryAfterSeconds: z.int().positive() })
const creditCap = rateLimit.extend({ capCredits: z.int(), usedCredits: z.int(), askedCredits: z.int() })

function rateLimited(error: DatabaseError): Response {
  const details: unknown = JSON.parse(error.details ?? '{}')
  // Over the cap of the day the wait is until midnight, or until another admin confirms: the admin has to read why.
  const limit =
    error.hint === 'daily_cap' ? { message: error.message, ...creditCap.parse(details) } : rateLimit.parse(details)
  return errorAnswer('rate_limited', limit, { 'Retry-After': String(limit.retryAfterSeconds) })
}
