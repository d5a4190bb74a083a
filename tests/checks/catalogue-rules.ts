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

// Of pg_trigger.tgtype: before (2) each statement that deletes (8), updates (16) or truncates (32).
const BEFORE_ANY_CHANGE = 2 + 8 + 16 + 32

// What a later migration does that changes what a function returns: its rights are then those that new functions get.
const madeAgain = (signature: string) => `
  do $$
  declare
    definition text := pg_get_functiondef('${signature}'::regprocedure);
  begin
    drop function ${signature};
    execute definition;
  end
  $$`

export const catalogueRules: CatalogueRule[] = [
  {
    name: 'no definer function of an exposed schema can be executed by an API role',
    query: `
      select p.oid::regprocedure::text || ' by ' || r.name as object
      from pg_proc p cross join (values ('anon'), ('authenticated')) r (name)
      where p.pronamespace = 'public'::regnamespace and p.prosecdef and ${NOT_OF_AN_EXTENSION}
        and p.prorettype <> 'trigger'::regtype and has_function_privilege(r.name, p.oid, 'execute')`,
    violation: `
      create function public.leak() returns integer language sql security definer set search_path = pg_catalog, pg_temp as 'select 1';
      revoke all on function public.leak() from public, anon, authenticated;
      grant execute on function public.leak() to anon`,
    offender: 'leak() by anon',
  },
  {
    name: 'a definer function that customers can reach asks first who is calling',
    query: `
      select p.oid::regprocedure::text as object
      from pg_proc p
      where p.pronamespace in ${OURS} and p.prosecdef and ${NOT_OF_AN_EXTENSION}
        and has_function_privilege('authenticated', p.oid, 'execute') and p.prosrc not like '%estorno.require_admin()%'`,
    violation: `
      create function estorno.admin_peek() returns setof estorno.settlements language sql security definer
      set search_path = pg_catalog, pg_temp as 'select * from estorno.settlements';
      revoke all on function estorno.admin_peek() from public, anon, authenticated;
      grant execute on function estorno.admin_peek() to authenticated`,
    offender: 'estorno.admin_peek()',
  },
  {
    name: 'anon executes no function',
    query: `
      select p.oid::regprocedure::text as object
      from pg_proc p
      where p.pronamespace in ${OURS} and ${NOT_OF_AN_EXTENSION} and has_function_privilege('anon', p.oid, 'execute')`,
    violation: `
      create function public.leak() returns integer language sql stable set search_path = pg_catalog, pg_temp as 'select 1';
      revoke all on function public.leak() from public, anon, authenticated;
      grant execute on function public.leak() to anon`,
    offender: 'leak()',
  },
  {
    name: 'every function looks into pg_catalog first and into pg_temp last',
    query: `
      select p.oid::regprocedure::text as object
      from pg_proc p
      where p.pronamespace in ${OURS} and ${NOT_OF_AN_EXTENSION}
        and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)`,
    violation: `create function estorno.astray() returns integer language sql set search_path = '' as 'select 1'`,
    offender: 'estorno.astray()',
  },
  {
    name: 'no function is granted to public, also when it was made again',
    query: `
      select p.oid::regprocedure::text as object
      from pg_proc p cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
      where p.pronamespace in ${OURS} and ${NOT_OF_AN_EXTENSION} and acl.grantee = 0`,
    violation: madeAgain('public.refund_upscaler_credits(uuid,integer,text)'),
    offender: 'refund_upscaler_credits(uuid,integer,text)',
  },
  {
    name: 'no other role than the service executes what moves credits, also when it was made again',
    query: `
      select format('%s by %s', p.oid::regprocedure, acl.grantee::regrole) as object
      from pg_proc p cross join aclexplode(p.proacl) acl
      where p.pronamespace = 'public'::regnamespace and p.proname like '%\\_upscaler\\_credits'
        and acl.grantee not in (0, p.proowner, 'service_role'::regrole)`,
    violation: madeAgain('public.grant_upscaler_credits(uuid,integer,text,text)'),
    offender: 'grant_upscaler_credits(uuid,integer,text,text) by authenticated',
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
    name: 'no role of the API has a right to a table of the product',
    query: `
      select format('%s by %s', c.oid::regclass, acl.grantee::regrole) as object
      from pg_class c cross join aclexplode(c.relacl) acl
      where c.relnamespace = 'estorno'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and acl.grantee <> c.relowner`,
    violation: `grant select on estorno.settlements to service_role`,
    offender: 'estorno.settlements by service_role',
  },
  {
    name: 'a record that is sealed, and the seals, refuse to be changed, shortened and emptied, whoever asks',
    query: `
      select c.oid::regclass::text as object
      from pg_class c
      where (c.oid = 'estorno.seals'::regclass or c.relkind <> 'v' and c.oid in (
          select d.refobjid from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
          where r.ev_class = 'estorno.record_lines'::regclass and d.refclassid = 'pg_class'::regclass))
        and not exists (
          select from pg_trigger t
          where t.tgrelid = c.oid and t.tgfoid = 'estorno.refuse_change()'::regprocedure and t.tgenabled in ('O', 'A')
            and t.tgqual is null and t.tgattr = '' and t.tgtype = ${BEFORE_ANY_CHANGE})`,
    violation: `alter table estorno.cap_raises disable trigger cap_raises_are_append_only`,
    offender: 'estorno.cap_raises',
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
    name: 'customers write no column',
    query: `
      select c.oid::regclass::text || ' by ' || r.name as object
      from pg_class c cross join (values ('anon'), ('authenticated')) r (name)
      where c.relnamespace in ${OURS} and c.relkind in ('r', 'p', 'v', 'm')
        and has_any_column_privilege(r.name, c.oid, 'insert, update')`,
    violation: `grant update (user_credit_cost) on public.upscaler_jobs to authenticated`,
    offender: 'upscaler_jobs by authenticated',
  },
  {
    name: 'no role of the API uses a sequence',
    query: `
      select c.oid::regclass::text || ' by ' || r.name as object
      from pg_class c cross join (values ('anon'), ('authenticated'), ('service_role')) r (name)
      where c.relnamespace in ${OURS} and c.relkind = 'S' and has_sequence_privilege(r.name, c.oid, 'usage, select, update')`,
    violation: `create sequence public.numbers; grant usage on sequence public.numbers to service_role`,
    offender: 'numbers by service_role',
  },
  {
    name: 'no policy lets everybody in',
    query: `
      select format('%s on %s', policyname, tablename) as object
      from pg_policies where schemaname in ('public', 'estorno') and 'true' in (qual, with_check)`,
    violation: `create policy everybody on public.profiles for select to authenticated using (true)`,
    offender: 'everybody on profiles',
  },
  {
    name: 'every policy asks who is calling',
    query: `
      select format('%s on %s', policyname, tablename) as object
      from pg_policies cross join unnest(array[qual, with_check]) condition
      where schemaname in ('public', 'estorno') and strpos(condition, 'auth.uid()') = 0`,
    violation: `create policy everybody on public.profiles for select to authenticated using (id = id)`,
    offender: 'everybody on profiles',
  },
  {
    name: 'no policy believes what users write of themselves',
    query: `
      select format('%s on %s', policyname, tablename) as object
      from pg_policies where schemaname in ('public', 'estorno') and concat(qual, with_check) ~ 'meta_?data'`,
    violation: `
      create policy admins on public.profiles for select to authenticated
      using ((select auth.jwt()) -> 'user_metadata' ->> 'role' = 'admin')`,
    offender: 'admins on profiles',
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
