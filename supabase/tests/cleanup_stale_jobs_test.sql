begin;
\ir support.psql
select plan(18);

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

-- In batches that commit as well it is one failure of the run, which goes on without it.
select tests.job('veste_ai_jobs', customer, 1, 'queued', 11), tests.job('pose_changer_jobs', customer, 1, 'queued', 11) from tests.known, generate_series(1, 3);
alter table public.pose_changer_jobs rename column user_credit_cost to price;
select set_config('estorno.batch_size', '1', true);
do $$ begin for n in 1 .. 5 loop perform public.cleanup_all_stale_ai_jobs(); end loop; end $$;
select results_eq('select table_name, cancelled_count, failures, error is not null from estorno.cleanup_run_tables
    where run_id = (select max(id) from estorno.cleanup_runs) and cancelled_count + failures > 0 order by table_name',
  $$values ('pose_changer_jobs', 0, 1, true), ('veste_ai_jobs', 3, 0, false), ('video_upscaler_jobs', 0, 1, true)$$, 'a table is one failure a run');
select is(current_setting('estorno.run_id'), '', 'and does not keep the run from its end');
select set_config('estorno.batch_size', '', true);
alter table public.pose_changer_jobs rename column price to user_credit_cost;
select count(*) from public.cleanup_all_stale_ai_jobs();

-- What has become moot goes with the next run.
insert into estorno.attention (table_name, job_id, reason) select 'veste_ai_jobs', fine, 'busy' from tests.jobs;
insert into estorno.cleanup_runs (started_at, finished_at, started_by)
select now() - days * interval '1 day', now() - days * interval '1 day', 'cron' from (values (29), (31)) d (days);
select count(*) from public.cleanup_all_stale_ai_jobs();
select is((select count(*) from estorno.attention), 0::bigint, 'a job that is over leaves the attention list');
select is((select max(now() - started_at) from estorno.cleanup_runs), interval '29 days', 'runs older than 30 days leave the log');

-- Whoever waits longest is first; the first call of a committed run only begins it.
create table tests.line as select tests.job('veste_ai_jobs', customer, 1, 'queued', minutes) as id, minutes from tests.known, (values (12), (14), (13)) m (minutes);
select set_config('estorno.batch_size', '1', true);
select count(*) from public.cleanup_all_stale_ai_jobs();
select results_eq('select count(*) from estorno.cleanup_runs where finished_at is null', 'values (1::bigint)', 'a run is in the log before it ends a job');
select count(*) from public.cleanup_all_stale_ai_jobs();
select results_eq($$select minutes from tests.line where tests.status('veste_ai_jobs', id) = 'failed'$$, 'values (14)', 'a batch of one takes the oldest job');
select set_config('estorno.batch_size', '', true);
select count(*) from public.cleanup_all_stale_ai_jobs();

-- What keeps failing: its first try stays on record, who was tried longest ago is tried first, and each failure is counted.
create table tests.failing as select tests.customer(0) as customer;
create table tests.retried as select gen_random_uuid() as id, n from generate_series(1, 3) n;
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost, created_at)
select id, customer, 'queued', 9, now() - interval '1 hour' + n * interval '1 minute' from tests.retried, tests.failing;
select count(*) from public.cleanup_all_stale_ai_jobs();
select is((select failures from estorno.cleanup_run_tables where table_name = 'upscaler_jobs' order by run_id desc limit 1), 3, 'the log counts what failed');
update estorno.attention set first_tried_at = now() - interval '1 day', last_tried_at = now() - n * interval '1 minute' from tests.retried where job_id = id;
select estorno.begin_cleanup_run('service');
select ok((estorno.stale_jobs(t, p)).job_ids is null, 'a run''s first pass leaves them to its second')
from estorno.job_tables t join estorno.cleanup_run_tables p using (table_name)
where t.table_name = 'upscaler_jobs' and p.run_id = (select max(id) from estorno.cleanup_runs);
update estorno.cleanup_run_tables set pass = 2 where run_id = (select max(id) from estorno.cleanup_runs);
select is((estorno.stale_jobs(t, p)).job_ids[:1], array(select id from tests.retried where n = 3), 'who was tried longest ago is tried first')
from estorno.job_tables t join estorno.cleanup_run_tables p using (table_name)
where t.table_name = 'upscaler_jobs' and p.run_id = (select max(id) from estorno.cleanup_runs);
select count(*) from public.cleanup_all_stale_ai_jobs();
select results_eq('select distinct tries, first_tried_at, last_tried_at from estorno.attention', $$values (2, now() - interval '1 day', now())$$,
  'a try more, and the first one stays on record');

-- A host that asserts, or checks at commit, costs the others nothing either.
create function tests.object() returns trigger language plpgsql as $$
begin
  assert new.status <> 'failed' or new.user_credit_cost <> 77, 'seventy-seven';
  if new.status = 'failed' and new.user_credit_cost = 78 then raise exception 'seventy-eight, at commit'; end if;
  return null;
end $$;
create constraint trigger at_commit after update on public.upscaler_jobs deferrable initially deferred for each row execute function tests.object();
select tests.job('upscaler_jobs', customer, cost, 'queued', 11) from tests.known, (values (77), (78), (5), (6)) c (cost);
set constraints all immediate;
set constraints all deferred;
select is((select cancelled_count from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'), 2, 'an assertion and a check at commit keep their own jobs open alone');
select results_eq($$select detail from estorno.attention where reason = 'not_ended' order by detail$$, $$values ('seventy-eight, at commit'), ('seventy-seven')$$,
  'with what they said');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

-- A run begins even when it cannot find out at which job the one before was cut off.
insert into estorno.cleanup_runs (started_at, started_by) values (now() - interval '5 minutes', 'cron');
insert into estorno.cleanup_run_tables (run_id, table_name, suspect) select max(id), 'veste_ai_jobs', true from estorno.cleanup_runs;
create or replace function estorno.stale_jobs(tool estorno.job_tables, place estorno.cleanup_run_tables)
returns estorno.stale_queue language plpgsql as $$ begin raise exception 'broken'; end $$;
select lives_ok($$select estorno.begin_cleanup_run('cron')$$, 'a hint that cannot be had stops no run');

select * from finish();
rollback;
