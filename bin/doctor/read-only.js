import postgres from 'postgres'
import { failureOf } from './connection-failures.js'

/** @typedef {import('./database-target.js').DatabaseTarget} DatabaseTarget */

// Beyond the statements: a server can take the connection and never say a word.
const CONNECTION_SECONDS = 5

/**
 * @param {DatabaseTarget} target
 * @param {string} name
 */
function connect(target, name) {
  return postgres({
    ...target,
    max: 1,
    connection: { application_name: name },
    // A pooler may hand each transaction to another session, so nothing is prepared and no types are asked for.
    prepare: false,
    fetch_types: false,
    onnotice: () => {},
  })
}

/**
 * What `query` reads in one transaction that cannot write. Throws a Failure, within the time given.
 * @template Result
 * @param {DatabaseTarget} target
 * @param {import('./connection-failures.js').Errand} errand
 * @param {(transaction: postgres.TransactionSql) => Promise<Result>} query
 * @returns {Promise<Result>}
 */
export async function readOnly(target, errand, query) {
  const { name, statementSeconds } = errand
  const sql = connect(target, name)
  /** @type {NodeJS.Timeout | undefined} */
  let patience
  const silence = new Promise((_, reject) => {
    const giveUp = () => reject(Object.assign(new Error(), { code: 'ETIMEDOUT' }))
    patience = setTimeout(giveUp, (statementSeconds + CONNECTION_SECONDS) * 1000)
  })
  /** @type {{ result?: Result }} */
  const answer = {}
  const transaction = sql.begin('read only', async (begun) => {
    await begun`select set_config('statement_timeout', ${`${statementSeconds}s`}, true)`
    answer.result = await query(begun)
  })
  try {
    await Promise.race([transaction, silence])
  } catch (error) {
    throw failureOf(error, target, errand)
  } finally {
    clearTimeout(patience)
    await sql.end({ timeout: 0 })
  }
  return /** @type {Result} */ (answer.result)
}
