import { isNotAdmin, isSessionExpired } from '@/components/admin/ai-jobs/database-error'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export const BAD_VALUE = '22023'
const BUSY = '55P03'
const REFUND_FAILED = 'PT500'

type Refusal = { code: string; message: string; detail: string | null }

/** What the database itself says of an act that it refused; null when it said nothing that is meant for people. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  const code = [BAD_VALUE, BUSY, REFUND_FAILED].find((known) => known === error.code)
  if (code === undefined) return null
  const detail = 'details' in error && typeof error.details === 'string' ? error.details : null
  return { code, message: error.message, detail }
}

/** Why an act failed, for the admin. */
export function actErrorText(error: unknown) {
  const refusal = refusalOf(error)
  if (refusal) return refusal.message
  if (isNotAdmin(error)) return texts.shell.notAdmin.title
  if (isSessionExpired(error)) return texts.shell.loadError.sessionExpired
  return texts.shell.actError
}
