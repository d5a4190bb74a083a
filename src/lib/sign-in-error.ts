import { isAuthError, isAuthRetryableFetchError } from '@supabase/supabase-js'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const byCode = new Map<string | undefined, 'credentials' | 'unconfirmed' | 'tooMany'>([
  ['invalid_credentials', 'credentials'],
  ['email_not_confirmed', 'unconfirmed'],
  ['over_request_rate_limit', 'tooMany'],
])

export function signInErrorText(error: unknown) {
  const { errors } = texts.shell.signIn
  if (isAuthRetryableFetchError(error)) return errors.network
  if (!isAuthError(error)) return errors.other
  // Older auth servers answer a wrong password with a bare 400.
  return errors[byCode.get(error.code) ?? (error.status === 400 ? 'credentials' : 'other')]
}
