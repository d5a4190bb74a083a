/** @typedef {import('../catalogue/job-tables.js').JobTable} JobTable */

const indexes = /** @type {const} */ ([
  {
    kind: 'unfinished',
    on: (/** @type {JobTable} */ table) => `(created_at) where status <> all ('{${table.over_statuses.join(',')}}')`,
    use: 'leads to the unfinished jobs: each run of the cleanup reads the whole table',
  },
  {
    kind: 'history',
    on: () => '(created_at desc, id desc)',
    use: 'leads through all jobs by age: the panel reads the whole table',
  },
])

/** @type {import('./finding.js').Check<import('./finding.js').Catalogue>} */
export const indexMissing = {
  code: 'index_missing',
  level: 'warning',
  why: 'As the table grows, the cleanup gets slower and keeps rows locked that customers wait for.',
  find: ({ watched, indexes: there }) =>
    watched.flatMap((table) =>
      indexes
        .filter(({ kind }) => !there.some((known) => known.table === table.name && known[kind]))
        .map(({ kind, on, use }) => ({
          where: `public.${table.name}`,
          what: `No valid index ${use}.`,
          mend: 'Make it, outside a transaction (estorno makes it by itself on a table below a million rows).',
          sql: [`create index concurrently ${table.name}_${kind} on public.${table.name} ${on(table)};`],
        })),
    ),
}
