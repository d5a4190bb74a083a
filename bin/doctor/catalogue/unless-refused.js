import postgres from 'postgres'

/**
 * What an expression of the project's own gives; nothing when it cannot be asked alone, as one on other columns.
 * @template Row
 * @param {import('postgres').TransactionSql} sql
 * @param {(inner: import('postgres').TransactionSql) => Promise<Row[]>} ask
 * @returns {Promise<Row[]>}
 */
export async function unlessRefused(sql, ask) {
  /** @type {{ rows: Row[] }} */
  const answer = { rows: [] }
  try {
    await sql.savepoint(async (inner) => {
      answer.rows = await ask(inner)
    })
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error
  }
  return answer.rows
}
