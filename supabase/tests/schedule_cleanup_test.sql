begin;
\ir support.psql
select plan(6);

select is((select string_agg(format('%s, active %s, by %s in %s', schedule, active, username, database), '; ') from cron.job where jobname = 'cleanup-stale-ai-jobs'),
  format('*/5 * * * *, active t, by postgres in %s', current_database()), 'the cleanup is scheduled once, every 5 minutes');
select matches((select command from cron.job where jobname = 'cleanup-stale-ai-jobs'), 'cleanup_all_stale_ai_jobs', 'its command names the cleanup');
select is((select count(*) from cron.job where command ~ 'cleanup_all_stale_ai_jobs'), 1::bigint, 'no other command does');
select is((select count(*) from cron.job where command ~* 'http|key|secret|bearer'), 0::bigint, 'no HTTP and no key stands in a command');
select cron.schedule('cleanup-stale-ai-jobs', '*/5 * * * *', (select command from cron.job where jobname = 'cleanup-stale-ai-jobs'));
select is((select count(*) from cron.job where jobname = 'cleanup-stale-ai-jobs'), 1::bigint, 'scheduling again leaves one job');
select is((select schedule from cron.job where jobname = 'estorno-prune-cron-history'), '17 3 * * *', 'pg_cron''s history is pruned');

select * from finish();
rollback;
