begin;
\ir support.psql
select plan(33);

create table tests.known as select tests.admin() as admin, tests.customer(1000) as customer, tests.customer(1000) as other, gen_random_uuid() as refused;
create table tests.jobs as select
  tests.job('upscaler_jobs', customer, 60, 'running', 11, 11) as stuck, tests.job('upscaler_jobs', customer, 5, 'queued', 10.1) as outside,
  tests.job('upscaler_jobs', customer, 5, 'queued', 9.9) as inside, tests.job('upscaler_jobs', customer, 7, 'queued', 2000) as old,
  tests.job('pose_changer_jobs', other, 4, 'queued', 11) as off, tests.job('veste_ai_jobs', other, 3, 'starting', 11, 11) as starting,
  tests.job('veste_ai_jobs', other, 3, 'completed', 11) as done from tests.known;
insert into public.veste_ai_jobs (user_id, status, user_credit_cost, created_at) values (null, 'queued', 9, now() - interval '1 hour');
insert into estorno.attention (table_name, job_id, reason) select 'upscaler_jobs', old, 'predates_installation' from tests.jobs;
update estorno.job_tables set enabled = false where table_name = 'pose_changer_jobs';
alter table public.video_upscaler_jobs rename column user_credit_cost to price;
grant select on tests.known, tests.jobs to public;

-- Who may not.
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok('select public.admin_preview_cleanup()', '42501', null, 'a customer does not see what a run would end');
select throws_ok('select public.admin_run_cleanup()', '42501', null, 'nor runs it');
select throws_ok('select public.admin_list_cleanup_hours()', '42501', null, 'nor sees what runs did by the hour');
select throws_ok('select public.admin_list_cleanup_runs()', '42501', null, 'nor one by one');
select tests.act_as('anon');
select throws_ok('select public.admin_preview_cleanup()', '42501', null, 'anon does not see what a run would end');
select throws_ok('select public.admin_run_cleanup()', '42501', null, 'nor runs it');
select throws_ok('select public.admin_list_cleanup_hours()', '42501', null, 'nor sees what runs did by the hour');
select throws_ok('select public.admin_list_cleanup_runs()', '42501', null, 'nor one by one');
select tests.act_as('service_role');
select throws_ok('select public.admin_run_cleanup()', '42501', null, 'a service token is no admin: it has a cleanup of its own');

-- The preview.
select tests.act_as_owner();
insert into estorno.attention (table_name, job_id, reason) select 'upscaler_jobs', stuck, 'not_ended' from tests.jobs;
select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select * from public.admin_preview_cleanup() order by table_name', $$values
  ('pose_changer_jobs', 'Troca de Pose', 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint), ('upscaler_jobs', 'Upscaler de Imagem', 2, 1, 65, 1, 60),
  ('veste_ai_jobs', 'Provador Virtual', 2, 1, 3, 0, 0), ('video_upscaler_jobs', 'Upscaler de Vídeo', 0, 0, 0, 0, 0)$$,
  'jobs past their limit of each tool: not those of one that is off, from before the installation, or in a table that lost a column; what failed before is told');
select tests.act_as_owner();
select is((select count(*) from estorno.cleanup_runs), 0::bigint, 'the preview is no run');
select is(tests.status('upscaler_jobs', stuck), 'running', 'and ends nothing') from tests.jobs;
alter table public.video_upscaler_jobs rename column price to user_credit_cost;

-- The run, in the admin's name whatever the session says of batches.
select set_config('estorno.batch_size', '1', true);
select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select * from public.admin_run_cleanup() order by table_name', $$values
  ('pose_changer_jobs', 0, 0::bigint, 0), ('upscaler_jobs', 2, 65, 0), ('veste_ai_jobs', 2, 3, 0), ('video_upscaler_jobs', 0, 0, 0)$$,
  'it ends what the preview showed, and gives back those credits');
select results_eq('select sum(jobs) from public.admin_preview_cleanup()', 'values (0::numeric)', 'then there is nothing left');
select tests.act_as_owner();
select set_config('estorno.batch_size', '', true);
select results_eq('select tests.balance(customer), tests.refunds(customer), tests.balance(other), tests.refunds(other) from tests.known',
  $$values (1000 - 12, 2::bigint, 1000 - 7, 1::bigint)$$, 'the customers have 65 and 3 credits back, once');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');
select results_eq($$select tests.status('upscaler_jobs', inside), tests.status('upscaler_jobs', old), tests.status('pose_changer_jobs', off) from tests.jobs$$,
  $$values ('queued', 'queued', 'queued')$$, 'what the clock leaves alone is as before');
select results_eq('select distinct ending, actor, actor_id from estorno.settlements', $$select 'timeout', 'admin', admin from tests.known$$,
  'the record says that the clock ended them, and who asked for it');
select results_eq('select started_by, started_by_id, finished_at is not null from estorno.cleanup_runs', $$select 'admin', admin, true from tests.known$$,
  'the log says who ran');

-- What cannot be ended.
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost, created_at) select refused, tests.customer(0), 'queued', 9, now() - interval '11 minutes' from tests.known;
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select cancelled_count, refunded_credits, failures from public.admin_run_cleanup() where table_name = 'upscaler_jobs'$$, 'values (0, 0::bigint, 1)',
  'a refund that fails is a failure');
select is((select reason from public.admin_list_attention(), tests.known where job_id = refused), 'refund_failed', 'of a job that is on the attention list');

-- Bounded: the panel calls again.
select tests.act_as_owner();
insert into public.upscaler_jobs (status, user_credit_cost, created_at) select 'queued', 0, now() - interval '1 hour' from generate_series(1, 1001);
select tests.act_as('authenticated', admin) from tests.known;
select cmp_ok(cancelled_count, '<=', 1000, 'a call ends 1,000 jobs at most') from public.admin_run_cleanup() where table_name = 'upscaler_jobs';
select cmp_ok(jobs, '>', 1::bigint, 'the preview shows that there are more') from public.admin_preview_cleanup() where table_name = 'upscaler_jobs';

-- What the runs of late did.
select tests.act_as_owner();
delete from estorno.cleanup_runs;
create function tests.run(began timestamptz, started_by text, done integer, failed integer default 0, error text default null) returns void language sql as $$
  with run as (
    insert into estorno.cleanup_runs (started_at, finished_at, started_by, started_by_id)
    select began, case when done is not null then began + interval '2 seconds' end, run.started_by, case run.started_by when 'admin' then admin end from tests.known returning id)
  insert into estorno.cleanup_run_tables
  select id, table_name, done, done * 10, failed, run.error from run, (values ('upscaler_jobs'), ('veste_ai_jobs')) t (table_name) where done is not null
$$;
create table tests.hour as select date_bin('1 hour', now(), 'epoch') as this;
select tests.run(this, 'cron', 1), tests.run(this - interval '1 second', 'cron', 2, 1, 'table is gone'), tests.run(this - interval '1 hour', 'admin', 3),
  tests.run(this - interval '23 hours', 'service', 4), tests.run(this - interval '23 hours 1 second', 'service', 5), tests.run(this - interval '2 hours', 'cron', null)
from tests.hour;
select tests.act_as('authenticated', admin) from tests.known;
select is((select count(*) from public.admin_list_cleanup_hours()), 24::bigint, 'there are 24 hours');
select results_eq('select distinct hour_started_at - lag(hour_started_at) over () from public.admin_list_cleanup_hours() offset 1', $$values (interval '1 hour')$$,
  'one after the other');
select results_eq('select runs, ended, refunded_credits, failures from public.admin_list_cleanup_hours() where runs > 0',
  'values (1, 8, 80::bigint, 0), (1, 0, 0, 0), (2, 10, 100, 2), (1, 2, 20, 0)', 'each run counts in the hour in which it began; what began before is out');
select is((select max(hour_started_at) from public.admin_list_cleanup_hours()), date_bin('1 hour', now(), 'epoch'), 'the last is this one');
select results_eq('select started_by, started_by_name is not null, ended, refunded_credits, failures, error, finished_at is null from public.admin_list_cleanup_runs()',
  $$values ('cron', false, 2, 20::bigint, 0, null, false), ('cron', false, 4, 40, 2, E'upscaler_jobs: table is gone\nveste_ai_jobs: table is gone', false),
  ('admin', true, 6, 60, 0, null, false), ('cron', false, 0, 0, 0, null, true), ('service', false, 8, 80, 0, null, false), ('service', false, 10, 100, 0, null, false)$$,
  'the runs, newest first, with who started them, what they did and what went wrong');
select is((select count(*) from public.admin_list_cleanup_runs(2)), 2::bigint, 'no more than asked for');
select is((select started_by_name from public.admin_list_cleanup_runs() where started_by = 'admin'), (select 'Cliente ' || left(admin::text, 4) from tests.known), 'an admin by name');

-- The health of the cleaner knows of an admin's run.
select tests.act_as_owner();
delete from estorno.cleanup_runs;
select tests.act_as('authenticated', admin) from tests.known;
select lives_ok('select public.admin_run_cleanup()', 'a run by hand');
select is((select state from public.admin_cleaner_health()), 'ok', 'counts as one');
select results_eq('select count(*) from public.admin_list_cleanup_runs()', 'values (1::bigint)', 'and stands in the log');

select * from finish();
rollback;
