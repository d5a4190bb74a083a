import { z } from 'zod'
import { readOnly } from '../doctor/read-only.js'

/** @typedef {z.infer<typeof jobTables>[number]} JobTable */
/** @typedef {JobTable & { missing: string[], jobs: number, credits: number }} Backlog */

/** @type {import('../doctor/connection-failures.js').Errand} */
const errand = {
  name: 'estorno init',
  // The tables may be large and have no index yet.
  statementSeconds: 60,
  cannot: 'tell what hangs in it',
  byState: { 42501: ({ user }) => `"${user}" may not read the job tables: use the owner's URL.` },
}

const NEEDED = ['id', 'user_id', 'status', 'user_credit_cost', 'created_at', 'started_at', 'completed_at']

const jobTables = z.array(
  z.object({
    name: z.string(),
    columns: z.array(z.string()),
    flags: z.array(z.string()),
    large: z.boolean(),
    indexes: z.array(z.string()),
  }),
)
const hanging = z.tuple([z.object({ jobs: z.coerce.number(), credits: z.coerce.number() })])

/** @typedef {import('postgres').TransactionSql} Transaction */

// The tables that the migrations register by themselves; those that are registered have no first registration to come.
// What is large is decided as the migrations decide it.
/** @param {Transaction} sql */
async function unregisteredTables(sql) {
  const [answer] = await sql`select to_regclass('estorno.job_tables') is not null as installed`
  const registered = answer?.installed ? sql`select table_name from estorno.job_tables` : sql`select null where false`
  return jobTables.parse(
    await sql`
      select c.relname as name,
        case when c.reltuples < 0 then pg_relation_size(c.oid) > 128 * 1024 * 1024 else c.reltuples > 1000000 end as large,
        to_json(array(select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum > 0)) as columns,
        to_json(array(select a.attname from pg_attribute a where a.attrelid = c.oid and a.atttypid = 'boolean'::regtype)) as flags,
        to_json(array(select pg_get_indexdef(i.indexrelid) from pg_index i where i.indrelid = c.oid and i.indisvalid)) as indexes
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.relname in ('upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs')
        and c.relname not in (${registered})
      order by c.relname`,
  )
}

/**
 * @param {Transaction} sql
 * @param {JobTable} table
 * @returns {Promise<Backlog>}
 */
async function backlogOf(sql, table) {
  const missing = NEEDED.filter((column) => !table.columns.includes(column))
  if (missing.length > 0) return { ...table, missing, jobs: 0, credits: 0 }
  const flag = (/** @type {string} */ column, /** @type {boolean} */ otherwise) =>
    table.flags.includes(column) ? sql`coalesce(${sql(column)}, false)` : sql`${otherwise}::boolean`
  const [{ jobs, credits }] = hanging.parse(
    await sql`
      select count(*) as jobs,
        coalesce(sum(greatest(user_credit_cost, 0)) filter (
          where user_id is not null and ${flag('credits_charged', true)} and not ${flag('credits_refunded', false)}), 0) as credits
      from public.${sql(table.name)}
      where (case when status in ('pending', 'queued') then created_at
          when status in ('starting', 'running') then coalesce(started_at, created_at) end)
        < now() - interval '24 hours' - interval '10 minutes'`,
  )
  return { ...table, missing, jobs, credits }
}

/**
 * What hangs in the tables that the migrations are about to register for the first time.
 * @param {import('../doctor/database-target.js').DatabaseTarget} target
 */
export function readBacklog(target) {
  return readOnly(target, errand, async (sql) => {
    /** @type {Backlog[]} */
    const backlog = []
    for (const table of await unregisteredTables(sql)) backlog.push(await backlogOf(sql, table))
    return backlog
  })
}
