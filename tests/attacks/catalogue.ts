import type postgres from 'postgres'
import { z } from 'zod'

// What the platform brings and answers for; whatever stands in any other schema is ours to state, and what a migration put into
// one of these: it belongs to whoever migrates.
const PLATFORM = [
  'auth',
  'cron',
  'extensions',
  'graphql',
  'graphql_public',
  'information_schema',
  'supabase_migrations',
  'tests',
]

const OUT_OF_SIGHT = ['information_schema', 'supabase_migrations', 'tests']

const isOurs = (sql: postgres.Sql, schema: string, owner: string) => sql`(
  ${sql(schema)} <> all (${PLATFORM}) and ${sql(schema)} not like 'pg\\_%'
  or ${sql(owner)} = 'postgres'::regrole and ${sql(schema)} <> all (${OUT_OF_SIGHT}))`

const argument = z.object({ name: z.string(), type: z.string(), optional: z.boolean() })
const functionShape = z.object({
  object: z.string(),
  schema: z.string(),
  name: z.string(),
  arguments: z.array(argument),
  writes: z.boolean(),
  isTrigger: z.boolean(),
})
const column = z.object({ name: z.string(), type: z.string(), generated: z.boolean(), isKey: z.boolean() })
const relationShape = z.object({
  object: z.string(),
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'view', 'sequence']),
  columns: z.array(column),
})
const policyShape = z.object({ object: z.string() })

export type CatalogueFunction = z.infer<typeof functionShape>
export type Relation = z.infer<typeof relationShape>
export type Column = z.infer<typeof column>
export type Argument = z.infer<typeof argument>

export type Catalogue = {
  functions: CatalogueFunction[]
  relations: Relation[]
  /** "name on table: verb to roles using (…) with check (…)" */
  policies: z.infer<typeof policyShape>[]
}

const functionsQuery = (sql: postgres.Sql) => sql`
  select format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as object, n.nspname as schema, p.proname as name,
    p.provolatile = 'v' as writes, p.prorettype = 'trigger'::regtype as "isTrigger", coalesce((
      select jsonb_agg(jsonb_build_object('name', coalesce(p.proargnames[i], ''), 'type', format_type(p.proargtypes[i - 1], null),
        'optional', i > p.pronargs - p.pronargdefaults) order by i)
      from generate_series(1, p.pronargs) i), '[]') as arguments
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${isOurs(sql, 'n.nspname', 'p.proowner')}
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by 1`

const relationsQuery = (sql: postgres.Sql) => sql`
  select format('%I.%I', n.nspname, c.relname) as object, n.nspname as schema, c.relname as name,
    case c.relkind when 'S' then 'sequence' when 'v' then 'view' else 'table' end as kind, coalesce((
      select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null),
        'generated', a.attidentity = 'a' or a.attgenerated <> '',
        'isKey', exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p' and a.attnum = any (k.conkey))
      ) order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and c.relkind <> 'S'), '[]') as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${isOurs(sql, 'n.nspname', 'c.relowner')} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  order by 1`

const policiesQuery = (sql: postgres.Sql) => sql`
  select format('%s on %I.%I: %s to %s using (%s) with check (%s)', policyname, schemaname, tablename, lower(cmd),
    array_to_string(roles, ', '), coalesce(qual, ''), coalesce(with_check, '')) as object
  from pg_policies where schemaname <> all (${PLATFORM}) order by 1`

/** Everything that can be called, read or written, as the database itself tells it. */
export async function readCatalogue(sql: postgres.Sql): Promise<Catalogue> {
  return {
    functions: z.array(functionShape).parse([...(await functionsQuery(sql))]),
    relations: z.array(relationShape).parse([...(await relationsQuery(sql))]),
    policies: z.array(policyShape).parse([...(await policiesQuery(sql))]),
  }
}
