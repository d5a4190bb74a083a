/** @type {import('./finding.js').Check<import('./finding.js').Catalogue>} */
export const tableProvesNothing = {
  code: 'table_proves_nothing',
  level: 'warning',
  why: 'Its price counts as taken: a job that was never charged, as one of an unlimited plan, is paid back all the same.',
  find: ({ watched, installed }) =>
    watched
      .filter(({ provesCharge }) => !provesCharge)
      .map(({ name, where, waiting_is_charged: waitingIsCharged }) => ({
        where,
        what: 'Nothing shows which of its jobs were charged: no credits_charged (boolean), no job in the ledger.',
        mend: [
          'Let whatever charges a job write job_table and job_id into the ledger, or credits_charged into the job.',
          ...(waitingIsCharged
            ? [
                `When customers pay at the start of the run, ${installed ? 'register the table with waiting_is_charged => false' : `install with: estorno init --waiting-not-charged ${name}`}.`,
              ]
            : []),
        ].join(' '),
        sql: [],
      })),
}
