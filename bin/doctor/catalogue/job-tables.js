import { z } from 'zod'

/**
 * @typedef {z.infer<typeof rows>[number]} JobTable
 * @typedef {{ installed: boolean, watched: JobTable[], unregistered: string[] }} JobTables
 */

const rows = z.array(
  z.object({
    name: z.string(),
    customer_column: z.string(),
    cost_column: z.string(),
    over_statuses: z.array(z.string()),
    other_statuses: z.array(z.string()),
    columns: z.array(z.string()),
    proves_charge: z.boolean(),
  }),
)

// As the registry describes a table when nothing is said of it.
const KNOWN = ['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'].map((name) => ({
  name,
  customer_column: 'user_id',
  cost_column: 'user_credit_cost',
  over_statuses: ['completed', 'failed', 'cancelled'],
  other_statuses: ['pending', 'queued', 'starting', 'running'],
}))

/** @param {import('postgres').TransactionSql} sql */
async function registered(sql) {
  const [found] = await sql`select to_regclass('estorno.job_tables') is not null as installed`
  if (!found?.installed) return undefined
  return sql`
    select table_name as name, customer_column, cost_column, to_json(over_statuses) as over_statuses,
      to_json(waiting_statuses || running_statuses) as other_statuses
    from estorno.job_tables`
}

/**
 * The registered tables (before the installation: those that it will register) and those that look like one.
 * @param {import('postgres').TransactionSql} sql
 * @returns {Promise<JobTables>}
 */
export async function readJobTables(sql) {
  const registry = await registered(sql)
  const tables = JSON.stringify(registry ?? KNOWN)
  const watched = rows.parse(
    await sql`
      select t.*,
        (select json_agg(a.attname order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'credits_charged'
            and a.atttypid = 'boolean'::regtype and not a.attisdropped)
          or 2 = (select count(*) from pg_attribute a where a.attrelid = to_regclass('public.upscaler_credit_transactions')
            and a.attname in ('job_table', 'job_id') and not a.attisdropped) as proves_charge
      from json_to_recordset(${tables}::text::json) as t
        (name text, customer_column text, cost_column text, over_statuses json, other_statuses json)
      join pg_class c on c.oid = to_regclass(format('public.%I', t.name))
      order by t.name`,
  )
  const alike = await sql`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname like '%\\_jobs' order by 1`
  const names = new Set(watched.map(({ name }) => name))
  const unregistered = alike.map(({ name }) => String(name)).filter((name) => !names.has(name))
  return { installed: registry !== undefined, watched, unregistered }
}
