import { z } from 'zod'
import { isNotAdmin, isSessionExpired } from '@/components/admin/ai-jobs/database-error'
import { type RefusalCode, refusalCodeOf } from '@/components/admin/ai-jobs/panel/refusal-code'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export const BAD_VALUE = '22023'
const BUSY = '55P03'
const REFUND_FAILED = 'PT500'
const TOO_MUCH = 'PT429'

type Refusal = {
  sqlState: string
  /** Why, for the page to say in its own words; null when it has none. */
  code: RefusalCode | null
  /** The database's own sentence, and what stands below it for a developer. */
  message: string
  detail: string | null
}

/** What the database itself says of an act that it refused; null when it said nothing that is meant for people. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  const sqlState = [BAD_VALUE, BUSY, REFUND_FAILED, TOO_MUCH].find((known) => known === error.code)
  if (sqlState === undefined) return null
  const detail = 'details' in error && typeof error.details === 'string' ? error.details : null
  return { sqlState, code: 'hint' in error ? refusalCodeOf(error.hint) : null, message: error.message, detail }
}

const waiting = z.object({ retryAfterSeconds: z.number().positive() })
const overCap = z.object({ askedCredits: z.number().int().nonnegative() })

/** How long the server wants to be left alone, as a refusal's detail has it; null when it does not say. */
export function secondsToWait(detail: string | null) {
  return read(waiting, detail)?.retryAfterSeconds ?? null
}

/** What would have gone back, had it not been above the day's cap. */
export function askedCredits(detail: string | null) {
  return read(overCap, detail)?.askedCredits ?? 0
}

function read<Shape>(shape: z.ZodType<Shape>, detail: string | null) {
  try {
    return shape.parse(JSON.parse(detail ?? ''))
  } catch {
    return null
  }
}

/** Why it was refused, in the language of the page where it has words for it, else in the database's. */
export function refusalText({ code, message, detail }: Pick<Refusal, 'code' | 'message' | 'detail'>) {
  return code === null ? message : texts.refusals.reasons[code](secondsToWait(detail))
}

/** Why an act failed, for the admin. */
export function actErrorText(error: unknown) {
  const refusal = refusalOf(error)
  if (refusal) return refusalText(refusal)
  if (isNotAdmin(error)) return texts.shell.notAdmin.title
  if (isSessionExpired(error)) return texts.shell.loadError.sessionExpired
  return texts.shell.actError
}

/** What the database wrote down of a refund that failed: for a developer, so it says whose words it is. */
export function actErrorDetail(error: unknown) {
  const refusal = refusalOf(error)
  const failed = refusal?.sqlState === REFUND_FAILED && refusal.detail
  return failed ? texts.refusals.databaseText(failed) : undefined
}
