import { z } from 'zod'

const attentionJob = z.object({
  table_name: z.string(),
  tool_label: z.string(),
  job_id: z.string(),
  customer_name: z.string().nullable(),
  customer_email: z.string().nullable(),
  status: z.string(),
  created_at: z.string().nullable(),
  credits: z.number().nullable(),
  // The database may learn more reasons than this page has texts for.
  reason: z.string(),
  detail: z.string().nullable(),
  tries: z.number(),
  first_tried_at: z.string().nullable(),
  last_tried_at: z.string().nullable(),
})
export type AttentionJob = z.infer<typeof attentionJob>
export const parseAttentionJobs = (rows: unknown): AttentionJob[] => z.array(attentionJob).parse(rows)

export const attentionKeyOf = ({ table_name, job_id }: AttentionJob) => `${table_name}/${job_id}`

/** What a person would call a change; one more try is none. */
export const attentionLookOf = ({ reason, detail, status, credits }: AttentionJob) =>
  JSON.stringify([reason, detail, status, credits])

const ATTENTION_REASONS = [
  'refund_failed',
  'not_ended',
  'busy',
  'overdue',
  'predates_installation',
  'unknown_age',
  'unknown_status',
  'table_disabled',
] as const
export type AttentionReason = (typeof ATTENTION_REASONS)[number]

/** Whether a job is past its limit for sure: of these nobody knows how old they are, or whether they are over. */
export const isSurelyStuck = ({ reason }: Pick<AttentionJob, 'reason'>) =>
  reason !== 'unknown_age' && reason !== 'unknown_status'

export type AttentionAct = 'retry' | 'cancel' | 'map_status' | 'open_tool' | 'close'

const acts = {
  refund_failed: ['retry', 'close'],
  not_ended: ['retry', 'close'],
  busy: ['retry', 'close'],
  overdue: ['retry', 'close'],
  predates_installation: ['cancel', 'close'],
  unknown_age: ['cancel', 'close'],
  // Whether such a job is unfinished nobody knows, so it cannot be cancelled either.
  unknown_status: ['map_status', 'close'],
  table_disabled: ['cancel', 'open_tool', 'close'],
} satisfies Record<AttentionReason, AttentionAct[]>

/** What mends it, the best first. */
export function actsFor({ reason, status }: Pick<AttentionJob, 'reason' | 'status'>): AttentionAct[] {
  // No word, so none whose meaning could be told.
  if (status === '') return ['close']
  const known = ATTENTION_REASONS.find((candidate) => candidate === reason)
  return known ? acts[known] : ['cancel', 'close']
}
