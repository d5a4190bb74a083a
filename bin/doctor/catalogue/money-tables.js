/** @typedef {{ table: string, columns: string[], customerColumn: string, givenBack: string[] }} MoneyTable */

const OF_A_JOB = ['status', 'credits_charged', 'credits_refunded']

/** @param {string} table */
const whole = (table) => ({ table, columns: [], customerColumn: 'user_id', givenBack: [] })

/**
 * Tables and columns that only the service may write: of credits and ledger all of them (none named), of a job what it
 * costs and where it stands. `givenBack`: columns that customers may go on writing.
 * @param {import('./job-tables.js').JobTable[]} jobTables
 * @returns {MoneyTable[]}
 */
export function moneyTables(jobTables) {
  const jobs = jobTables.map((table) => {
    const columns = [table.cost_column, ...OF_A_JOB]
    return {
      table: table.name,
      columns,
      customerColumn: table.customer_column,
      givenBack: table.columns.filter((column) => !columns.includes(column)),
    }
  })
  return [whole('upscaler_credits'), whole('upscaler_credit_transactions'), ...jobs]
}
