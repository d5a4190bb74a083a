/** @typedef {import('./read-backlog.js').Backlog} Backlog */

// As the migration makes them, under the same names: what is made beforehand is not made again.
const indexes = [
  {
    suffix: 'unfinished',
    on: `(created_at) where status <> all ('{completed,failed,cancelled}')`,
    known: `btree (created_at) WHERE (status <> ALL ('{completed,failed,cancelled}'::text[]))`,
  },
  { suffix: 'history', on: '(created_at desc, id desc)', known: 'btree (created_at DESC, id DESC)' },
]

/** @param {Backlog} backlog */
function hangingInWords({ name, missing, jobs, credits }) {
  if (missing.length > 0) return `  ${name}: not read, it lacks ${missing.join(', ')}`
  return `  ${name}: ${jobs} jobs, ${credits} credits`
}

/** @param {Backlog} backlog */
function indexLines({ name, large, indexes: there }) {
  if (!large) return []
  return indexes
    .filter(({ known }) => !there.some((definition) => definition.endsWith(known)))
    .map(({ suffix, on }) => `  create index concurrently ${name}_${suffix} on public.${name} ${on};`)
}

/** @param {Backlog[]} backlog */
export function backlogInWords(backlog) {
  if (backlog.length === 0) return 'In the database no job table waits to be registered.'
  const lines = backlog.flatMap(indexLines)
  return [
    'Past their limit by more than 24 hours; these wait on the list "atenção" for a person, the clock leaves them alone:',
    ...backlog.map(hangingInWords),
    ...(lines.length > 0
      ? [
          'Tables above a million rows; make their indexes first, outside a transaction, which locks nobody out:',
          ...lines,
        ]
      : []),
  ].join('\n')
}
