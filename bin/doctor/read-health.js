import postgres from 'postgres'
import { z } from 'zod'
import { Failure } from '../failure.js'
import { failureOf } from './connection-failures.js'

/** @typedef {z.infer<typeof row>} Health */

// For all of it: a server can take the connection and never say a word.
const PATIENCE_MS = 15_000

const row = z.object({
  state: z.enum(['ok', 'late', 'down']),
  problems: z.array(z.string()),
  last_success_at: z.date().nullable(),
  age_seconds: z.int().nullable(),
  next_run_at: z.date().nullable(),
  failed_jobs_24h: z.int(),
  failed_runs_24h: z.int(),
  failed_cron_runs_24h: z.int(),
  attention_jobs: z.int(),
})

/** @param {import('./database-target.js').DatabaseTarget} target */
function connect(target) {
  return postgres({
    ...target,
    max: 1,
    connection: { application_name: 'estorno doctor' },
    // A pooler may hand each transaction to another session, so nothing is prepared and no types are asked for.
    prepare: false,
    fetch_types: false,
    onnotice: () => {},
  })
}

/** @param {postgres.Sql} sql */
async function query(sql) {
  const [first] = await sql.begin('read only', async (transaction) => {
    await transaction`set local statement_timeout = '10s'`
    return transaction`
      select state, to_json(problems) as problems, last_success_at, age_seconds, next_run_at,
        failed_jobs_24h, failed_runs_24h, failed_cron_runs_24h, attention_jobs
      from estorno.cleaner_health()`
  })
  const { data } = row.safeParse(first)
  if (!data)
    throw new Failure('the database answers in another form: its migrations are not of this version of estorno.')
  return data
}

/**
 * The cleaner's health as its database tells it.
 * @param {import('./database-target.js').DatabaseTarget} target
 * @returns {Promise<Health>}
 */
export async function readHealth(target) {
  const sql = connect(target)
  /** @type {NodeJS.Timeout | undefined} */
  let patience
  const silence = new Promise((_, reject) => {
    patience = setTimeout(() => reject(Object.assign(new Error(), { code: 'ETIMEDOUT' })), PATIENCE_MS)
  })
  try {
    return await Promise.race([query(sql), silence])
  } catch (error) {
    throw failureOf(error, target)
  } finally {
    clearTimeout(patience)
    await sql.end({ timeout: 0 })
  }
}
