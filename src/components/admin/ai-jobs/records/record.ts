import { z } from 'zod'

const END_KINDS = ['timeout', 'cancel', 'close', 'repair'] as const
const CAP_KINDS = ['cap_raise_request', 'cap_raise'] as const
export const RECORD_KINDS = [...END_KINDS, 'tool_change', 'setting_change', ...CAP_KINDS] as const
export type RecordKind = (typeof RECORD_KINDS)[number]
export type EndKind = (typeof END_KINDS)[number]
export type CapKind = (typeof CAP_KINDS)[number]

/** Columns of a tool or settings that changed; limits in whole minutes. A developer may change any other one as well. */
const toolColumns = z
  .object({
    queue_limit_minutes: z.number(),
    run_limit_minutes: z.number(),
    enabled: z.boolean(),
    waiting_statuses: z.array(z.string()),
    running_statuses: z.array(z.string()),
    over_statuses: z.array(z.string()),
    delivered_statuses: z.array(z.string()),
    credits: z.number(), // what a cap is to be raised by
  })
  .partial()
  .catchall(z.unknown())
export type ToolColumns = z.infer<typeof toolColumns>

const actRecord = z.object({
  kind: z.enum(RECORD_KINDS),
  at: z.string(),
  key: z.string(),
  actor: z.enum(['cron', 'service', 'admin', 'developer']),
  actor_id: z.string().nullable(),
  actor_name: z.string().nullable(),
  actor_email: z.string().nullable(),
  // Null where a setting changed: it holds for all tools.
  table_name: z.string().nullable(),
  tool_label: z.string().nullable(),
  // What follows up to the credits is null for a change; names and e-mails are so once a person is gone.
  job_id: z.string().nullable(),
  user_id: z.string().nullable(),
  customer_name: z.string().nullable(),
  customer_email: z.string().nullable(),
  to_admin: z.boolean(),
  reason: z.string().nullable(),
  status_before: z.string().nullable(),
  status_after: z.string().nullable(),
  refunded_credits: z.number().nullable(),
  // Null before: the tool came; null after: it went.
  before: toolColumns.nullable(),
  after: toolColumns.nullable(),
  request_id: z.string().nullable(),
})
/** Somebody ended a job, or changed a tool, a setting or a cap. */
export type ActRecord = z.infer<typeof actRecord>
export type Actor = ActRecord['actor']
export const parseRecords = (rows: unknown): ActRecord[] => z.array(actRecord).parse(rows)

export const recordKeyOf = ({ key }: ActRecord) => key

const recordAdmin = z.object({ actor_id: z.string(), name: z.string().nullable(), email: z.string().nullable() })
export type RecordAdmin = z.infer<typeof recordAdmin>
export const parseRecordAdmins = (rows: unknown): RecordAdmin[] => z.array(recordAdmin).parse(rows)

/** Whom credits went back to, where it has to be seen: the admin who gave them, or an admin by whomever's act. */
export type RefundMark = 'own' | 'admin'

export function refundMarkOf(refund: {
  actorId: string | null
  customerId: string | null
  toAdmin: boolean
}): RefundMark | null {
  if (!refund.toAdmin) return null
  return refund.actorId !== null && refund.actorId === refund.customerId ? 'own' : 'admin'
}
