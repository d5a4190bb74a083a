const INSUFFICIENT_PRIVILEGE = '42501'
const EXPIRED_TOKEN_CODES = ['PGRST301', 'PGRST303']

function codeOf(error: unknown) {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

export function isNotAdmin(error: unknown) {
  return codeOf(error) === INSUFFICIENT_PRIVILEGE
}

export function isSessionExpired(error: unknown) {
  return EXPIRED_TOKEN_CODES.some((code) => code === codeOf(error))
}
