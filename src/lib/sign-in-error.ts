import { isAuthError, isAuthRetryableFetchError } from '@supabase/supabase-js'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const { errors } = texts.shell.signIn

const byCode = new Map<string | undefined, string>([
  ['invalid_credentials', errors.credentials],
  ['email_not_confirmed', errors.unconfirmed],
  ['over_request_rate_limit', errors.tooMany],
])

export function signInErrorText(error: unknown) {
  if (isAuthRetryableFetchError(error)) return errors.network
  if (!isAuthError(error)) return errors.other
  // Older auth servers answer a wrong password with a bare 400.
  return byCode.get(error.code) ?? (error.status === 400 ? errors.credentials : errors.other)
}
