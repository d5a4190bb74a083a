const TOKEN = /(?:\bbearer\s+)?\beyJ[\w-]{10,}\.([\w-]+)(?:\.[\w-]*)?/gi
// What every visitor of the app has as well.
const PUBLIC_KEY = /(?:\bbearer\s+)?\bsb_publishable_\w+/gi
const LITERAL_KEY = /eyJ[\w-]{10,}\.[\w-]+|sb_secret_\w+|bearer\s+[\w.-]{16,}/i
// A header's name, and its value in quotes; a parameter of an address.
const LITERAL_SECRET =
  /["'][\w-]*(?:secret|token|api-?key|password|authorization)[\w-]*["']+\s*[:,]\s*["']+(?:\w+\s+)?[^"'\s]{8,}["']|[?&][\w-]*(?:secret|token|key|password)[\w-]*=[^"'\s&]{8,}/i
const NAMES_A_KEY = /service_role|bearer\s/i

/** @param {string} payload the middle of a token */
function isAnonymous(payload) {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()).role === 'anon'
  } catch {
    return false
  }
}

// A key that is read from the vault when the command runs is where it belongs.
/** @param {string} command */
function holdsKey(command) {
  const rest = command
    .replaceAll(TOKEN, (token, payload) => (isAnonymous(payload) ? '' : token))
    .replaceAll(PUBLIC_KEY, '')
  return LITERAL_KEY.test(rest) || LITERAL_SECRET.test(rest) || (NAMES_A_KEY.test(rest) && !/\bvault\./i.test(rest))
}

/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const keyInCron = {
  code: 'key_in_cron',
  level: 'error',
  why: 'The service key opens every row and every function, a secret what it guards. A command is kept in clear text, with each of its runs, in each dump and in git.',
  find: ({ cronJobs }) =>
    cronJobs
      .filter(({ command }) => holdsKey(command))
      .map(({ where }) => ({
        where,
        what: 'Its command holds a key of the service or a secret, or takes one from a setting.',
        mend: 'Replace the key, keep the new one in the vault, and read it in the command: (select decrypted_secret from vault.decrypted_secrets where name = …). estorno needs none: its command calls the database function.',
        sql: [],
      })),
}
