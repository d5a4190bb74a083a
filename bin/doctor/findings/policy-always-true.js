/**
 * @param {import('../catalogue/openings.js').TruePolicy} policy
 * @param {string | undefined} customerColumn
 */
const replacing = ({ table, quoted, verb }, customerColumn) => [
  `drop policy ${quoted} on public.${table};`,
  ...(verb === 'all'
    ? [
        `alter table public.${table} enable row level security;`,
        `create policy ${quoted} on public.${table} for select to authenticated using (${customerColumn} = (select auth.uid()));`,
      ]
    : []),
]

/** @type {import('./finding.js').Check<import('./finding.js').Catalogue>} */
export const policyAlwaysTrue = {
  code: 'policy_always_true',
  level: 'error',
  why: "Every row is everybody's: with a grant, which new tables often have by default, one customer writes the rows of all.",
  find: ({ money, truePolicies }) =>
    truePolicies.map((policy) => ({
      where: `policy ${policy.quoted} on public.${policy.table}`,
      what: `It is true for ${policy.verb === 'all' ? 'all verbs' : policy.verb}, and not for the service alone (which needs no policy).`,
      mend: 'Drop it; where it also let customers read, let them read their own rows.',
      sql: replacing(policy, money.find(({ table }) => table === policy.table)?.customerColumn),
    })),
}
