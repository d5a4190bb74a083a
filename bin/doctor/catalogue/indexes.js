import postgres from 'postgres'

/**
 * @typedef {{ table: string, unfinished: boolean, history: boolean }} JobIndexes
 * @typedef {Pick<import('./job-tables.js').JobTable, 'over_statuses' | 'other_statuses'>} StatusWords
 */

/**
 * Whether a partial index keeps the finished jobs out and lets every other status word in.
 * @param {import('postgres').TransactionSql} sql
 * @param {string} predicate
 * @param {StatusWords} table
 */
async function isOfUnfinished(sql, predicate, { over_statuses: over, other_statuses: other }) {
  const words = JSON.stringify([
    ...over.map((word) => ({ word, open: false })),
    ...[...other, 'some other word'].map((word) => ({ word, open: true })),
  ])
  try {
    const [fit] = await sql.savepoint(
      (inner) => inner`
        select bool_and((${inner.unsafe(predicate)}) = open) as fits
        from (select word as status, open from json_to_recordset(${words}::text::json) as t (word text, open boolean)) t`,
    )
    return fit?.fits === true
  } catch (error) {
    // A predicate on other columns than the status, or one that no word fits.
    if (error instanceof postgres.PostgresError) return false
    throw error
  }
}

/**
 * Which of these tables have the two indexes, whatever their names.
 * @param {import('postgres').TransactionSql} sql
 * @param {({ name: string } & StatusWords)[]} tables
 */
export async function readIndexes(sql, tables) {
  /** @type {JobIndexes[]} */
  const read = []
  for (const table of tables) {
    const byAge = await sql`
      select pg_get_expr(i.indpred, i.indrelid) as predicate from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] and a.attname = 'created_at'
      join pg_class c on c.oid = i.indexrelid
      join pg_am m on m.oid = c.relam and m.amname = 'btree'
      where i.indrelid = to_regclass(format('public.%I', ${table.name}::text)) and i.indisvalid`
    let unfinished = false
    for (const { predicate } of byAge) {
      unfinished ||= predicate !== null && (await isOfUnfinished(sql, predicate, table))
    }
    read.push({ table: table.name, unfinished, history: byAge.some(({ predicate }) => predicate === null) })
  }
  return read
}
