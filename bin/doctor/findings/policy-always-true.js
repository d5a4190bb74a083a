/**
 * @param {import('../catalogue/openings.js').TruePolicy} policy
 * @param {import('../catalogue/money-tables.js').MoneyTable} table
 */
const replacing = ({ quoted, verb }, { sqlName, customer }) => [
  `drop policy ${quoted} on ${sqlName};`,
  ...(verb === 'all' || verb === 'select'
    ? [
        `alter table ${sqlName} enable row level security;`,
        ...(customer === undefined
          ? []
          : [
              `create policy ${quoted} on ${sqlName} for select to authenticated using (${customer} = (select auth.uid()));`,
            ]),
      ]
    : []),
]

/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const policyAlwaysTrue = {
  code: 'policy_always_true',
  level: 'error',
  why: "Every row is everybody's: with a grant, which new tables often have by default, one customer reads or writes the rows of all.",
  find: ({ money, truePolicies }) =>
    money.flatMap((table) =>
      truePolicies
        .filter((policy) => policy.table === table.table)
        .map((policy) => ({
          where: policy.where,
          what: `It is true for ${policy.verb === 'all' ? 'all verbs' : policy.verb}, and not for the service alone (which needs no policy).`,
          mend: 'Drop it; where it let customers read, let them read their own rows.',
          sql: replacing(policy, table),
        })),
    ),
}
