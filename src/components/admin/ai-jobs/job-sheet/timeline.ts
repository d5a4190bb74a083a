import { grownSeconds } from '@/components/admin/ai-jobs/age'
import { isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import type { JobDetails } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { type RefundMark, refundMarkOf } from '@/components/admin/ai-jobs/records/record'

export type LimitPhase = 'waiting' | 'running'
/** How we end a job; a repair gives credits back for a job that was over already. */
export type Ending = Exclude<NonNullable<JobDetails['ended_by']>, 'repair'>

/** Who ended or repaired it, why, and by which HTTP request. */
type Act = { actor: string | null; reason: string | null; requestId: string | null }

type Happening =
  | { kind: 'created' }
  | { kind: 'charged'; credits: number; presumed: boolean }
  | { kind: 'not_charged' }
  | { kind: 'queued'; seconds: number; ongoing: boolean }
  | { kind: 'started' }
  | { kind: 'limit'; phase: LimitPhase; seconds: number; passed: boolean }
  | { kind: 'over'; status: string }
  | ({ kind: 'ended'; ending: Ending } & Act)
  | ({ kind: 'repaired' } & Act)
  | { kind: 'refunded'; credits: number; id: string | null; mark: RefundMark | null }
  // By the project's own code; how much is unknown where its table alone says so.
  | { kind: 'refunded_elsewhere'; credits: number | null; id: string | null }
  | { kind: 'late_result'; status: string | null; outputUrl: string | null; errorMessage: string | null }

/** Something in a job's life; `at` is null when its time is not known. */
export type TimelineEntry = Happening & { at: string | null }

/** A job's life in the order in which it happened. What the host's tables do not tell is left out. */
export function timelineOf(job: JobDetails, now: number): TimelineEntry[] {
  return [
    { kind: 'created', at: job.created_at },
    charge(job),
    ...queue(job),
    ...(job.started_at ? [{ kind: 'started', at: job.started_at } as const] : []),
    ...(isUnfinished(job) ? limitAhead(job, now) : limitPassed(job)),
    ...end(job),
    ...refund(job),
    ...lateResults(job),
  ]
}

function charge(job: JobDetails): TimelineEntry {
  const { charged_credits: credits, charge_proof, charged_at: at } = job
  return credits === null
    ? { kind: 'not_charged', at: null }
    : { kind: 'charged', credits, presumed: charge_proof === 'presumed', at }
}

function queue(job: JobDetails): TimelineEntry[] {
  const { waiting_seconds: seconds, phase } = job
  const ongoing = phase === 'waiting'
  // A job that went straight to work waited for a moment that nobody wants to read about.
  return seconds !== null && (ongoing || seconds >= 1) ? [{ kind: 'queued', seconds, ongoing, at: job.created_at }] : []
}

function limitAhead(job: JobDetails, now: number): TimelineEntry[] {
  const { age_seconds, limit_seconds: seconds, phase } = job
  if (age_seconds === null || seconds === null || (phase !== 'waiting' && phase !== 'running')) return []
  const at = addSeconds(job.read_at, seconds - age_seconds)
  return [{ kind: 'limit', phase, seconds, passed: grownSeconds(job, age_seconds, now) > seconds, at }]
}

function limitPassed(job: JobDetails): TimelineEntry[] {
  const { settle_limit_seconds: seconds, settled_at } = job
  const phase = phaseBefore(job)
  const from = phase === 'waiting' ? job.created_at : (job.started_at ?? job.created_at)
  if (seconds === null || settled_at === null || from === null) return []
  const at = addSeconds(Date.parse(from), seconds)
  return at !== null && Date.parse(at) <= Date.parse(settled_at)
    ? [{ kind: 'limit', phase, seconds, passed: true, at }]
    : []
}

// A host may have words of its own for it; then a job that never started was waiting.
function phaseBefore({ status_before, started_at }: JobDetails): LimitPhase {
  if (status_before === 'queued' || status_before === 'pending') return 'waiting'
  if (status_before === 'running' || status_before === 'starting') return 'running'
  return started_at === null ? 'waiting' : 'running'
}

function end(job: JobDetails): TimelineEntry[] {
  if (job.phase !== 'over') return []
  const act = {
    actor: job.settled_by_name ?? job.settled_by_email,
    reason: job.settle_reason,
    requestId: job.request_id,
    at: job.settled_at,
  }
  switch (job.ended_by) {
    case null:
      return [{ kind: 'over', status: job.status, at: job.completed_at }]
    case 'repair':
      return [
        { kind: 'over', status: job.status, at: job.completed_at },
        { kind: 'repaired', ...act },
      ]
    default:
      return [{ kind: 'ended', ending: job.ended_by, ...act, at: job.settled_at ?? job.completed_at }]
  }
}

function refund({ refunded_credits: credits, refund_id: id, settled_at: at, ...job }: JobDetails): TimelineEntry[] {
  const { settled_by_id: actorId, user_id: customerId, to_admin: toAdmin } = job
  if (credits) return [{ kind: 'refunded', credits, id, mark: refundMarkOf({ actorId, customerId, toAdmin }), at }]
  const { returned_credits, refunded_at } = job
  return job.refund_state === 'done'
    ? [{ kind: 'refunded_elsewhere', credits: returned_credits, id, at: refunded_at }]
    : []
}

function lateResults({ late_results }: JobDetails): TimelineEntry[] {
  return [...(late_results ?? [])].reverse().map((late) => ({
    kind: 'late_result',
    status: late.status,
    outputUrl: late.output_url,
    errorMessage: late.error_message,
    at: late.received_at,
  }))
}

// Null where no calendar goes: Postgres knows later years than a browser, and `infinity`.
function addSeconds(milliseconds: number, seconds: number) {
  const date = new Date(milliseconds + seconds * 1_000)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
