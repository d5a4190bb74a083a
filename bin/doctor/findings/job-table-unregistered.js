import { hasColumn } from '../catalogue/columns.js'
import { BY_DEFAULT } from '../catalogue/job-tables.js'
import { missingIndexes } from './index-missing.js'

/** @typedef {import('../catalogue/job-tables.js').UnregisteredTable} UnregisteredTable */

const TIME = 'timestamp with time zone'
const FIXED = { id: 'uuid', status: 'text', created_at: TIME, completed_at: TIME, error_message: 'text' }
// Of the columns that may have any name; what is registered under a wrong one loses or mints credits, so a person chooses.
const NAMED = [
  { argument: 'customer_column', usual: 'user_id', types: ['uuid'], holds: 'the customer' },
  { argument: 'cost_column', usual: 'user_credit_cost', types: ['integer', 'smallint'], holds: 'the price in credits' },
  { argument: 'started_column', usual: 'started_at', types: [TIME], holds: 'the start of the run' },
]
const OTHER_USES = [...Object.keys(FIXED), 'updated_at']
const MAPPED = [...BY_DEFAULT.over_statuses, ...BY_DEFAULT.other_statuses]

/** @param {string} name */
const inCapitals = (name) => name.replaceAll('_', ' ').replaceAll(/\b\w/g, (letter) => letter.toUpperCase())

/**
 * What a person has to say about a table, and what its registration then says.
 * @param {UnregisteredTable} table
 */
function openQuestions({ columns, words }) {
  const settings = []
  const questions = []
  for (const { argument, usual, types, holds } of NAMED) {
    if (types.some((type) => hasColumn(columns, usual, type))) continue
    const fitting = columns.filter(({ name, type }) => types.includes(type) && !OTHER_USES.includes(name))
    if (fitting.length > 0) {
      settings.push(`${argument} => '…'`)
      questions.push(`which column holds ${holds} (${fitting.map(({ name }) => name).join(', ')}?)`)
    } else if (argument === 'started_column') settings.push('started_column => null')
    else questions.push(`which column holds ${holds} (none of type ${types[0]} can; without one, leave the table out)`)
  }
  const unmapped = words.filter((word) => !MAPPED.includes(word))
  if (unmapped.length > 0) {
    settings.push(
      `waiting_statuses => '{…}', running_statuses => '{…}', over_statuses => '{…,failed,cancelled}', delivered_statuses => '{…}'`,
    )
    questions.push(
      `which of its status words mean waiting, running and over (so far in no list: ${unmapped.join(', ')})`,
    )
  }
  return { settings, questions }
}

/**
 * @param {UnregisteredTable} table
 * @param {boolean} installed
 * @param {import('../catalogue/indexes.js').JobIndexes[]} indexes
 */
function mending(table, installed, indexes) {
  const { name, columns, sqlName, partitioned } = table
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) {
    return { mend: 'Only names in lower case can be registered: rename it, if it holds AI jobs.', sql: [] }
  }
  const lacking = Object.entries(FIXED).filter(([column, type]) => !hasColumn(columns, column, type))
  const { settings, questions } = openQuestions(table)
  const call = `select estorno.register_job_table(${[`'${name}'`, `'${inCapitals(name)}'`, ...settings].join(', ')});`
  const repairs = [
    ...(table.unique_id ? [] : [`create unique index concurrently on ${sqlName} (id);`]),
    ...table.checks.map(
      ({ quoted, allowed }) =>
        `alter table ${sqlName} drop constraint ${quoted}, add constraint ${quoted} check ((${allowed}) or status in ('failed', 'cancelled'));`,
    ),
  ]
  const answers = [
    ...(partitioned && !table.unique_id
      ? [
          'It is partitioned by something else than its id, which no unique index can have alone: it cannot be registered so.',
        ]
      : []),
    ...(table.readable ? [] : ["Its rows cannot be read with this URL: see that its status words are the registry's."]),
    ...(lacking.length > 0 ? [`It lacks ${lacking.map((column) => column.join(' ')).join(', ')}.`] : []),
    ...(questions.length > 0 ? [`Say ${questions.join('; ')}: ${call}`] : []),
  ]
  const first = `Register it${installed ? '' : ' once estorno is installed'}; a table without credits may be left out.`
  return {
    mend: [first, ...answers].join(' '),
    sql: answers.length > 0 ? [] : [...repairs, ...missingIndexes(table, indexes).map(({ sql }) => sql), call],
  }
}

/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const jobTableUnregistered = {
  code: 'job_table_unregistered',
  level: 'warning',
  why: 'Nobody ends its stuck jobs, and what they cost stays taken.',
  find: ({ unregistered, installed, indexes }) =>
    unregistered.map((table) => ({
      where: table.where,
      what: 'It is called like a table of AI jobs and is not registered.',
      ...mending(table, installed, indexes),
    })),
}
