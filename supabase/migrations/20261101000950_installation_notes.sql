-- What whoever installs has to know. Migrations say it in notices, but the Supabase CLI shows none: so it can be asked for.

-- Kinds, one line an object; no line means that nothing needs a look:
--   function_set_aside, cron_job_set_aside   the project's own cleanup, which stepped aside; the uninstall gives it back
--   table_not_registered    a table *_jobs that nobody cleans up: what it lacks, with SQL, and the call that registers it; or
--                           what has the name of one of the four tools and is no table
--   status_not_mapped       status words that the registration does not know: their jobs wait on the attention list
--   index_missing           the panel reads the whole table for each page
--   table_proves_nothing    its price counts as taken (cobrança presumida); say waiting_is_charged => false where that is so
--   predates_installation   what hung for more than a day when its table came: left to an admin, with its credits
create or replace function estorno.installation_notes()
returns table (kind text, object text, detail text)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select 'function_set_aside', format('public.%I(%s)', s.original_name, s.arguments),
      format('kept as public.%I(%s), which nobody may execute; before: %s', s.kept_name, s.arguments, array_to_string(s.rights, ', '))
    from estorno.functions_set_aside s order by s.arguments;
  return query
    select 'cron_job_set_aside', coalesce(s.jobname, s.jobid::text), format('%s %s', s.schedule, s.command)
    from estorno.cron_jobs_set_aside s order by s.jobid;
  return query
    select 'table_not_registered', format('public.%I', u.table_name), concat_ws(E'\n',
      (select string_agg(m, E'\n') from estorno.missing_for_registration(estorno.tool_by_default(u.table_name)) m),
      estorno.unmapped_statuses(estorno.tool_by_default(u.table_name)), estorno.registering_sql(u.table_name))
    from estorno.unregistered_job_tables() u (table_name) order by u.table_name;
  return query
    select 'table_not_registered', format('public.%I', c.relname), m
    from pg_catalog.pg_class c cross join estorno.missing_but_indexes(estorno.tool_by_default(c.relname)) m
    where c.relnamespace = 'public'::regnamespace and not estorno.is_table(c.relname)
      and c.relname in ('upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs') order by c.relname;
  return query
    select 'status_not_mapped', format('public.%I', t.table_name), estorno.unmapped_statuses(t)
    from estorno.usable_job_tables() t where estorno.unmapped_statuses(t) is not null order by t.table_name;
  return query
    select 'index_missing', format('public.%I', t.table_name),
      estorno.index_sql(t.table_name, t.table_name || '_history', '(created_at desc, id desc)')
    from estorno.usable_job_tables() t where not estorno.has_index_of_history(t) order by t.table_name;
  return query
    select 'table_proves_nothing', format('public.%I', t.table_name),
      case when t.waiting_is_charged then 'every job counts as charged' else 'every job that ran counts as charged' end
    from estorno.usable_job_tables() t where estorno.charge_proof_of(t) = 'presumed' order by t.table_name;
  return query
    select 'predates_installation', format('public.%I', a.table_name), format('%s jobs, %s credits', count(*), sum(a.credits))
    from estorno.list_attention(null) a where a.reason = 'predates_installation' group by a.table_name order by a.table_name;
end
$$;
revoke all on function estorno.installation_notes() from public, anon, authenticated, service_role;
