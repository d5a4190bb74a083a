import { z } from 'zod'
import { Failure } from '../failure.js'
import { readOnly } from './read-only.js'

/** @typedef {z.infer<typeof row>} Health */

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
  record_head: z.string().nullable(),
})

const NOT_INSTALLED = (/** @type {import('./database-target.js').DatabaseTarget} */ { database }) =>
  `estorno is not installed in the database "${database}": apply its migrations, or correct the URL.`

/** @type {import('./connection-failures.js').Errand} */
const errand = {
  name: 'estorno doctor',
  statementSeconds: 10,
  cannot: "tell the cleaner's health",
  byState: {
    42501: ({ user }) =>
      `"${user}" may not ask for the cleaner's health: grant it usage on schema estorno and execute on function estorno.cleaner_health(), or use the owner's URL.`,
  },
}

/**
 * @param {import('postgres').TransactionSql} transaction
 * @returns {Promise<Health>}
 */
export async function healthOf(transaction) {
  const [first] = await transaction`
    select state, to_json(problems) as problems, last_success_at, age_seconds, next_run_at,
      failed_jobs_24h, failed_runs_24h, failed_cron_runs_24h, attention_jobs, record_head
    from estorno.cleaner_health()`
  const { data } = row.safeParse(first)
  if (!data)
    throw new Failure('the database answers in another form: its migrations are not of this version of estorno.')
  return data
}

/**
 * The cleaner's health as its database tells it.
 * @param {import('./database-target.js').DatabaseTarget} target
 */
export const readHealth = (target) =>
  readOnly(target, errand, async (transaction) => {
    // Asked for, not guessed from an error: within a health function that is there, another one may be missing.
    const [there] = await transaction`select to_regprocedure('estorno.cleaner_health()') is not null as installed`
    if (!there?.installed) throw new Failure(NOT_INSTALLED(target))
    return healthOf(transaction)
  })
