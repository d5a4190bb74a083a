/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const refundAlwaysMonthly = {
  code: 'refund_always_monthly',
  level: 'warning',
  why: 'Credits that were bought for good come back as ones that the next month wipes out.',
  find: ({ functions }) =>
    functions
      .filter(({ name, paysMonthlyOnly }) => /refund|estorn/.test(name) && paysMonthlyOnly)
      .map(({ where }) => ({
        where,
        what: 'It always pays into the monthly bucket.',
        mend: 'Pay into lifetime_balance, apart from the part that was taken from the monthly one: estorno says how much in the setting app.refund_to_monthly.',
        sql: [],
      })),
}
