export type CatalogueRule = {
  name: string
  /** One column `object`: what breaks the rule, one row each. */
  query: string
  /** Breaks the rule on purpose, to prove that the query sees it. */
  violation: string
  offender: string
}

const OURS = `('public'::regnamespace, 'estorno'::regnamespace)`
const NOT_OF_AN_EXTENSION = `not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`

export const catalogueRules: CatalogueRule[] = [
  {
    name: 'no definer function of an exposed schema can be executed by an API role',
    query: `
      select p.oid::regprocedure::text || ' by ' || r.name as object
      from pg_proc p cross join (values ('anon'), ('authenticated')) r (name)
      where p.pronamespace = 'public'::regnamespace and p.prosecdef and ${NOT_OF_AN_EXTENSION}
        and p.prorettype <> 'trigger'::regtype and has_function_privilege(r.name, p.oid, 'execute')`,
    violation: `
      create function public.leak() returns integer language sql security definer set search_path = '' as 'select 1';
      revoke all on function public.leak() from public, anon, authenticated;
      grant execute on function public.leak() to anon`,
    offender: 'leak() by anon',
  },
  {
    name: 'anon executes no function that changes data',
    query: `
      select p.oid::regprocedure::text as object
      from pg_proc p
      where p.pronamespace in ${OURS} and p.provolatile = 'v' and p.prorettype <> 'trigger'::regtype
        and ${NOT_OF_AN_EXTENSION} and has_function_privilege('anon', p.oid, 'execute')
        and has_schema_privilege('anon', p.pronamespace, 'usage')`,
    violation: `
      create function public.leak() returns integer language sql set search_path = '' as 'select 1';
      grant execute on function public.leak() to anon`,
    offender: 'leak()',
  },
  {
    name: 'every function fixes an empty search path',
    query: `
      select p.oid::regprocedure::text as object
      from pg_proc p
      where p.pronamespace in ${OURS} and ${NOT_OF_AN_EXTENSION}
        and not coalesce('search_path=""' = any (p.proconfig), false)`,
    violation: `create function estorno.astray() returns integer language sql set search_path = public as 'select 1'`,
    offender: 'estorno.astray()',
  },
  {
    name: 'nothing of the product is granted to public',
    query: `
      select p.oid::regprocedure::text as object
      from pg_proc p cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
      where p.pronamespace = 'estorno'::regnamespace and acl.grantee = 0`,
    violation: `create function estorno.open() returns integer language sql set search_path = '' as 'select 1'`,
    offender: 'estorno.open()',
  },
  {
    name: 'every table has row level security and a primary key',
    query: `
      select c.oid::regclass::text as object
      from pg_class c
      where c.relnamespace in ${OURS} and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary))`,
    violation: `create table public.bare (id integer)`,
    offender: 'bare',
  },
  {
    name: 'customers write no table',
    query: `
      select c.oid::regclass::text || ' by ' || r.name as object
      from pg_class c cross join (values ('anon'), ('authenticated')) r (name)
      where c.relnamespace in ${OURS} and c.relkind in ('r', 'p', 'v', 'm')
        and has_table_privilege(r.name, c.oid, 'insert, update, delete, truncate, trigger')`,
    violation: `create table public.writable (id integer primary key); grant update on public.writable to authenticated`,
    offender: 'writable by authenticated',
  },
  {
    name: 'anon reads no table',
    query: `
      select c.oid::regclass::text as object
      from pg_class c
      where c.relnamespace in ${OURS} and c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege('anon', c.oid, 'select')`,
    violation: `create table public.readable (id integer primary key); grant select on public.readable to anon`,
    offender: 'readable',
  },
  {
    name: 'every foreign key has an index to delete by',
    query: `
      select k.conrelid::regclass::text || '.' || k.conname as object
      from pg_constraint k
      where k.contype = 'f' and k.connamespace in ${OURS}
        and not exists (
          select from pg_index i
          where i.indrelid = k.conrelid and i.indpred is null
            and (string_to_array(i.indkey::text, ' ')::smallint[])[1:cardinality(k.conkey)] @> k.conkey)`,
    violation: `create table public.child (id integer primary key, owner uuid constraint child_owner references auth.users)`,
    offender: 'child.child_owner',
  },
  {
    name: 'views run with the rights of whoever reads them',
    query: `
      select c.oid::regclass::text as object
      from pg_class c
      where c.relnamespace in ${OURS} and c.relkind = 'v'
        and not coalesce('security_invoker=true' = any (c.reloptions), false)`,
    violation: `create view public.lookout as select 1 as one`,
    offender: 'lookout',
  },
]
