import { join } from 'node:path'
import type postgres from 'postgres'
import { z } from 'zod'
import { ROOT } from '../support/command.ts'

const jobsShape = z.object({
  running: z.string(),
  stale: z.string(),
  'of unknown status': z.string(),
  'failed and charged': z.string(),
})
export type JobKind = keyof z.infer<typeof jobsShape>

const somebodyShape = z.object({ id: z.string(), jobs: jobsShape })
type Somebody = z.infer<typeof somebodyShape>

export type Person = 'victim' | 'customer' | 'pretender' | 'moderator' | 'revoked' | 'admin'

export type Scene = {
  people: Record<Person, Somebody>
  /** A user of whom no table knows yet. */
  newcomer: string
  /** A row of each of the product's tables, and a list of one, as literals by the name of their type. */
  rows: Map<string, string>
}

const idShape = z.object({ id: z.string() })
const literalShape = z.object({ type: z.string(), literal: z.string() })

async function addPerson(sql: postgres.Sql, role: 'user' | 'moderator' | 'admin' = 'user'): Promise<Somebody> {
  const [made] = await sql`select tests.customer() as id`
  const { id } = idShape.parse(made)
  await sql`insert into public.user_roles values (${id}, ${role})`
  await sql`select tests.furnish(${id})`
  const [found] = await sql`
    select ${id}::text as id, jsonb_object_agg(j.kind, j.id) as jobs from tests.known_jobs j where j.owner = ${id}`
  return somebodyShape.parse(found)
}

// The records have a row each to be stolen or changed, and to be handed to functions that take one.
async function leaveRecords(sql: postgres.Sql, admin: string): Promise<void> {
  await sql`select tests.job('upscaler_jobs', tests.customer(), 10, 'running', 30, 30)`
  await sql`select public.cleanup_all_stale_ai_jobs()`
  await sql`update public.upscaler_jobs set output_url = 'https://example.com/late.png' where status = 'failed'`
  await sql.begin(async (asAdmin) => {
    await asAdmin`select tests.act_as('authenticated', ${admin}), set_config('request.jwt.claim.sub', ${admin}, true)`
    await asAdmin`select public.admin_change_tool('upscaler_jobs', 10, 9)`
  })
  await sql`select estorno.change_settings(daily_credit_cap => 1000000)`
  // Of two other admins: the first waits to be confirmed.
  await sql`
    insert into estorno.cap_raises (admin_id, day, credits, reason)
    select gen_random_uuid(), estorno.today(), 90, 'Fila longa' from generate_series(1, 2)`
  await sql`
    insert into estorno.cap_raise_confirmations (raise_id, admin_id, confirmed_by)
    select id, admin_id, ${admin} from estorno.cap_raises order by id desc limit 1`
}

async function rowsOfTables(sql: postgres.Sql): Promise<Map<string, string>> {
  const tables = await sql<{ type: string }[]>`
    select format('estorno.%I', c.relname) as type from pg_class c where c.relnamespace = 'estorno'::regnamespace and c.relkind = 'r'`
  const found = await Promise.all(
    tables.map(
      ({ type }) => sql`
        select ${type} as type, r::text as literal from (select * from ${sql(type)} limit 1) r
        union all select ${`${type}[]`}, array[r]::text from (select * from ${sql(type)} limit 1) r`,
    ),
  )
  const rows = z.array(literalShape).parse(found.flatMap((rowsOfType) => [...rowsOfType]))
  return new Map(rows.map(({ type, literal }) => [type, literal]))
}

/** Fills a migrated database with people and their jobs; returns who they are. */
export async function setScene(sql: postgres.Sql): Promise<Scene> {
  await sql.file(join(ROOT, 'supabase', 'tests', 'support.psql'))
  await sql.file(join(import.meta.dirname, 'scene.sql'))
  const [newcomer] = await sql`
    insert into auth.users (id, email) values (gen_random_uuid(), 'novato@example.com') returning id`
  const admin = await addPerson(sql, 'admin')
  await leaveRecords(sql, admin.id)
  const revoked = await addPerson(sql, 'admin')
  await sql`delete from public.user_roles where user_id = ${revoked.id}`
  await sql`insert into public.user_roles values (${revoked.id}, 'user')`
  const people = {
    admin,
    revoked,
    moderator: await addPerson(sql, 'moderator'),
    victim: await addPerson(sql),
    customer: await addPerson(sql),
    pretender: await addPerson(sql),
  }
  return { people, newcomer: idShape.parse(newcomer).id, rows: await rowsOfTables(sql) }
}
