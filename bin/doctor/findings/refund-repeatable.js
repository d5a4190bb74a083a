/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const refundRepeatable = {
  code: 'refund_repeatable',
  level: 'error',
  why: 'Called twice, by a click or by a webhook that is sent again, it pays the same job twice.',
  find: ({ functions }) =>
    functions
      .filter(({ paysAgain, isTrigger }) => paysAgain && !isTrigger)
      .map(({ where }) => ({
        where,
        what: 'It gives the credits of a job back, and neither a lock on the job, a guarded update of it nor a key keeps it from doing so again.',
        mend: "Let it call estorno's admin_cancel_ai_job, or claim the job first (update … set credits_refunded = true where id = … and not credits_refunded) and give back only what that update returned.",
        sql: [],
      })),
}
