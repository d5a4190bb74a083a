import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SUPERUSER, withConnection } from '../support/databases.ts'
import { type Inspection, inspect } from '../support/inspections.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

// That Supabase's tools pass the product means something only if they would not pass what they are for.
const faults: { inspection: Inspection; what: string; statement: string; named: string }[] = [
  {
    inspection: 'lint',
    what: 'a column that is not there',
    statement: `
        create function estorno.astray() returns integer language plpgsql set search_path = pg_catalog, pg_temp
        as 'begin return (select s.no_such_column from estorno.settlements s limit 1); end'`,
    named: 'no_such_column',
  },
  {
    inspection: 'advisors',
    what: 'a table without row level security',
    statement: 'create table public.bare (id integer primary key)',
    named: 'rls_disabled_in_public',
  },
  {
    inspection: 'advisors',
    what: 'a function that looks wherever its caller does',
    statement: `create function public.astray() returns integer language sql as 'select 1'`,
    named: 'function_search_path_mutable',
  },
  {
    inspection: 'advisors',
    what: 'a view with its owner’s rights',
    statement: 'create view public.lookout as select s.job_id from estorno.settlements s',
    named: 'security_definer_view',
  },
]

let database: TestDatabase
let sql: postgres.Sql

beforeEach(async () => {
  database = await createTestDatabase()
  // The linter stands on it, and no owner may bring it.
  await withConnection(
    database.url(SUPERUSER),
    (superuser) => superuser`create extension plpgsql_check with schema extensions`,
  )
  sql = postgres(database.url(), { max: 1, onnotice: () => {} })
}, 60_000)

afterEach(async () => {
  await sql.end()
  await database.drop()
})

test.each(faults)(
  'supabase db $inspection sees $what',
  async ({ inspection, statement, named }) => {
    await sql.unsafe(statement)
    expect(await inspect(inspection, database.url())).toContain(named)
  },
  60_000,
)
