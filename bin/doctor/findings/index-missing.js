/** @typedef {{ name: string, partitioned: boolean, over_statuses: string[] }} Table */

const WANTED = {
  unfinished: {
    on: (/** @type {Table} */ table) => `(created_at) where status <> all ('{${table.over_statuses.join(',')}}')`,
    use: 'leads to the unfinished jobs: each run of the cleanup reads the whole table',
  },
  history: {
    on: () => '(created_at desc, id desc)',
    use: 'leads through all jobs by age: the panel reads the whole table',
  },
}
const KINDS = /** @type {const} */ (['unfinished', 'history'])

/**
 * The name that the migrations give an index; the next one when another index has it.
 * @param {string} name
 * @param {string[]} taken
 */
function freeName(name, taken) {
  let free = name
  for (let n = 2; taken.includes(free); n += 1) free = `${name}_${n}`
  return free
}

/**
 * The indexes that a table lacks, and the SQL that makes them. Everybody goes on meanwhile, except on a partitioned table, which cannot.
 * @param {Table} table
 * @param {import('../catalogue/indexes.js').JobIndexes[]} there
 */
export function missingIndexes(table, there) {
  const known = there.find(({ table: name }) => name === table.name)
  return KINDS.filter((kind) => !known?.[kind]).map((kind) => {
    const name = freeName(`${table.name.slice(0, 50)}_${kind}`, known?.taken ?? [])
    return {
      use: WANTED[kind].use,
      sql: `create index ${table.partitioned ? '' : 'concurrently '}${name} on public.${table.name} ${WANTED[kind].on(table)};`,
    }
  })
}

/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const indexMissing = {
  code: 'index_missing',
  level: 'warning',
  why: 'As the table grows, the cleanup gets slower and keeps rows locked that customers wait for.',
  find: ({ watched, indexes: there }) =>
    watched.flatMap((table) =>
      missingIndexes(table, there).map(({ use, sql }) => ({
        where: table.where,
        what: `No valid index ${use}.`,
        mend: 'Make it, outside a transaction (estorno makes it by itself on a table below a million rows).',
        sql: [sql],
      })),
    ),
}
