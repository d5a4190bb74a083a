begin;
\ir support.psql
select plan(8);

select is((select string_agg(format('%s, active %s, by %s in %s', schedule, active, username, database), '; ') from cron.job where jobname = 'cleanup-stale-ai-jobs'),
  format('*/5 * * * *, active t, by postgres in %s', current_database()), 'the cleanup is scheduled once, every 5 minutes');
select matches((select command from cron.job where jobname = 'cleanup-stale-ai-jobs'), 'cleanup_all_stale_ai_jobs', 'its command names the cleanup');
select is((select count(*) from cron.job where command ~ 'cleanup_all_stale_ai_jobs'), 1::bigint, 'no other command does');
select is((select count(*) from cron.job where command ~* 'http|key|secret|bearer'), 0::bigint, 'no HTTP and no key stands in a command');
select cron.schedule('cleanup-stale-ai-jobs', '*/5 * * * *', (select command from cron.job where jobname = 'cleanup-stale-ai-jobs'));
select is((select count(*) from cron.job where jobname = 'cleanup-stale-ai-jobs'), 1::bigint, 'scheduling again leaves one job');
select is((select schedule from cron.job where jobname = 'estorno-prune-cron-history'), '17 3 * * *', 'pg_cron''s history is pruned');
select cron.schedule('the-projects-own', '0 0 1 * *', 'select 1');
insert into cron.job_run_details (jobid, runid, database, username, command, status, start_time, end_time)
select j.jobid, 1000000 + row_number() over (order by age desc, j.jobname), current_database(), 'postgres', j.command, 'succeeded', now() - age, now() - age
from cron.job j, (values (interval '8 days'), (interval '6 days')) a (age)
where j.jobname in ('cleanup-stale-ai-jobs', 'estorno-prune-cron-history', 'the-projects-own');
select command as prune from cron.job where jobname = 'estorno-prune-cron-history' \gset
:prune;
select is((select string_agg(format('%s %s', j.jobname, now() - d.end_time), ', ' order by d.end_time, j.jobname)
    from cron.job_run_details d join cron.job j using (jobid) where d.runid > 1000000),
  'the-projects-own 8 days, cleanup-stale-ai-jobs 6 days, estorno-prune-cron-history 6 days, the-projects-own 6 days',
  'of our own two jobs, and after a week');

-- A cleanup of the project's own steps aside, in whatever letters it is called.
select cron.schedule('in-capitals', '*/10 * * * *', 'SELECT PUBLIC.CLEANUP_ALL_STALE_AI_JOBS()');
\ir ../migrations/20261101001000_schedule_cleanup.sql
select results_eq($$select j.active, s.command from cron.job j join estorno.cron_jobs_set_aside s using (jobid) where j.jobname = 'in-capitals'$$,
  $$values (false, 'SELECT PUBLIC.CLEANUP_ALL_STALE_AI_JOBS()')$$, 'a cron job that calls it in capitals is switched off and remembered');

select * from finish();
rollback;
