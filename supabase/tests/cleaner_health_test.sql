begin;
\ir support.psql
select plan(26);

create table tests.known as select tests.admin() as admin, tests.customer() as customer;
grant select on tests.known to public;
create function tests.health() returns table (state text, problems text[]) language sql as $$ select h.state, h.problems from estorno.cleaner_health() h $$;
-- A run of cron that began and finished so many minutes ago.
create function tests.ran(minutes_ago integer, finished boolean default true, by_role name default session_user) returns void language sql as $$
  insert into estorno.cleanup_runs (started_at, finished_at, started_by, ran_as)
  values (now() - make_interval(mins => minutes_ago), case when finished then now() - make_interval(mins => minutes_ago) end, 'cron', by_role)
$$;
delete from estorno.cleanup_runs;
delete from cron.job_run_details;

update estorno.job_tables set registered_at = now() - interval '5 minutes';
select results_eq('select * from tests.health()', $$values ('ok', '{}'::text[])$$, 'a fresh installation is well');
select is((select next_run_at from estorno.cleaner_health()), date_bin('5 minutes', now(), 'epoch'::timestamptz) + interval '5 minutes', 'it knows when the next run is due');
update estorno.job_tables set registered_at = now() - interval '20 minutes';
select results_eq('select * from tests.health()', $$values ('down', '{down}'::text[])$$, 'one that never ran is down');
select tests.ran(12);
select results_eq('select * from tests.health()', $$values ('down', '{down}'::text[])$$, 'two missed runs: down');
select tests.ran(11);
select results_eq('select * from tests.health()', $$values ('late', '{late}'::text[])$$, 'one missed run: late');
select tests.ran(7);
select results_eq('select * from tests.health()', $$values ('late', '{late}'::text[])$$, 'as soon as it is missed');
select tests.ran(6);
select results_eq('select * from tests.health()', $$values ('ok', '{}'::text[])$$, 'the next one has a minute to come');
select is((select age_seconds from estorno.cleaner_health()), 360, 'its age is told');

-- A run that takes its time: it began in time, and is not over.
update estorno.cleanup_runs set finished_at = finished_at - interval '3 minutes', started_at = started_at - interval '3 minutes';
select tests.ran(4, finished => false);
select results_eq('select * from tests.health()', $$values ('ok', '{}'::text[])$$, 'a run that goes on is not missed');
update estorno.cleanup_runs set started_at = now() - interval '7 minutes' where finished_at is null;
select results_eq('select * from tests.health()', $$values ('late', '{late}'::text[])$$, 'unless it goes on for ever');
update estorno.cleanup_runs set started_at = now() - interval '4 minutes' where finished_at is null;
select tests.ran(1, finished => false);
select results_eq('select * from tests.health()', $$values ('late', '{late}'::text[])$$, 'and not when the one before it was cut off');
delete from estorno.cleanup_runs where finished_at is null;
select tests.ran(4);

-- Runs that failed.
insert into estorno.cleanup_run_tables (run_id, table_name, failures, error) select max(id), 'upscaler_jobs', 3, 'relation is gone' from estorno.cleanup_runs;
select results_eq('select * from tests.health()', $$values ('late', '{late,run_failed}'::text[])$$, 'a run in which a table could not be worked on is no success');
select results_eq('select failed_jobs_24h, failed_runs_24h from estorno.cleaner_health()', 'values (3, 1)', 'and is counted');
select tests.ran(2);
select results_eq('select * from tests.health()', $$values ('ok', '{}'::text[])$$, 'the next good run mends it');
select tests.ran(11, finished => false);
select is((select failed_runs_24h from estorno.cleaner_health()), 2, 'a run that was killed is counted');
select tests.ran(1, by_role => 'supabase_admin');
select results_eq('select problems from tests.health()', $$values ('{cron_doubled}'::text[])$$, 'two roles that both run the schedule are seen in the log');
delete from estorno.cleanup_runs where ran_as = 'supabase_admin';

-- What pg_cron says.
create function tests.cron_run(run integer, status text, started interval) returns void language sql as $$
  insert into cron.job_run_details (jobid, runid, database, username, status, start_time, end_time)
  select jobid, 1000000 + run, current_database(), 'postgres', status, now() - started, now() - started from cron.job where jobname = 'cleanup-stale-ai-jobs'
$$;
select tests.cron_run(1, 'failed', '30 hours'), tests.cron_run(2, 'failed', '3 hours'), tests.cron_run(3, 'failed', null), tests.cron_run(4, 'succeeded', '1 minute');
select results_eq('select failed_cron_runs_24h, problems from estorno.cleaner_health()', $$values (2, '{}'::text[])$$,
  'failed runs of the last day are counted, those that never began too');
select tests.cron_run(5, 'failed', null);
select results_eq('select problems from tests.health()', $$values ('{cron_run_failed}'::text[])$$, 'the last one failed');
delete from cron.job_run_details where runid > 1000000;
select cron.schedule('a-second-one', '*/5 * * * *', 'SELECT PUBLIC.CLEANUP_ALL_STALE_AI_JOBS()');
select results_eq('select problems from tests.health()', $$values ('{cron_doubled}'::text[])$$, 'scheduled twice, in whatever letters');
select cron.unschedule('a-second-one');
select cron.alter_job(jobid, active => false) from cron.job where jobname = 'cleanup-stale-ai-jobs';
select results_eq('select problems, next_run_at from estorno.cleaner_health()', $$values ('{cron_inactive}'::text[], null::timestamptz)$$, 'switched off');
select cron.unschedule('cleanup-stale-ai-jobs');
select results_eq('select problems from tests.health()', $$values ('{cron_unscheduled}'::text[])$$, 'not scheduled');

select is((select attention_jobs from estorno.cleaner_health()), 0, 'nothing needs a human');
insert into public.upscaler_jobs (user_id, status, created_at) select customer, 'queued', null from tests.known;
select is((select attention_jobs from estorno.cleaner_health()), 1, 'a job of unknown age does');

select tests.act_as('authenticated', customer) from tests.known;
select throws_ok('select public.admin_cleaner_health()', '42501', null, 'a customer does not see the health');
select tests.act_as('service_role');
select throws_ok('select public.admin_cleaner_health()', '42501', null, 'nor does a service token');
select tests.act_as('authenticated', admin) from tests.known;
select is((select count(*) from public.admin_cleaner_health()), 1::bigint, 'an admin does');

select * from finish();
rollback;
