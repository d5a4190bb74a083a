-- pg_cron, last: everything above works without it. Scheduling again under the same name and role replaces the job.
do $migration$
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
  -- Batches of 250 jobs that commit: no customer waits long for their credits row, and a kill loses one batch at most.
  perform cron.schedule('cleanup-stale-ai-jobs', '*/5 * * * *', $cron$do $$
begin
  loop
    perform set_config('estorno.batch_size', '250', true);
    perform public.cleanup_all_stale_ai_jobs();
    commit;
    exit when coalesce(current_setting('estorno.run_id', true), '') = '';
  end loop;
end
$$$cron$);
  -- Nothing else ever prunes this table of pg_cron's. A run that never began has no times: it goes with its neighbours.
  perform cron.schedule('estorno-prune-cron-history', '17 3 * * *',
    $cron$delete from cron.job_run_details where runid <= (
      select max(runid) from cron.job_run_details where end_time < now() - interval '7 days')$cron$);
end
$migration$;
