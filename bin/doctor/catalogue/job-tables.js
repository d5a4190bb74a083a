import { z } from 'zod'
import { columns, columnsOf, hasColumn } from './columns.js'
import { unlessRefused } from './unless-refused.js'

/**
 * `where`: for a person to look; `words`: the status words of its rows, and of a new one; `checks`: those that let no job fail.
 * @typedef {z.infer<typeof watchedRows>[number] & { where: string, sqlName: string, provesCharge: boolean }} JobTable
 * @typedef {typeof BY_DEFAULT & z.infer<typeof alikeRows>[number] & { where: string, sqlName: string, words: string[] }} UnregisteredTable
 * @typedef {{ installed: boolean, watched: JobTable[], unregistered: UnregisteredTable[] }} JobTables
 */

const watchedRows = z.array(
  z.object({
    name: z.string(),
    customer_column: z.string(),
    cost_column: z.string(),
    over_statuses: z.array(z.string()),
    ending_statuses: z.array(z.string()),
    other_statuses: z.array(z.string()),
    waiting_is_charged: z.boolean(),
    partitioned: z.boolean(),
    columns,
  }),
)
const alikeRows = z.array(
  z.object({
    name: z.string(),
    quoted: z.string(),
    partitioned: z.boolean(),
    columns,
    status_default: z.string().nullable(),
    readable: z.boolean(),
    unique_id: z.boolean(),
    checks: z.array(z.object({ quoted: z.string(), allowed: z.string() })),
  }),
)
/** @typedef {z.infer<typeof alikeRows>[number]} AlikeTable */
const words = z.array(z.object({ word: z.string() }))

/** As the registry describes a table when nothing is said of it; `ending_statuses`: over, and nothing delivered. */
export const BY_DEFAULT = {
  customer_column: 'user_id',
  cost_column: 'user_credit_cost',
  over_statuses: ['completed', 'failed', 'cancelled'],
  ending_statuses: ['failed', 'cancelled'],
  other_statuses: ['pending', 'queued', 'starting', 'running'],
  waiting_is_charged: true,
}

/** Those that the migrations register by themselves. */
export const KNOWN = ['pose_changer_jobs', 'upscaler_jobs', 'veste_ai_jobs', 'video_upscaler_jobs']

/** @param {import('postgres').TransactionSql} sql */
async function registered(sql) {
  const [found] = await sql`select to_regclass('estorno.job_tables') is not null as installed`
  if (!found?.installed) return undefined
  return sql`
    select table_name as name, customer_column, cost_column, to_json(over_statuses) as over_statuses,
      to_json(array(select unnest(over_statuses) except select unnest(delivered_statuses))) as ending_statuses,
      to_json(waiting_statuses || running_statuses) as other_statuses, waiting_is_charged
    from estorno.job_tables`
}

/**
 * Whether the ledger's lines can name the job they belong to.
 * @param {import('postgres').TransactionSql} sql
 */
export async function ledgerNamesJobs(sql) {
  const [ledger] = await sql`
    select 2 = (select count(*) from pg_attribute a where a.attrelid = to_regclass('public.upscaler_credit_transactions')
      and (a.attname, a.atttypid) in (('job_table', 'text'::regtype), ('job_id', 'uuid'::regtype)) and not a.attisdropped) as names_jobs`
  return ledger?.names_jobs === true
}

/**
 * Of a large table some of the rows tell enough.
 * @param {import('postgres').TransactionSql} sql
 * @param {AlikeTable} table
 */
async function statusWords(sql, { name, columns: there, status_default: byDefault, readable }) {
  if (!hasColumn(there, 'status')) return []
  const found = readable
    ? words.parse(
        await sql`
          select distinct status::text as word from (select status from public.${sql(name)} limit 10000) t where status is not null`,
      )
    : []
  const first = /^'([^']*)'/.exec(byDefault ?? '')?.[1]
  return [...new Set([...(first === undefined ? [] : [first]), ...found.map(({ word }) => word)])].sort()
}

/**
 * The checks of a table that let no job fail or be cancelled.
 * @param {import('postgres').TransactionSql} sql
 * @param {AlikeTable} table
 */
async function checksAgainstEnds(sql, { checks }) {
  const against = []
  for (const check of checks) {
    const [met] = await unlessRefused(
      sql,
      (inner) => inner`
        select bool_or((${inner.unsafe(check.allowed)}) is false) as refuses from (values ('failed'), ('cancelled')) t (status)`,
    )
    if (met?.refuses === true) against.push(check)
  }
  return against
}

/**
 * The registered tables (before the installation: those that it will register) and those that look like one.
 * @param {import('postgres').TransactionSql} sql
 * @returns {Promise<JobTables>}
 */
export async function readJobTables(sql) {
  const registry = await registered(sql)
  const tables = JSON.stringify(registry ?? KNOWN.map((name) => ({ name, ...BY_DEFAULT })))
  const namesJobs = await ledgerNamesJobs(sql)
  const watched = watchedRows.parse(
    await sql`
      select t.*, c.relkind = 'p' as partitioned, ${columnsOf(sql, 'c.oid')} as columns
      from json_to_recordset(${tables}::text::json) as t
        (name text, customer_column text, cost_column text, over_statuses json, ending_statuses json, other_statuses json,
          waiting_is_charged boolean)
      join pg_class c on c.oid = to_regclass(format('public.%I', t.name)) and c.relkind in ('r', 'p')
      order by t.name`,
  )
  const alike = alikeRows.parse(
    await sql`
      select c.relname as name, quote_ident(c.relname) as quoted, c.relkind = 'p' as partitioned, coalesce(${columnsOf(sql, 'c.oid')}, '[]') as columns,
        (select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d
         join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum and a.attname = 'status' where d.adrelid = c.oid) as status_default,
        has_table_privilege(c.oid, 'select') as readable,
        exists (select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] and a.attname = 'id'
          where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indnkeyatts = 1 and i.indpred is null) as unique_id,
        (select coalesce(json_agg(json_build_object('quoted', quote_ident(k.conname), 'allowed', pg_get_expr(k.conbin, k.conrelid)) order by k.conname), '[]')
         from pg_constraint k where k.conrelid = c.oid and k.contype = 'c') as checks
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname ~* '_jobs$' order by 1`,
  )
  const unregistered = []
  for (const table of alike) {
    if (watched.some(({ name }) => name === table.name)) continue
    const sqlName = `public.${table.quoted}`
    const checks = await checksAgainstEnds(sql, table)
    unregistered.push({
      ...BY_DEFAULT,
      ...table,
      checks,
      where: sqlName,
      sqlName,
      words: await statusWords(sql, table),
    })
  }
  return {
    installed: registry !== undefined,
    watched: watched.map((table) => ({
      ...table,
      where: `public.${table.name}`,
      sqlName: `public.${table.name}`,
      provesCharge: namesJobs || hasColumn(table.columns, 'credits_charged', 'boolean'),
    })),
    unregistered,
  }
}
