/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const creditsWithoutLock = {
  code: 'credits_without_lock',
  level: 'error',
  why: 'Two of them at once both start from the old balance: one refund or one purchase is lost, or counted twice in the parts.',
  find: ({ functions }) =>
    functions
      .filter(({ writesStaleBalance }) => writesStaleBalance)
      .map(({ where }) => ({
        where,
        what: 'It reads the balance, then writes it, and has locked nothing in between.',
        mend: 'Read the row with "select … for update", or write in one statement: set balance = balance + amount.',
        sql: [],
      })),
}
