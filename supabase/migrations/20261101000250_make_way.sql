-- A project may have a cleanup of its own under our name. It steps aside, is never dropped, and supabase/uninstall.sql gives
-- it back as it was. What the installation did outside schema estorno and cannot read from the catalogue stands here.

create table if not exists estorno.functions_set_aside (
  original_name text not null,
  arguments text not null, -- their types
  kept_name text not null,
  rights text[] not null, -- who could execute it, as "grant execute … to" wants it, in their order
  set_aside_at timestamptz not null default now(),
  primary key (original_name, arguments)
);
alter table estorno.functions_set_aside enable row level security;
revoke all on estorno.functions_set_aside from public, anon, authenticated, service_role;

create table if not exists estorno.cron_jobs_set_aside (
  jobid bigint primary key,
  jobname text,
  schedule text not null,
  command text not null,
  active boolean not null,
  set_aside_at timestamptz not null default now()
);
alter table estorno.cron_jobs_set_aside enable row level security;
revoke all on estorno.cron_jobs_set_aside from public, anon, authenticated, service_role;

create table if not exists estorno.indexes_made (
  index_name text primary key,
  made_at timestamptz not null default now()
);
alter table estorno.indexes_made enable row level security;
revoke all on estorno.indexes_made from public, anon, authenticated, service_role;

-- What the product made in public: each calls the function of schema estorno that has its name and arguments. So a second run
-- does not take ours for a stranger's, nor the uninstall a stranger's for ours: "… o estorno." ends many a Portuguese comment.
create or replace function estorno.functions_in_public()
returns setof regprocedure
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select p.oid::regprocedure from pg_catalog.pg_proc p
  join pg_catalog.pg_proc ours on ours.pronamespace = 'estorno'::regnamespace and ours.proargtypes = p.proargtypes
    and ours.proname = case p.proname when 'cleanup_all_stale_ai_jobs' then 'cleanup_stale_jobs' else p.proname end
  where p.pronamespace = 'public'::regnamespace and strpos(p.prosrc, format('from estorno.%I(', ours.proname)) > 0
$$;
revoke all on function estorno.functions_in_public() from public, anon, authenticated, service_role;

-- "Create or replace" would fail on another return type, and on the same one silently overwrite the project's own code.
do $$
declare
  taken text;
begin
  select string_agg(p.oid::regprocedure::text, ', ') into taken from pg_catalog.pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.oid not in (select * from estorno.functions_in_public()) and p.proname in (
    'admin_cancel_ai_jobs', 'admin_preview_cancel_ai_jobs', 'admin_list_cancellable_ai_jobs', 'admin_retry_ai_job',
    'admin_preview_cleanup', 'admin_run_cleanup', 'admin_list_cleanup_hours', 'admin_list_cleanup_runs',
    'admin_request_cap_raise', 'admin_confirm_cap_raise', 'admin_list_cap_raises', 'admin_get_credit_cap',
    'admin_change_tool', 'admin_map_status', 'admin_advise_limits', 'admin_list_records', 'admin_list_record_admins', 'admin_chart_endings',
    'admin_cancel_ai_job', 'admin_close_ai_job', 'admin_repair_ai_job', 'admin_list_ai_jobs', 'admin_summarize_ai_jobs', 'admin_get_ai_job',
    'admin_list_ai_tools', 'admin_list_late_results', 'admin_list_attention', 'admin_reconcile', 'admin_cleaner_health', 'admin_verify_records');
  if taken is not null then
    raise exception 'The project has functions of its own under names that are needed here: %', taken
      using errcode = '42723', hint = 'Rename them, then run the migration again; nothing was changed.';
  end if;
end
$$;

-- Two refund functions that three arguments fit equally well are none: every refund would fail.
do $$
begin
  execute 'select from public.refund_upscaler_credits(null::uuid, 0, ''''::text) where false';
exception
  when ambiguous_function then
    raise exception 'The project has more than one public.refund_upscaler_credits() that can be called with three arguments: %', (
        select string_agg(p.oid::regprocedure::text, ', ' order by p.pronargs) from pg_catalog.pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.proname = 'refund_upscaler_credits')
      using errcode = '42725', hint = 'Drop one of them, or its default values, then run the migration again; nothing was changed.';
  when undefined_function then
    null; -- to be made yet: until then whatever needs it waits on the attention list
end
$$;

-- The types of a function's arguments, as its name can be called with them whatever the search path.
create or replace function estorno.argument_types(function regprocedure)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select oidvectortypes(p.proargtypes) from pg_catalog.pg_proc p where p.oid = function
$$;
revoke all on function estorno.argument_types(regprocedure) from public, anon, authenticated, service_role;

-- What can be called without an argument steps aside, with default values or without any: next to one of the project's own
-- our call would be "not unique".
do $$
declare
  kept_name constant text := 'cleanup_all_stale_ai_jobs_before_estorno';
  foreigner regprocedure;
  types text;
  rights text[];
  grantee text;
begin
  for foreigner in
    select p.oid from pg_catalog.pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proname = 'cleanup_all_stale_ai_jobs' and p.pronargs = p.pronargdefaults
      and p.oid not in (select * from estorno.functions_in_public())
    order by p.pronargs, p.oid
  loop
    types := estorno.argument_types(foreigner);
    if to_regprocedure(format('public.%I(%s)', kept_name, types)) is not null then
      raise exception 'public.cleanup_all_stale_ai_jobs(%) was replaced by one of the project''s own, and public.%(%) keeps an earlier one',
          types, kept_name, types
        using errcode = '42723', hint = 'Drop the one of the two that is no longer wanted, then run the migration again.';
    end if;

    select array_agg(format('%s%s', case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
        case when a.is_grantable then ' with grant option' else '' end) order by a.place)
      into rights
    from pg_catalog.pg_proc p
    cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))
      with ordinality a (grantor, grantee, privilege_type, is_grantable, place)
    where p.oid = foreigner;
    insert into estorno.functions_set_aside (original_name, arguments, kept_name, rights)
    values ('cleanup_all_stale_ai_jobs', types, kept_name, coalesce(rights, '{}'))
    on conflict (original_name, arguments) do update set rights = excluded.rights, set_aside_at = excluded.set_aside_at;

    execute format('alter routine public.cleanup_all_stale_ai_jobs(%s) rename to %I', types, kept_name);
    for grantee in select split_part(r, ' with ', 1) from unnest(rights) r loop
      execute format('revoke all on routine public.%I(%s) from %s cascade', kept_name, types, grantee);
    end loop;
    raise notice 'The project''s own public.cleanup_all_stale_ai_jobs(%) is kept as public.%(%), which nobody may execute. It could be executed by: %. supabase/uninstall.sql gives it back.',
      types, kept_name, types, array_to_string(rights, ', ');
  end loop;
end
$$;
