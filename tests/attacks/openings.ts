import type { CallerName } from './callers.ts'

/** What somebody adds without saying who may use it. */
export const newcomers: { what: string; statement: string; object: string }[] = [
  {
    what: 'function',
    statement: `create function public.mint(credits integer) returns integer language sql as 'select credits'`,
    object: 'public.mint(integer)',
  },
  { what: 'table', statement: 'create table public.coupons (code text)', object: 'public.coupons' },
  { what: 'view', statement: 'create view public.ends as select * from estorno.settlements', object: 'public.ends' },
  { what: 'sequence', statement: 'create sequence public.numbers', object: 'public.numbers' },
  {
    what: 'schema with a function',
    statement: `create schema api; create function api.mint() returns integer language sql as 'select 1'`,
    object: 'api.mint()',
  },
  {
    what: "function in one of the platform's schemas",
    statement: `create function extensions.mint() returns integer language sql as 'select 1'`,
    object: 'extensions.mint()',
  },
  {
    what: 'policy',
    statement: 'create policy everybody on public.profiles for select to authenticated using (true)',
    object: 'everybody on public.profiles: select to authenticated using (true) with check ()',
  },
]

const recreated = (name: string) => `
  do $$
  declare
    definition text := pg_get_functiondef('${name}'::regproc);
  begin
    execute format('drop function %s', '${name}'::regproc::oid::regprocedure);
    execute definition;
  end
  $$`

type Opening = { what: string; statement: string; object: string; by: CallerName }

/** Ways in that somebody leaves open, each with one who gets in by it. */
export const openings: Opening[] = [
  {
    what: 'a function granted to customers',
    statement: 'grant execute on function public.refund_upscaler_credits(uuid, integer, text) to authenticated',
    object: 'public.refund_upscaler_credits',
    by: 'customer on own rows',
  },
  {
    what: 'an overload that takes the right from nobody',
    statement: `
      create function public.grant_upscaler_credits(_user_id uuid, _amount integer) returns integer
      language sql security definer set search_path = pg_catalog, pg_temp
      as $f$ select public.grant_upscaler_credits(_user_id, _amount, 'lifetime') $f$`,
    object: 'public.grant_upscaler_credits(uuid, integer)',
    by: 'publishable key',
  },
  {
    what: 'a function that was dropped and made again',
    statement: recreated('public.refund_upscaler_credits'),
    object: 'public.refund_upscaler_credits',
    by: 'customer on own rows',
  },
  {
    what: 'an admin function that forgets to ask',
    statement: `
      create or replace function estorno.require_admin() returns uuid language sql set search_path = pg_catalog, pg_temp as 'select auth.uid()'`,
    object: 'public.admin_cancel_ai_job',
    by: "customer on others' rows",
  },
  {
    what: 'an admin function that believes the token',
    statement: `
      create or replace function public.has_role(_user_id uuid, _role public.app_role) returns boolean language sql stable
      set search_path = pg_catalog, pg_temp as $f$ select auth.jwt() -> 'user_metadata' ->> 'role' = _role::text $f$`,
    object: 'public.admin_list_ai_jobs',
    by: 'customer whose metadata says admin',
  },
  {
    what: "an admin's right that outlives the role",
    statement: `
      create or replace function public.has_role(_user_id uuid, _role public.app_role) returns boolean language sql stable
      set search_path = pg_catalog, pg_temp as $f$ select exists (select from public.profiles p where p.id = _user_id) $f$`,
    object: 'public.admin_run_cleanup',
    by: 'revoked admin with a live token',
  },
  {
    what: 'a table that anybody may delete from, without a right to read it',
    statement: 'grant delete on public.upscaler_jobs to anon',
    object: 'public.upscaler_jobs',
    by: 'publishable key',
  },
  {
    what: 'one column that may be written',
    statement: 'grant update (user_credit_cost) on public.upscaler_jobs to authenticated',
    object: 'public.upscaler_jobs',
    by: 'customer on own rows',
  },
  {
    what: 'one column that may be inserted',
    statement: 'grant insert (amount) on public.upscaler_credit_transactions to service_role',
    object: 'public.upscaler_credit_transactions',
    by: 'service role',
  },
  {
    what: 'a table without row level security',
    statement: 'alter table public.upscaler_credits disable row level security',
    object: 'public.upscaler_credits',
    by: "customer on others' rows",
  },
  {
    what: 'a table that may be emptied',
    statement:
      'grant truncate on estorno.settlements to service_role; drop trigger settlements_are_append_only on estorno.settlements',
    object: 'estorno.settlements',
    by: 'service role',
  },
  {
    what: 'a record that an admin may read past its function',
    statement:
      'grant select on estorno.tool_changes to authenticated; alter table estorno.tool_changes disable row level security',
    object: 'estorno.tool_changes',
    by: 'admin',
  },
  {
    what: 'a sequence that may be set back',
    statement: 'grant update on sequence public.upscaler_credit_transactions_id_seq to authenticated',
    object: 'public.upscaler_credit_transactions_id_seq',
    by: 'customer on own rows',
  },
  {
    what: 'a schema to put things into',
    statement: 'grant create on schema public to authenticated',
    object: 'public',
    by: 'moderator',
  },
]
