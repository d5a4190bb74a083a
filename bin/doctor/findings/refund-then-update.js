/** @typedef {import('./finding.js').Place} Place */

/**
 * The same in a database function and in an Edge Function.
 * @param {string} where
 * @returns {Place}
 */
const place = (where) => ({
  where,
  what: 'It gives credits back and ends the job by its id alone, whatever its status is by then.',
  mend: "Let it call estorno's admin_cancel_ai_job, or end the job first, with its status in the where clause, and give back only what that update returned.",
  sql: [],
})

/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const refundThenUpdate = {
  code: 'refund_then_update',
  level: 'error',
  why: 'A job that completes in between, or is cancelled twice, is paid back although it was delivered or paid back before.',
  find: ({ functions, edgeUpdates = [] }) => [
    ...functions
      .filter(({ refunds, updatesUnguarded }) => refunds && updatesUnguarded)
      .map(({ where }) => place(where)),
    ...edgeUpdates.map(place),
  ],
}
