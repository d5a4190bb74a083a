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
  'reason_required',
  'not_on_attention_list',
  'not_ended',
  'table_unusable',
  'table_busy',
  'table_not_ready',
  'limit_invalid',
  'clock_under_cap',
  'status_word_invalid',
  'status_known',
  'status_has_ended_jobs',
  'filter_invalid',
  'no_cap',
  'cap_raise_invalid',
  'cap_raise_waiting',
  'cap_raise_not_found',
  'cap_raise_expired',
  'own_cap_raise',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

export function refusalCodeOf(hint: unknown): RefusalCode | null {
  return REFUSAL_CODES.find((known) => known === hint) ?? null
}
