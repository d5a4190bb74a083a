import { BY_DEFAULT } from '../doctor/catalogue/job-tables.js'
import { missingIndexes } from '../doctor/findings/index-missing.js'

/** @typedef {import('../doctor/catalogue/backlog.js').Backlog} Backlog */

/** @param {Backlog} backlog */
function hangingInWords({ name, missing, jobs, credits }) {
  if (missing.length > 0) return `  ${name}: not read, it lacks ${missing.join(', ')}`
  return `  ${name}: ${jobs} jobs, ${credits} credits`
}

/**
 * A heading and its lines, when there are any.
 * @param {string} heading
 * @param {string[]} lines
 */
const section = (heading, lines) => (lines.length > 0 ? [heading, ...lines.map((line) => `  ${line}`)] : [])

/** @param {import('./read-prospects.js').Prospects} prospects */
export function backlogInWords({ backlog, indexes }) {
  if (backlog.length === 0) return 'In the database no job table waits to be registered.'
  const fit = backlog.filter(({ missing }) => missing.length === 0)
  const large = fit.filter((table) => table.large).map((table) => ({ ...BY_DEFAULT, ...table }))
  const unproven = fit.filter(({ provesCharge, waitingIsCharged }) => !provesCharge && waitingIsCharged)
  return [
    'Past their limit by more than 24 hours; these wait on the list "atenção" for a person, the clock leaves them alone:',
    ...backlog.map(hangingInWords),
    ...section(
      'Tables above a million rows; make their indexes first, outside a transaction, which locks nobody out:',
      large.flatMap((table) => missingIndexes(table, indexes).map(({ sql }) => sql)),
    ),
    ...section(
      'Nothing shows which jobs were charged, so the price of each is paid back. Where customers pay only when a job starts, say:',
      unproven.map(({ name }) => `--waiting-not-charged ${name}`),
    ),
  ].join('\n')
}
