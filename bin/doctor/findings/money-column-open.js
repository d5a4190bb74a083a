/** @typedef {import('../catalogue/openings.js').Opening} Opening */

/** @param {Opening[]} openings */
const unique = (openings, /** @type {(o: Opening) => string[]} */ of) => [...new Set(openings.flatMap(of))]

/**
 * The verbs taken from everybody, and given back to customers for the columns that are theirs, where policies say which rows.
 * @param {import('../catalogue/money-tables.js').MoneyTable} table
 * @param {Opening[]} openings
 */
function closing({ sqlName, givenBack }, openings) {
  const verbs = unique(openings, ({ verb }) => [verb])
  const toCustomers = openings.filter(({ role, secured }) => role === 'authenticated' && secured)
  const grants = givenBack.length > 0 ? unique(toCustomers, ({ verb }) => [`${verb} (${givenBack.join(', ')})`]) : []
  return [
    `revoke ${verbs.join(', ')} on ${sqlName} from public, anon, authenticated;`,
    ...(grants.length > 0 ? [`grant ${grants.join(', ')} on ${sqlName} to authenticated;`] : []),
  ]
}

/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const moneyColumnOpen = {
  code: 'money_column_open',
  level: 'error',
  why: 'A customer writes a balance, or raises the price of their own job and waits for the refund to pay it.',
  find: ({ money, openings }) =>
    money.flatMap((table) => {
      const open = openings.filter((opening) => opening.table === table.table)
      if (open.length === 0) return []
      const secured = open.every((opening) => opening.secured)
      const roles = unique(open, ({ role }) => [role]).join(' and ')
      const verbs = unique(open, ({ verb }) => [verb]).join(' and ')
      const columns = unique(open, (opening) => opening.columns).join(', ')
      return {
        where: table.where,
        what: `${roles} can ${verbs} ${columns}: by grants and ${secured ? 'a policy that lets them' : 'row security being off'}.`,
        mend: 'Let the service alone write what a job costs and where it stands; columns made later are closed as well.',
        sql: closing(table, open),
      }
    }),
}
