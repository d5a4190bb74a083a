import { z } from 'zod'
import { columns, columnsOf, hasColumn } from './columns.js'
import { KNOWN, ledgerNamesJobs } from './job-tables.js'

/**
 * `missing`: what it lacks to be registered; then nothing else was read.
 * @typedef {z.infer<typeof tables>[number]} FoundTable
 * @typedef {Pick<FoundTable, 'name' | 'partitioned' | 'large'> & { missing: string[], provesCharge: boolean, waitingIsCharged: boolean, jobs: number, credits: number }} Backlog
 */

const TIME = ['timestamp with time zone']
const NEEDED = {
  id: ['uuid'],
  user_id: ['uuid'],
  status: ['text'],
  user_credit_cost: ['integer', 'smallint'],
  created_at: TIME,
  started_at: TIME,
  completed_at: TIME,
}

const tables = z.array(z.object({ name: z.string(), columns, partitioned: z.boolean(), large: z.boolean() }))
const hanging = z.tuple([z.object({ jobs: z.coerce.number(), credits: z.coerce.number() })])

/** @typedef {import('postgres').TransactionSql} Transaction */

// Those that are registered, or were taken out again, have no first registration to come. What is large is decided as the
// migrations decide it.
/** @param {Transaction} sql */
async function unregisteredTables(sql) {
  const [answer] = await sql`
    select to_regclass('estorno.job_tables') is not null as installed, to_regclass('estorno.tool_changes') is not null as records`
  const registered = answer?.installed ? sql`select table_name from estorno.job_tables` : sql`select null where false`
  const changed = answer?.records ? sql`select table_name from estorno.tool_changes` : sql`select null where false`
  return tables.parse(
    await sql`
      select c.relname as name, ${columnsOf(sql, 'c.oid')} as columns, c.relkind = 'p' as partitioned,
        case when c.reltuples < 0 then pg_relation_size(c.oid) > 128 * 1024 * 1024 else c.reltuples > 1000000 end as large
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.relname in ${sql(KNOWN)} and c.relname not in (${registered}) and c.relname not in (${changed})
      order by c.relname`,
  )
}

/**
 * @param {Transaction} sql
 * @param {FoundTable} table
 * @param {boolean} ledger whether its lines name the jobs they belong to
 * @param {boolean} waitingIsCharged
 * @returns {Promise<Backlog>}
 */
async function backlogOf(sql, { columns: there, ...table }, ledger, waitingIsCharged) {
  const missing = Object.entries(NEEDED).flatMap(([column, types]) =>
    types.some((type) => hasColumn(there, column, type)) ? [] : `${column} ${types[0]}`,
  )
  const isCharged = hasColumn(there, 'credits_charged', 'boolean')
  const { name } = table
  const read = { ...table, missing, provesCharge: ledger || isCharged, waitingIsCharged }
  if (missing.length > 0) return { ...read, jobs: 0, credits: 0 }
  const tied = ledger
    ? sql`(select -sum(t.amount) from public.upscaler_credit_transactions t
        where t.job_table = ${name} and t.job_id = j.id and t.transaction_type in ('consumption', 'refund'))`
    : sql`null::bigint`
  const isTaken = isCharged
    ? sql`credits_charged`
    : waitingIsCharged
      ? sql`true`
      : sql`status not in ('pending', 'queued')`
  const taken = sql`case when ${isTaken} then user_credit_cost end`
  const returned = hasColumn(there, 'credits_refunded', 'boolean') ? sql`coalesce(credits_refunded, false)` : sql`false`
  const [{ jobs, credits }] = hanging.parse(
    await sql`
      select count(*) as jobs,
        coalesce(sum(greatest(coalesce(${tied}, ${taken}), 0)) filter (where user_id is not null and not ${returned}), 0) as credits
      from public.${sql(name)} j
      where (case when status in ('pending', 'queued') then created_at
          when status in ('starting', 'running') then coalesce(started_at, created_at) end)
        < now() - interval '24 hours' - interval '10 minutes'`,
  )
  return { ...read, jobs, credits }
}

/**
 * What hangs in the tables that the migrations are about to register for the first time.
 * @param {Transaction} sql
 * @param {string[]} [waiting] tables whose waiting jobs were not charged yet
 */
export async function readBacklog(sql, waiting = []) {
  const ledger = await ledgerNamesJobs(sql)
  /** @type {Backlog[]} */
  const backlog = []
  for (const table of await unregisteredTables(sql)) {
    backlog.push(await backlogOf(sql, table, ledger, !waiting.includes(table.name)))
  }
  return backlog
}
