/** What the functions of the database say of a refusal beside their sentence, as the error's hint or `problem_code`. */
export const REFUSAL_CODES = [
  'not_admin',
  'table_not_registered',
  'bad_reason',
  'unknown_status',
  'job_busy',
  'refund_failed',
  'other_code_moved_credits',
  'status_kept',
  'rate_limited',
  'daily_cap',
  'jobs_malformed',
  'tool_value_invalid',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

export function refusalCodeOf(hint: unknown): RefusalCode | null {
  return REFUSAL_CODES.find((known) => known === hint) ?? null
}
