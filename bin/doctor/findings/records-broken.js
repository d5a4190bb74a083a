/** @typedef {import('./finding.js').Check<import('./finding.js').Catalogue>} Check */

/** @type {Record<string, string>} */
const WHAT = {
  lines_missing: 'Lines that were sealed are gone.',
  lines_added: 'Lines were slipped in below a seal.',
  changed: 'A sealed line, its seal or the seal before is not what it was.',
  seal_missing: 'The seal before this one is gone.',
}

/** @type {Check} */
export const recordsBroken = {
  code: 'records_broken',
  level: 'error',
  why: 'Who got credits back, who decided it and who changed a limit can no longer be proven.',
  find: ({ brokenRecords = [] }) =>
    brokenRecords.map(({ record, first_id: first, last_id: last, problem }) => ({
      where: record === null ? 'estorno.seals' : `estorno.${record}, ids ${first} to ${last}`,
      what: WHAT[problem] ?? problem,
      mend: 'It cannot be mended, only explained: compare with a backup, and see who had the owner’s password. What is recorded from now on is sealed as before.',
      sql: [],
    })),
}

/** @type {Check} */
export const recordsUnverified = {
  code: 'records_unverified',
  level: 'warning',
  why: 'Nobody has looked whether the record is as it was sealed.',
  find: ({ brokenRecords }) =>
    brokenRecords
      ? []
      : [
          {
            where: 'estorno.seals',
            what: 'The record is too long to be read within the time of a statement here.',
            mend: 'Ask the database itself, with patience.',
            sql: ["set statement_timeout = '1h';", 'select * from estorno.verify_records();'],
          },
        ],
}
