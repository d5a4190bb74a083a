import { z } from 'zod'
import { unlessRefused } from './unless-refused.js'

const names = z.array(z.object({ name: z.string() }))

/**
 * @typedef {{ table: string, unfinished: boolean, history: boolean, taken: string[] }} JobIndexes `taken`: names that no other can have
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
  const [fit] = await unlessRefused(
    sql,
    (inner) => inner`
      select bool_and((${inner.unsafe(predicate)}) = open) as fits
      from (select word as status, open from json_to_recordset(${words}::text::json) as t (word text, open boolean)) t`,
  )
  return fit?.fits === true
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
    const taken = names.parse(
      await sql`
        select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and starts_with(relname, left(${table.name}::text, 50))`,
    )
    read.push({
      table: table.name,
      unfinished,
      history: byAge.some(({ predicate }) => predicate === null),
      taken: taken.map(({ name }) => name),
    })
  }
  return read
}
