import { readBacklog } from '../doctor/catalogue/backlog.js'
import { readIndexes } from '../doctor/catalogue/indexes.js'
import { BY_DEFAULT } from '../doctor/catalogue/job-tables.js'
import { readOnly } from '../doctor/read-only.js'

/** @typedef {Awaited<ReturnType<typeof readProspects>>} Prospects */

/** @type {import('../doctor/connection-failures.js').Errand} */
const errand = {
  name: 'estorno init',
  // The tables may be large and have no index yet.
  statementSeconds: 60,
  cannot: 'tell what hangs in it',
  byState: { 42501: ({ user }) => `"${user}" may not read the job tables: use the owner's URL.` },
}

/**
 * The tables that the migrations are about to register for the first time: what hangs in them, and their indexes.
 * @param {import('../doctor/database-target.js').DatabaseTarget} target
 * @param {string[]} waiting tables whose waiting jobs were not charged yet
 */
export function readProspects(target, waiting) {
  return readOnly(target, errand, async (sql) => {
    const backlog = await readBacklog(sql, waiting)
    const tables = backlog.map(({ name }) => ({ name, ...BY_DEFAULT }))
    return { backlog, indexes: await readIndexes(sql, tables) }
  })
}
