/** @type {import('./finding.js').Check<import('./finding.js').Catalogue>} */
export const backlogOfThePast = {
  code: 'backlog_of_the_past',
  level: 'warning',
  why: 'Support may have repaired them by hand, so the clock will leave them alone and their credits stay taken until an admin decides.',
  find: ({ backlog }) =>
    backlog
      .filter(({ jobs }) => jobs > 0)
      .map(({ name, jobs, credits }) => ({
        where: `public.${name}`,
        what: `Jobs past their limit by more than 24 hours: ${jobs}; credits that would go back: ${credits}.`,
        mend: 'Nothing to do before the installation: it puts them on the list "atenção", where each is ended with or without refund.',
        sql: [],
      })),
}
