import { withTraits } from '../function-traits.js'
import { healthOf } from '../read-health.js'
import { readOnly } from '../read-only.js'
import { readBacklog } from './backlog.js'
import { readCronJobs } from './cron-jobs.js'
import { readFunctions } from './functions.js'
import { readIndexes } from './indexes.js'
import { readJobTables } from './job-tables.js'
import { moneyTables } from './money-tables.js'
import { readOpenings, readTruePolicies } from './openings.js'
import { readBrokenRecords } from './records.js'

/** @typedef {Awaited<ReturnType<typeof readCatalogue>>} Catalogue */

/** @type {import('../connection-failures.js').Errand} */
const errand = {
  name: 'estorno doctor',
  // Job tables may be large, and have no index yet.
  statementSeconds: 60,
  cannot: 'be examined',
  byState: {
    42501: ({ user }) => `"${user}" may not read what has to be examined: use the owner's URL.`,
  },
}

/** @param {import('postgres').TransactionSql} sql */
async function readAll(sql) {
  const { installed, watched, unregistered } = await readJobTables(sql)
  const money = moneyTables({ watched, unregistered })
  const functions = await readFunctions(sql)
  const cronJobs = await readCronJobs(sql)
  return {
    installed,
    watched,
    unregistered,
    money,
    functions: withTraits(functions, watched),
    openings: await readOpenings(sql, money),
    truePolicies: await readTruePolicies(sql, money),
    indexes: await readIndexes(sql, [...watched, ...unregistered]),
    backlog: await readBacklog(sql),
    cronJobs: cronJobs ?? [],
    // Before the installation only one thing can be said of the cleaner: whether it could be scheduled.
    healthProblems: installed ? (await healthOf(sql)).problems : cronJobs ? [] : ['cron_absent'],
    brokenRecords: installed ? await readBrokenRecords(sql) : [],
  }
}

/**
 * All that the findings are made of, read in one transaction that cannot write.
 * @param {import('../database-target.js').DatabaseTarget} target
 */
export const readCatalogue = (target) => readOnly(target, errand, readAll)
