import { z } from 'zod'

export const JOB_STATUSES = ['pending', 'queued', 'starting', 'running', 'completed', 'failed', 'cancelled'] as const
export type JobStatus = (typeof JOB_STATUSES)[number]

export const REFUND_STATES = ['done', 'not_charged', 'pending', 'failed'] as const
export type RefundState = (typeof REFUND_STATES)[number]

// The generated types call every returned column non-null, which a row may deny: rows are read here, and only here.
export const aiJobRow = z.object({
  table_name: z.string(),
  tool_label: z.string(),
  id: z.string(),
  task_id: z.string().nullable(),
  user_id: z.string().nullable(),
  customer_name: z.string().nullable(),
  customer_email: z.string().nullable(),
  // A host may use words of its own; `phase` says what they mean.
  status: z.string(),
  phase: z.enum(['waiting', 'running', 'over', 'unknown']),
  created_at: z.string().nullable(),
  started_at: z.string().nullable(),
  completed_at: z.string().nullable(),
  waiting_seconds: z.number().nullable(),
  running_seconds: z.number().nullable(),
  age_seconds: z.number().nullable(),
  limit_seconds: z.number().nullable(),
  stuck: z.boolean(),
  cost: z.number().nullable(),
  refundable_credits: z.number().nullable(),
  charge_proof: z.enum(['ledger', 'charged_column', 'presumed', 'not_charged', 'already_refunded']),
  ended_by: z.enum(['timeout', 'cancel', 'close', 'repair']).nullable(),
  refunded_credits: z.number().nullable(),
  error_message: z.string().nullable(),
  // Why a person has to look at it; the database may learn more reasons than this page has texts for.
  attention: z.string().nullable(),
  // Null while nothing was owed to the customer: delivered, or still within its limit.
  refund_state: z.enum(REFUND_STATES).nullable(),
  late_result: z.boolean(),
  // From whomever, where refunded_credits is what its end here gave.
  returned_credits: z.number().nullable(),
})

export type AiJobRow = z.infer<typeof aiJobRow>
export type ChargeProof = AiJobRow['charge_proof']

/** A job as the database saw it at `read_at` (milliseconds): ages grow from there. */
export type AiJob = AiJobRow & { read_at: number }

export function parseAiJobs(rows: unknown): AiJob[] {
  const read_at = Date.now()
  return z
    .array(aiJobRow)
    .parse(rows)
    .map((row) => ({ ...row, read_at }))
}

export function isUnfinished(job: AiJob) {
  return job.phase === 'waiting' || job.phase === 'running'
}

/** Whether an earlier try could not end it: this one may fail as well. */
export const hasFailedBefore = ({ attention }: AiJobRow) => attention === 'refund_failed' || attention === 'not_ended'

export function isJobStatus(status: string): status is JobStatus {
  return JOB_STATUSES.some((known) => known === status)
}

const aiTool = z.object({
  table_name: z.string(),
  label: z.string(),
  enabled: z.boolean(),
  queue_limit_seconds: z.number(),
  run_limit_seconds: z.number(),
  // The best proof of a charge that the table can give.
  charge_proof: z.enum(['ledger', 'charged_column', 'presumed']),
  // False when the host took the table or one of its columns away.
  usable: z.boolean(),
})
export type AiTool = z.infer<typeof aiTool>
export const parseAiTools = (rows: unknown): AiTool[] => z.array(aiTool).parse(rows)

/** Until the database has said which tools there are. */
export const TOOLS_ON_THEIR_WAY: AiTool[] = []

/** Whether an address may name this tool: an old link may name one that is registered no more. */
export const mayNameTool = (tools: AiTool[], table: string | null) =>
  tools === TOOLS_ON_THEIR_WAY || tools.some((tool) => tool.table_name === table)

const aiJobSummary = z.object({
  jobs: z.number(),
  in_progress: z.number(),
  stuck: z.number(),
  completed: z.number(),
  refunded_credits: z.number(),
  // Taken by jobs that delivered; what was cancelled, failed or ran out of time is no revenue.
  revenue_credits: z.number(),
})
export type AiJobSummary = z.infer<typeof aiJobSummary>

export function parseAiJobSummary(rows: unknown): AiJobSummary {
  return z.tuple([aiJobSummary]).parse(rows)[0]
}
