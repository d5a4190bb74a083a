begin;
\ir support.psql
select plan(20);

create table tests.known as select tests.customer() as customer;
create function tests.problems() returns text[] language sql as $$ select h.problems from estorno.cleaner_health() h $$;
delete from cron.job_run_details;
update estorno.job_tables set registered_at = now();
select is(tests.problems(), '{}', 'all is well');

-- A host changes the type of a column.
create table tests.jobs as select tests.job('upscaler_jobs', customer, 5, 'queued', 11) as a, tests.job('pose_changer_jobs', customer, 5, 'queued', 11) as b,
  tests.job('veste_ai_jobs', customer, 5, 'queued', 11) as c, tests.job('video_upscaler_jobs', customer, 5, 'queued', 11) as d from tests.known;
create type tests.word as enum ('queued', 'running', 'completed', 'failed', 'cancelled');
drop trigger zz_estorno_keep_job_over on public.pose_changer_jobs;
drop index public.pose_changer_jobs_unfinished;
alter table public.pose_changer_jobs alter column status drop default, alter column status type tests.word using status::tests.word;
alter table public.upscaler_jobs alter column id drop default, alter column id type text;
select is((select array_agg(u.table_name order by 1) from estorno.usable_job_tables() u), '{veste_ai_jobs,video_upscaler_jobs}', 'a table with a column of another type cannot be worked on');
select is(tests.problems(), '{table_unusable}', 'and is a problem');
select results_eq('select table_name, cancelled_count from public.cleanup_all_stale_ai_jobs() where cancelled_count > 0 order by 1',
  $$values ('veste_ai_jobs', 1), ('video_upscaler_jobs', 1)$$, 'the others are worked on');
select is((select array_agg(t.table_name order by t.table_name) from estorno.cleanup_run_tables t where t.error is not null), '{pose_changer_jobs,upscaler_jobs}', 'the log says why it was not');
select lives_ok('select * from estorno.reconciliation', 'reconciliation reads the others');
select lives_ok('select * from estorno.list_attention(null)', 'and so does the attention list');
delete from estorno.job_tables where table_name in ('upscaler_jobs', 'pose_changer_jobs');
delete from estorno.cleanup_runs;
alter table public.veste_ai_jobs rename error_message to message;
select is(tests.problems(), '{table_unusable}', 'a column that is gone is a problem too');
alter table public.veste_ai_jobs rename message to error_message;
select is(tests.problems(), '{}', 'what is mended, or taken out, is none');

-- Every refund fails.
insert into estorno.attention (table_name, job_id, reason, first_tried_at) values
  ('veste_ai_jobs', gen_random_uuid(), 'refund_failed', now() - interval '10 minutes'), ('veste_ai_jobs', gen_random_uuid(), 'busy', now() + interval '1 minute'),
  ('veste_ai_jobs', gen_random_uuid(), 'predates_installation', now() + interval '1 minute');
select is(tests.problems(), '{}', 'one refund that fails while others succeed needs a human, but the cleaner is well');
create function tests.failing(tool text, how text, jobs integer) returns void language sql as $$
  insert into estorno.attention (table_name, job_id, reason, first_tried_at)
  select tool, gen_random_uuid(), how, now() + interval '1 second' from generate_series(1, jobs)
$$;
create function tests.ended(tool text, credits integer) returns void language sql as $$
  insert into estorno.settlements (table_name, job_id, ending, actor, status_before, status_after, charge_proof, refunded_credits, refunded_to_monthly, settled_at)
  values (tool, gen_random_uuid(), 'timeout', 'cron', 'queued', 'failed', 'ledger', credits, 0, now() + interval '2 seconds')
$$;
select tests.failing('video_upscaler_jobs', 'refund_failed', 2);
select is(tests.problems(), '{}', 'so do two');
select tests.failing('video_upscaler_jobs', 'refund_failed', 1);
select is(tests.problems(), '{refunds_failing}', 'three of a tool, and none of its refunds since, are a problem');
select tests.ended('veste_ai_jobs', 5);
select is(tests.problems(), '{refunds_failing}', 'another tool''s refund is no comfort');
select tests.ended('video_upscaler_jobs', 0);
select is(tests.problems(), '{refunds_failing}', 'nor is an end without one');
update estorno.attention set reason = 'not_ended' where table_name = 'video_upscaler_jobs';
select is(tests.problems(), '{}', 'but it is for jobs that could not be ended at all');
update estorno.attention set reason = 'refund_failed' where table_name = 'video_upscaler_jobs';
select tests.ended('video_upscaler_jobs', 5);
select is(tests.problems(), '{}', 'and so is a refund of the tool');

-- pg_cron's runs that never began have no time.
create function tests.cron_run(run integer, status text, started interval) returns void language sql as $$
  insert into cron.job_run_details (jobid, runid, database, username, status, start_time, end_time)
  select jobid, 1000000 + run, current_database(), 'postgres', status, now() - started, now() - started from cron.job where jobname = 'cleanup-stale-ai-jobs'
$$;
create function tests.failed_cron_runs() returns integer language sql as $$ select h.failed_cron_runs_24h from estorno.cleaner_health() h $$;
select tests.cron_run(run, 'failed', null) from generate_series(1, 1000) run;
select is(tests.failed_cron_runs(), 288, 'of those a day has room for 288');
select tests.cron_run(run, 'succeeded', make_interval(mins => 5 * (1010 - run))) from generate_series(1001, 1010) run;
select is(tests.failed_cron_runs(), 278, 'less those that began');
update cron.job_run_details set start_time = now() - interval '25 hours' where runid = 1000900;
select is(tests.failed_cron_runs(), 100, 'and those before one that began a day ago');
delete from cron.job_run_details where runid > 1000000;

-- The list of what needs a human cannot be read.
create or replace function estorno.list_attention(max_rows integer) returns setof estorno.attention_row language plpgsql stable as $$
begin
  raise exception 'broken';
end $$;
select results_eq('select problems, attention_jobs from estorno.cleaner_health()', $$values ('{attention_unreadable}'::text[], 6)$$,
  'is a problem, and keeps nobody from the rest');

select * from finish();
rollback;
