/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const triggerRefunds = {
  code: 'trigger_refunds',
  level: 'error',
  why: 'Whatever ends a job and gives its credits back, estorno or the project, pays twice, or has its own refund refused.',
  find: ({ functions, watched }) =>
    functions
      .filter(({ isTrigger, givesBack }) => isTrigger && givesBack)
      .flatMap(({ where, updateTriggers }) =>
        updateTriggers
          .filter(({ table }) => /_jobs$/i.test(table) || watched.some(({ name }) => name === table))
          .map(({ sqlTable, quoted }) => ({
            where,
            what: `It gives credits back when a row of ${sqlTable} changes (trigger ${quoted}).`,
            mend: 'Give back what the project itself fails where it fails it, in the same transaction, then switch the trigger off; what was forgotten, admin_reconcile lists.',
            sql: [`alter table ${sqlTable} disable trigger ${quoted};`],
          })),
      ),
}
