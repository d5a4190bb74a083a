begin;
\ir support.psql
select plan(32);

create table tests.known as select tests.customer() as customer;
grant select on tests.known to public;

-- A row a minute inside and one a minute outside each limit, on each clock, in each table.
create table tests.cases as
select t.job_table, c.*, tests.job(t.job_table, k.customer, c.cost, c.status, c.created, c.started) as id
from tests.known k
cross join (values ('upscaler_jobs'), ('pose_changer_jobs'), ('veste_ai_jobs'), ('video_upscaler_jobs')) t (job_table)
cross join (values
  ('queued 9 minutes ago', 'queued', 9, null::numeric, 1, false),
  ('queued 11 minutes ago', 'queued', 11, null, 2, true),
  ('pending 9 minutes ago', 'pending', 9, null, 1, false),
  ('pending 11 minutes ago', 'pending', 11, null, 2, true),
  ('started 9 minutes ago, queued 30', 'running', 30, 9, 1, false),
  ('started 11 minutes ago, queued 12', 'running', 12, 11, 2, true),
  ('queued 11 minutes, started 20 seconds ago', 'running', 11, 0.33, 1, false),
  ('starting for 9 minutes', 'starting', 20, 9, 1, false),
  ('starting for 11 minutes', 'starting', 20, 11, 2, true),
  ('running without a start, created 11 minutes ago', 'running', 11, null, 2, true),
  ('completed an hour ago', 'completed', 60, null, 1, false),
  ('failed an hour ago', 'failed', 60, null, 1, false),
  ('cancelled an hour ago', 'cancelled', 60, null, 1, false)
) c (name, status, created, started, cost, ends);

create table tests.answer as select * from public.cleanup_all_stale_ai_jobs();

select results_eq('select table_name, cancelled_count, refunded_credits from tests.answer order by table_name',
  $$values ('pose_changer_jobs', 5, 10), ('upscaler_jobs', 5, 10), ('veste_ai_jobs', 5, 10), ('video_upscaler_jobs', 5, 10)$$,
  'each table is counted by itself');
select is_empty($$select name, job_table from tests.cases where ends and tests.status(job_table, id) <> 'failed'$$,
  'every job past its limit is failed');
select is_empty($$select name, job_table from tests.cases where not ends and tests.status(job_table, id) <> status$$,
  'every job inside its limit, or over, is left alone');
select is(tests.balance(customer), 1000 - 4 * (8 + 10) + 4 * 10, 'the customer has back what the ended jobs took') from tests.known;
select is(tests.refunds(customer), 20::bigint, 'one refund a job') from tests.known;
select is_empty('select tests.wrong_books()', 'ledger and balance agree');
select is((select count(*) from public.upscaler_jobs where status = 'failed' and completed_at = now()
  and error_message = 'Trabalho cancelado automaticamente após 10 minutos. Créditos estornados.'), 5::bigint,
  'an ended job has its time and its message');
select is((select count(*) from public.upscaler_credit_transactions t join tests.cases c
  on t.description = format('Estorno: trabalho encerrado após 10 minutos (Upscaler de Imagem, %s)', c.id) where t.amount = 2), 5::bigint,
  'the ledger says which tool and job');
select is((select count(*) from estorno.settlements s where s.ending = 'timeout' and s.actor = 'service' and s.charge_proof = 'ledger'
  and s.refunded_credits = 2 and s.status_after = 'failed'), 20::bigint, 'every end is on record');
select results_eq('select sum(cancelled_count), sum(refunded_credits) from public.cleanup_all_stale_ai_jobs()',
  'values (0::bigint, 0::bigint)', 'a second run finds nothing');
select is(tests.refunds(customer), 20::bigint, 'a second run refunds nothing') from tests.known;

-- What costs nothing ends all the same and claims nothing.
create table tests.free as select tests.customer(0) as customer;
insert into public.upscaler_jobs (user_id, status, user_credit_cost, created_at)
select customer, 'queued', cost, now() - interval '11 minutes' from tests.free, (values (null), (0), (-5)) c (cost);
insert into public.upscaler_jobs (user_id, status, user_credit_cost, created_at) values (null, 'queued', 60, now() - interval '11 minutes');
select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$,
  'values (4, 0)', 'no cost, a cost of 0, a negative cost and no customer: ended, nothing refunded');
select is((select count(*) from public.upscaler_jobs where error_message = 'Trabalho cancelado automaticamente após 10 minutos.'), 4::bigint,
  'their message claims no refund');

-- Limits are the tool's, and the text says the one that fired.
update estorno.job_tables set queue_limit = '1 minute', run_limit = '30 minutes' where table_name = 'video_upscaler_jobs';
create table tests.limits as select
  tests.job('video_upscaler_jobs', customer, 3, 'queued', 2) as waiting,
  tests.job('video_upscaler_jobs', customer, 3, 'running', 29, 29) as inside,
  tests.job('video_upscaler_jobs', customer, 3, 'running', 31, 31) as outside from tests.known;
select results_eq($$select cancelled_count from public.cleanup_all_stale_ai_jobs() where table_name = 'video_upscaler_jobs'$$, 'values (4)',
  'the tool''s own limits count: for the two that waited 9 minutes as well');
select is((select error_message from public.video_upscaler_jobs, tests.limits where id = waiting),
  'Trabalho cancelado automaticamente após 1 minuto. Créditos estornados.', 'one minute is singular');
select is((select error_message from public.video_upscaler_jobs, tests.limits where id = outside),
  'Trabalho cancelado automaticamente após 30 minutos. Créditos estornados.', 'the limit that fired is named');
update estorno.job_tables set enabled = false where table_name = 'pose_changer_jobs';
select tests.job('pose_changer_jobs', customer, 3, 'queued', 20) from tests.known;
select results_eq($$select cancelled_count from public.cleanup_all_stale_ai_jobs() where table_name = 'pose_changer_jobs'$$, 'values (0)',
  'a tool that is switched off is left alone');

-- One job that cannot be refunded is not over, and costs the others nothing.
create table tests.poison as select tests.customer(0) as customer, gen_random_uuid() as id;
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost, created_at)
select id, customer, 'queued', 60, now() - interval '12 minutes' from tests.poison;
insert into public.upscaler_jobs (user_id, status, user_credit_cost, created_at)
select customer, 'queued', 2147483647, now() - interval '12 minutes' from tests.known;
select tests.job('upscaler_jobs', customer, 4, 'queued', 11) from tests.known, generate_series(1, 20);
select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$,
  'values (20, 80)', 'twenty good jobs end beside two bad ones');
select is((select status from public.upscaler_jobs join tests.poison using (id)), 'queued', 'a job whose refund was refused stays unfinished');
select results_eq('select reason, detail, tries from estorno.attention order by detail',
  $$values ('refund_failed', 'A refund is 1 to 100000 credits', 1), ('refund_failed', 'The customer has no credits row', 1)$$,
  'both are on the attention list with the reason');
select is_empty('select tests.wrong_books()', 'a refused refund leaves no trace in the books');
select lives_ok('select public.cleanup_all_stale_ai_jobs()', 'the next run tries again');
select results_eq('select distinct tries from estorno.attention', 'values (2)', 'each run counts one try');
select public.grant_upscaler_credits(customer, 5) from tests.poison;
select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$,
  'values (1, 60)', 'a repaired job is over at the next run');
select is(tests.balance(customer), 65, 'and its customer has the credits') from tests.poison;
select is((select count(*) from estorno.attention), 1::bigint, 'and it has left the list');

-- An unknown age or word is neither ended nor refunded.
insert into public.veste_ai_jobs (user_id, status, user_credit_cost, created_at) select customer, 'queued', 5, null from tests.known;
insert into public.veste_ai_jobs (user_id, status, user_credit_cost, created_at)
select customer, 'processing', 5, now() - interval '1 hour' from tests.known;
insert into public.veste_ai_jobs (user_id, status, user_credit_cost, created_at)
select customer, 'queued', 5, now() + interval '1 hour' from tests.known;
insert into public.veste_ai_jobs (user_id, status, user_credit_cost, created_at, started_at) select customer, 'running', 5, null, now() - interval '3 hours' from tests.known;
select is((select reason from estorno.list_attention(null) where status = 'running' and created_at is null), 'unknown_age', 'a job that runs since long but was never created needs a human');
select results_eq($$select cancelled_count from public.cleanup_all_stale_ai_jobs() where table_name = 'veste_ai_jobs'$$, 'values (0)',
  'no age, an age in the future and an unknown status are not ended by the clock');

-- Batches that commit, as cron runs them, are one run in the log. No slow machine ends a call of theirs before its batch.
do $$ begin execute replace(pg_get_functiondef('estorno.run_cleanup(uuid)'::regprocedure), '40 ms', '1 hour'); end $$;
select set_config('estorno.batch_size', '2', true);
select tests.job('veste_ai_jobs', customer, 1, 'queued', 11) from tests.known, generate_series(1, 5);
create function tests.calls() returns setof bigint language plpgsql as $$
begin
  loop
    return next (select sum(cancelled_count) from public.cleanup_all_stale_ai_jobs());
    exit when current_setting('estorno.run_id') = '';
  end loop;
end $$;
select results_eq('select max(ended), sum(ended), (array_agg(ended))[2] from tests.calls() ended', 'values (2::bigint, 5::numeric, 2::bigint)',
  'a call takes no more jobs than its batch, and the first that ends any takes fresh ones, not the one that keeps failing');
select is((select cancelled_count from estorno.cleanup_run_tables where table_name = 'veste_ai_jobs' order by run_id desc limit 1), 5,
  'the run log adds them up');
select is((select started_by from estorno.cleanup_runs where finished_at is not null order by id desc limit 1), 'cron', 'and says who ran');
select is((select count(*) from estorno.settlements where actor = 'cron'), 5::bigint, 'so does the record of each job');

select * from finish();
rollback;
