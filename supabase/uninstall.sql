-- Takes Estorno out of a project, all of it or (on any error) nothing. The project is then as it was before the installation.
--
-- 1. Save the records first: they go with the schema. In psql:
--      \copy (select * from estorno.settlements order by settled_at) to 'settlements.csv' csv header
--      \copy (select * from estorno.late_results order by id) to 'late_results.csv' csv header
--      \copy (select * from estorno.tool_changes order by id) to 'tool_changes.csv' csv header
--      \copy (select * from estorno.seals order by number) to 'seals.csv' csv header
--      \copy (select * from estorno.cap_raises r left join estorno.cap_raise_confirmations c on c.raise_id = r.id order by r.id) to 'cap_raises.csv' csv header
-- 2. Run this file, as the role that ran the migrations. Best as a migration of its own, so that the history stays whole:
--      cp supabase/uninstall.sql "supabase/migrations/$(date -u +%Y%m%d%H%M%S)_uninstall_estorno.sql" && supabase db push
--    or by hand: psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f supabase/uninstall.sql
-- 3. supabase functions delete admin-cancel-job
--
-- Given back: the project's own cleanup_all_stale_ai_jobs() with its name and rights, and its cron jobs as they were.
-- What stays: jobs that were ended and credits that were given back; pg_cron; an index that was made by hand.
do $$
declare
  mine record;
  grantee text;
begin
  if to_regnamespace('estorno') is null then
    raise notice 'Estorno is not installed here.';
    return;
  end if;
  -- Better to give up and change nothing than to make a live table's customers wait.
  perform set_config('lock_timeout', '5s', true);

  if to_regclass('cron.job') is not null then
    for mine in
      select j.jobid, s.schedule, s.command, s.active, strpos(j.command, 'estorno.batch_size') > 0 as is_overwritten
      from cron.job j join estorno.cron_jobs_set_aside s on s.jobid = j.jobid where j.username = current_user
    loop
      perform cron.alter_job(mine.jobid, active => mine.active,
        schedule => case when mine.is_overwritten then mine.schedule end, command => case when mine.is_overwritten then mine.command end);
    end loop;
    perform cron.unschedule(j.jobid) from cron.job j
    where j.username = current_user and (j.jobname = 'estorno-prune-cron-history'
      or j.jobname = 'cleanup-stale-ai-jobs' and strpos(j.command, 'estorno.batch_size') > 0);
  end if;

  for mine in
    select t.tgname, t.tgrelid::regclass as relation from pg_catalog.pg_trigger t
    join pg_catalog.pg_proc p on p.oid = t.tgfoid and p.pronamespace = 'estorno'::regnamespace
    where t.tgname like 'zz\_estorno\_%' and t.tgparentid = 0 -- a partition's goes with that of its table
  loop
    execute format('drop trigger %I on %s', mine.tgname, mine.relation);
  end loop;
  for mine in
    select i.index_name from estorno.indexes_made i where to_regclass(format('public.%I', i.index_name)) is not null
  loop
    execute format('drop index public.%I', mine.index_name);
  end loop;

  for mine in
    select f as routine from estorno.functions_in_public() f
  loop
    execute format('drop function %s', mine.routine);
  end loop;
  for mine in
    select s.* from estorno.functions_set_aside s where to_regprocedure(format('public.%I(%s)', s.kept_name, s.arguments)) is not null
  loop
    execute format('alter routine public.%I(%s) rename to %I', mine.kept_name, mine.arguments, mine.original_name);
    foreach grantee in array mine.rights loop
      execute format('grant execute on routine public.%I(%s) to %s', mine.original_name, mine.arguments, grantee);
    end loop;
  end loop;

  perform set_config('client_min_messages', 'warning', true); -- a cascade names everything it takes
  drop schema estorno cascade;
end
$$;
