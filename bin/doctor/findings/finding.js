/**
 * @typedef {'error' | 'warning'} Level
 * @typedef {{ where: string, what: string, mend: string, sql: string[] }} Place one place where a check fails; `sql` is
 *   empty when only a person can mend it
 * @typedef {{ level: Level, code: string, why: string } & Place} Finding
 * @typedef {import('../function-traits.js').ExaminedFunction} ExaminedFunction
 */

/**
 * What is looked at. A folder's files tell all but what only rows and the whole catalogue tell, and its Edge Functions.
 * `edgeUpdates`: where one of those refunds and ends a job by its id alone.
 * @typedef {import('../catalogue/read-catalogue.js').Catalogue} Catalogue
 * @typedef {Omit<Catalogue, 'backlog' | 'brokenRecords' | 'healthProblems'> & { edgeUpdates?: string[] }} Text
 */

/**
 * @template Read
 * @typedef {{ code: string, level: Level, why: string, find: (read: Read) => Place[] }} Check
 */

/**
 * @template Read
 * @param {Check<Read>[]} checks
 * @param {Read} read
 * @returns {Finding[]}
 */
export const findAll = (checks, read) =>
  checks.flatMap(({ code, level, why, find }) => find(read).map((place) => ({ level, code, why, ...place })))
