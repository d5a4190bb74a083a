import type { PostgrestError } from '@supabase/supabase-js'
import { z } from 'zod'
import { isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import {
  type BulkServer,
  JOB_OUTCOMES,
  type JobResult,
  type PieceAnswer,
} from '@/components/admin/ai-jobs/bulk/run-bulk-cancel'
import { isNotAdmin, isSessionExpired } from '@/components/admin/ai-jobs/database-error'
import { fetchJobDetails } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { BAD_VALUE, refusalText, secondsToWait } from '@/components/admin/ai-jobs/panel/act-error'
import { refusalCodeOf } from '@/components/admin/ai-jobs/panel/refusal-code'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import { withRequestId } from '@/components/admin/ai-jobs/panel/with-request-id'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'

const TIMEOUT_MS = 60_000
const DEFAULT_PAUSE_SECONDS = 30
const TOO_MANY_REQUESTS = 429

const resultRow = z.object({
  table_name: z.string(),
  job_id: z.string(),
  outcome: z.enum(JOB_OUTCOMES).exclude(['no_answer']),
  refunded_credits: z.number().nullable(),
  problem: z.string().nullable(),
  problem_code: z.string().nullish(),
  problem_detail: z.string().nullish(),
})

/** The database as the run of one act sees it. */
export function createBulkServer(session: PanelSession, reason: string, actId: string | undefined): BulkServer {
  return {
    async cancelPiece(jobs) {
      const { data, error, status } = await withRequestId(
        session.client.rpc('admin_cancel_ai_jobs', { jobs, reason: reason || undefined, act_id: actId }),
      ).abortSignal(AbortSignal.timeout(TIMEOUT_MS))
      if (error) return answerTo(error, status)
      const rows = z.array(resultRow).length(jobs.length).safeParse(data)
      return rows.success ? { kind: 'results', results: rows.data.map(toResult) } : { kind: 'no_answer' }
    },
    readJob: (job) => readJob(session, job),
    wait: waitUnlessAborted,
  }
}

function toResult({ table_name, job_id, outcome, refunded_credits, ...row }: z.infer<typeof resultRow>): JobResult {
  const code = refusalCodeOf(row.problem_code)
  const problem = row.problem === null ? null : refusalText({ code, message: row.problem, detail: null })
  const detail = row.problem_detail
  return { job: { table: table_name, id: job_id }, outcome, refundedCredits: refunded_credits ?? 0, problem, detail }
}

function answerTo(error: PostgrestError, status: number): PieceAnswer {
  if (status === TOO_MANY_REQUESTS)
    return { kind: 'rate_limited', retryAfterSeconds: secondsToWait(error.details) ?? DEFAULT_PAUSE_SECONDS }
  if (isNotAdmin(error)) return { kind: 'refusal', refusal: 'not_admin' }
  if (isSessionExpired(error)) return { kind: 'refusal', refusal: 'session_expired' }
  if (error.code === BAD_VALUE) return { kind: 'refusal', refusal: 'refused' }
  return { kind: 'no_answer' }
}

async function readJob({ client, userId }: PanelSession, job: JobKey): Promise<JobResult> {
  const current = await fetchJobDetails(client, job)
  const result = (outcome: JobResult['outcome'], refundedCredits = 0): JobResult => ({
    job,
    outcome,
    refundedCredits,
    problem: null,
  })
  if (current === null) return result('not_found')
  if (isUnfinished(current)) return result('no_answer')
  if (current.ended_by !== 'cancel') return result('already_over')
  // A colleague may have been faster.
  return result(current.settled_by_id === userId ? 'cancelled' : 'replayed', current.refunded_credits ?? 0)
}

function waitUnlessAborted(seconds: number, signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    const done = () => {
      window.clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = window.setTimeout(done, seconds * 1_000)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
