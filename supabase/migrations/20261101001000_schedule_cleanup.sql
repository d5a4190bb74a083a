-- pg_cron, last: everything before works without it. Scheduling again under the same name and role replaces the job.
-- A cron job of the project's own that calls a cleanup of this name, or has our job's name, steps aside: remembered, switched
-- off, given back by supabase/uninstall.sql.
do $migration$
declare
  foreigner record;
  ours bigint;
begin
  begin
    create extension if not exists pg_cron with schema pg_catalog;
  exception when others then
    raise notice 'pg_cron cannot be had here (%).', sqlerrm;
  end;
  if to_regprocedure('cron.schedule(text,text,text)') is null then
    raise notice 'The cleanup is not scheduled: let something call public.cleanup_all_stale_ai_jobs() every 5 minutes.';
    return;
  end if;
  for foreigner in
    select j.* from cron.job j
    where (j.jobname = 'cleanup-stale-ai-jobs' or j.active and j.command ilike '%cleanup\_all\_stale\_ai\_jobs%')
      and strpos(j.command, 'estorno.batch_size') = 0 and j.database = current_database()
    order by j.jobid
  loop
    if foreigner.username <> current_user then
      raise warning 'The cron job % (%) belongs to % and goes on. Let its owner run: select cron.alter_job(%, active => false);',
        foreigner.jobid, foreigner.command, foreigner.username, foreigner.jobid;
      continue;
    end if;
    insert into estorno.cron_jobs_set_aside (jobid, jobname, schedule, command, active)
    values (foreigner.jobid, foreigner.jobname, foreigner.schedule, foreigner.command, foreigner.active)
    on conflict (jobid) do update set schedule = excluded.schedule, command = excluded.command, active = excluded.active;
    perform cron.alter_job(foreigner.jobid, active => false);
    raise notice 'The project''s own cron job % "%" (%, %) is switched off: the cleanup is ours now. supabase/uninstall.sql gives it back.',
      foreigner.jobid, foreigner.jobname, foreigner.schedule, foreigner.command;
  end loop;
  -- A commit after 250 jobs or 40 ms: no customer waits long for their credits row, and a kill loses one batch at most. When
  -- all are over, the panel's figures are counted on.
  ours := cron.schedule('cleanup-stale-ai-jobs', '*/5 * * * *', $cron$do $$
begin
  loop
    perform set_config('estorno.batch_size', '250', true);
    perform public.cleanup_all_stale_ai_jobs();
    commit;
    exit when coalesce(current_setting('estorno.run_id', true), '') = '';
  end loop;
  for step in 1 .. 20 loop
    exit when not estorno.count_on(step);
    commit;
  end loop;
end
$$$cron$);
  if exists (select from estorno.cron_jobs_set_aside s where s.jobid = ours) then
    perform cron.alter_job(ours, active => true); -- it had our name, and lent us its number
  end if;
  -- Nothing else ever prunes this table of pg_cron's; what other jobs left there is their owner's. A run that never began has
  -- no times: it goes with its neighbours, and at the latest when 2,016 came after it, which make a week.
  perform cron.schedule('estorno-prune-cron-history', '17 3 * * *',
    $cron$delete from cron.job_run_details d using cron.job j
      where j.jobname in ('cleanup-stale-ai-jobs', 'estorno-prune-cron-history') and j.username = current_user
        and d.jobid = j.jobid and d.command = j.command and d.runid <= greatest(
          (select max(o.runid) from cron.job_run_details o where o.end_time < now() - interval '7 days'),
          (select o.runid from cron.job_run_details o join cron.job c on c.jobid = o.jobid
           where c.jobname = 'cleanup-stale-ai-jobs' and c.username = current_user order by o.runid desc offset 2016 limit 1))$cron$);
end
$migration$;
