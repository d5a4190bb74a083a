import postgres from 'postgres'
import { Failure } from '../failure.js'

/** @typedef {import('./database-target.js').DatabaseTarget} DatabaseTarget */
/** @typedef {Record<string, (target: DatabaseTarget, errand: Errand) => string>} ByState */
/**
 * Who asks, how long a statement may take, and what to say of a database that refuses.
 * @typedef {{ name: string, statementSeconds: number, cannot: string, byState: ByState }} Errand
 */

const REFUSED = (/** @type {DatabaseTarget} */ { user }) =>
  `the server refuses "${user}": correct user or password in the URL.`

/** @type {ByState} */
const anyErrand = {
  28000: REFUSED,
  '28P01': REFUSED,
  '3D000': ({ database }) => `there is no database "${database}" on this server: correct the URL.`,
  57014: ({ database }, { statementSeconds }) =>
    `the database "${database}" gave no answer within ${statementSeconds} s: see what locks or loads it, then ask again.`,
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? String(error.code) : undefined)

/**
 * What went wrong with the database, in one line without the password.
 * @param {unknown} error
 * @param {DatabaseTarget} target
 * @param {Errand} errand
 */
export function failureOf(error, target, errand) {
  const code = codeOf(error)
  if (error instanceof Failure || code === undefined) return error
  if (!(error instanceof postgres.PostgresError)) {
    return new Failure(
      `no connection to the database at ${target.host}:${target.port} (${code}): is the address right, is the server up, does the network let you through?`,
    )
  }
  const known = { ...anyErrand, ...errand.byState }[code]?.(target, errand)
  if (known) return new Failure(known)
  const message = error.message.replaceAll(/\s+/g, ' ')
  const safe = target.password ? message.replaceAll(target.password, '***') : message
  return new Failure(`the database cannot ${errand.cannot}: ${safe} (SQLSTATE ${code}).`)
}
