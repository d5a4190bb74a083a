begin;
\ir support.psql
select plan(3);

-- No run of these ever began, so none has a time.
delete from cron.job_run_details;
insert into cron.job_run_details (jobid, runid, database, username, command, status)
select j.jobid, 1000000 + run, current_database(), 'postgres', j.command, 'failed'
from cron.job j, generate_series(1, 3000) run where j.jobname = 'cleanup-stale-ai-jobs';
select cron.schedule('the-projects-own', '0 0 * * *', 'select 1');
insert into cron.job_run_details (jobid, runid, database, username, command, status)
select j.jobid, run, current_database(), 'postgres', j.command, 'failed' from cron.job j, generate_series(1, 9) run where j.jobname = 'the-projects-own';

select command as prune from cron.job where jobname = 'estorno-prune-cron-history' \gset
:prune;
select results_eq($$select count(*), min(runid) from cron.job_run_details where runid > 1000000$$, 'values (2016::bigint, 1000985::bigint)', 'runs without a time are kept for as many runs as a week has');
select is((select count(*) from cron.job_run_details where runid < 10), 9::bigint, 'those of other jobs are their owner''s');
:prune;
select is((select count(*) from cron.job_run_details where runid > 1000000), 2016::bigint, 'and no more go the next time');

select * from finish();
rollback;
