begin;
\ir support.psql
select plan(8);

-- A table that cannot be worked on costs the others nothing.
create table tests.known as select tests.customer() as customer;
create table tests.jobs as select tests.job('veste_ai_jobs', customer, 5, 'queued', 11) as fine, tests.job('pose_changer_jobs', customer, 6, 'queued', 11) as lost from tests.known;
alter table public.pose_changer_jobs rename column user_credit_cost to price;
drop table public.video_upscaler_jobs;
select results_eq('select * from public.cleanup_all_stale_ai_jobs() order by table_name',
  $$values ('pose_changer_jobs', 0, 0), ('upscaler_jobs', 0, 0), ('veste_ai_jobs', 1, 5), ('video_upscaler_jobs', 0, 0)$$,
  'a table that lost a column and one that is gone: the others are worked on');
select is(tests.status('veste_ai_jobs', fine), 'failed', 'a job of theirs is over') from tests.jobs;
select results_eq('select table_name, failures, error is not null from estorno.cleanup_run_tables order by table_name',
  $$values ('pose_changer_jobs', 1, true), ('upscaler_jobs', 0, false), ('veste_ai_jobs', 0, false), ('video_upscaler_jobs', 1, true)$$,
  'the log says which tables could not be worked on');
alter table public.pose_changer_jobs rename column price to user_credit_cost;
select results_eq($$select cancelled_count from public.cleanup_all_stale_ai_jobs() where table_name = 'pose_changer_jobs'$$, 'values (1)',
  'once the column is back, the next run ends what waited');

-- What has become moot goes with the next run.
insert into estorno.attention (table_name, job_id, reason) select 'veste_ai_jobs', fine, 'busy' from tests.jobs;
insert into estorno.cleanup_runs (started_at, finished_at, started_by)
select now() - days * interval '1 day', now() - days * interval '1 day', 'cron' from (values (29), (31)) d (days);
select count(*) from public.cleanup_all_stale_ai_jobs();
select is((select count(*) from estorno.attention), 0::bigint, 'a job that is over leaves the attention list');
select is((select max(now() - started_at) from estorno.cleanup_runs), interval '29 days', 'runs older than 30 days leave the log');

-- Whoever waits longest is first.
create table tests.line as select tests.job('veste_ai_jobs', customer, 1, 'queued', minutes) as id, minutes from tests.known, (values (12), (14), (13)) m (minutes);
select set_config('estorno.batch_size', '1', true);
select count(*) from public.cleanup_all_stale_ai_jobs();
select results_eq($$select minutes from tests.line where tests.status('veste_ai_jobs', id) = 'failed'$$, 'values (14)', 'a batch of one takes the oldest job');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

select * from finish();
rollback;
