import postgres from 'postgres'
import { Failure } from '../failure.js'

/** @typedef {import('./database-target.js').DatabaseTarget} DatabaseTarget */

const NOT_INSTALLED = (/** @type {DatabaseTarget} */ { database }) =>
  `estorno is not installed in the database "${database}": apply its migrations, or correct the URL.`
const REFUSED = (/** @type {DatabaseTarget} */ { user }) =>
  `the server refuses "${user}": correct user or password in the URL.`

/** @type {Record<string, (target: DatabaseTarget) => string>} */
const byState = {
  28000: REFUSED,
  '28P01': REFUSED,
  '3D000': ({ database }) => `there is no database "${database}" on this server: correct the URL.`,
  '3F000': NOT_INSTALLED,
  42883: NOT_INSTALLED,
  42501: ({ user }) =>
    `"${user}" may not ask for the cleaner's health: grant it usage on schema estorno and execute on function estorno.cleaner_health(), or use the owner's URL.`,
  57014: ({ database }) =>
    `the database "${database}" gave no answer within 10 s: see what locks or loads it, then ask again.`,
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? String(error.code) : undefined)

/**
 * What went wrong with the database, in one line without the password.
 * @param {unknown} error
 * @param {DatabaseTarget} target
 */
export function failureOf(error, target) {
  const code = codeOf(error)
  if (error instanceof Failure || code === undefined) return error
  if (!(error instanceof postgres.PostgresError)) {
    return new Failure(
      `no connection to the database at ${target.host}:${target.port} (${code}): is the address right, is the server up, does the network let you through?`,
    )
  }
  const known = byState[code]?.(target)
  if (known) return new Failure(known)
  const message = error.message.replaceAll(/\s+/g, ' ')
  const safe = target.password ? message.replaceAll(target.password, '***') : message
  return new Failure(`the database cannot tell the cleaner's health: ${safe} (SQLSTATE ${code}).`)
}
