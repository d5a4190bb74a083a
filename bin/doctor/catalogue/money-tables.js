/**
 * @typedef {{ table: string, where: string, sqlName: string, columns: string[], customer: string | undefined, givenBack: string[], readable: boolean }} MoneyTable
 */

const OF_A_JOB = ['status', 'credits_charged', 'credits_refunded']
const PRICE = /credit|cost|price/i

/**
 * @param {string} table
 * @param {boolean} [readable]
 */
const whole = (table, readable = false) => ({
  table,
  where: `public.${table}`,
  sqlName: `public.${table}`,
  columns: [],
  customer: 'user_id',
  givenBack: [],
  readable,
})

/**
 * @param {Pick<import('./job-tables.js').JobTable, 'name' | 'where' | 'sqlName' | 'columns'>} table
 * @param {string[]} columns
 * @param {string} customerColumn
 */
const ofJobs = ({ name, where, sqlName, columns: all }, columns, customerColumn) => ({
  table: name,
  where,
  sqlName,
  columns,
  customer: all.find((column) => column.name === customerColumn)?.quoted,
  givenBack: all.filter((column) => !columns.includes(column.name)).map(({ quoted }) => quoted),
  readable: false,
})

/**
 * Tables and columns that only the service may write: of credits, ledger and roles all of them (none named), of a job what it
 * costs and where it stands. `givenBack`: columns that customers may go on writing; `readable`: anybody may read it.
 * @param {Pick<import('./job-tables.js').JobTables, 'watched' | 'unregistered'>} jobTables
 * @returns {MoneyTable[]}
 */
export function moneyTables({ watched, unregistered }) {
  const priced = unregistered.flatMap((table) => {
    const prices = table.columns.map(({ name }) => name).filter((name) => PRICE.test(name))
    return prices.length > 0 ? ofJobs(table, ['status', ...prices], 'user_id') : []
  })
  return [
    whole('upscaler_credits'),
    whole('upscaler_credit_transactions'),
    whole('user_roles', true),
    ...watched.map((table) => ofJobs(table, [table.cost_column, ...OF_A_JOB], table.customer_column)),
    ...priced,
  ]
}
