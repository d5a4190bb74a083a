import { z } from 'zod'

/** @typedef {z.infer<typeof column>} Column */

const column = z.object({ name: z.string(), quoted: z.string(), type: z.string() })

/** A table's columns as `columnsOf` reads them, in their order. */
export const columns = z.array(column)

/**
 * SQL text that reads the columns of the relation with this oid.
 * @param {import('postgres').TransactionSql} sql
 * @param {string} oid
 */
export const columnsOf = (sql, oid) =>
  sql.unsafe(`
  (select json_agg(json_build_object('name', a.attname, 'quoted', quote_ident(a.attname), 'type', format_type(a.atttypid, null))
    order by a.attnum) from pg_attribute a where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped)`)

/**
 * @param {Column[]} all
 * @param {string} name
 * @param {string} [type]
 */
export const hasColumn = (all, name, type) =>
  all.some((column) => column.name === name && (type === undefined || column.type === type))
