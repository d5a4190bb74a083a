/**
 * @typedef {'error' | 'warning'} Level
 * @typedef {{ where: string, what: string, mend: string, sql: string[] }} Place one place where a check fails; `sql` is
 *   empty when only a person can mend it
 * @typedef {{ level: Level, code: string, why: string } & Place} Finding
 * @typedef {import('../function-traits.js').SqlFunction & import('../function-traits.js').Traits & { movesMoney: boolean }} ExaminedFunction
 */

/**
 * What is looked at. A folder's files tell functions and cron commands, a database all of it but its Edge Functions.
 * `edgeUpdates`: where one of those refunds and ends a job by its id alone.
 * @typedef {Pick<import('../catalogue/read-catalogue.js').Catalogue, 'functions' | 'cronJobs'> & { edgeUpdates?: string[] }} Scripts
 * @typedef {import('../catalogue/read-catalogue.js').Catalogue} Catalogue
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
