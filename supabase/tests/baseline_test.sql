begin;
\ir support.psql
select plan(12);

create table tests.known as select tests.customer(0) as customer;
select is(public.grant_upscaler_credits(customer, 40, 'monthly'), 40, 'a grant answers the new balance') from tests.known;
select is(public.grant_upscaler_credits(customer, 60), 100, 'whatever its bucket') from tests.known;
select throws_ok('select public.grant_upscaler_credits(customer, 0) from tests.known', '22023', null, 'a grant of nothing is refused');
create table tests.started as select public.start_ai_job('veste_ai_jobs', customer, 70, 'sessao', 'running') as id from tests.known;
select results_eq('select status, user_credit_cost, session_id, started_at = now() from public.veste_ai_jobs join tests.started using (id)',
  $$values ('running', 70, 'sessao', true)$$, 'a job starts');
select results_eq($$select amount, balance_after, credit_type from public.upscaler_credit_transactions join tests.started on job_id = started.id and job_table = 'veste_ai_jobs' order by upscaler_credit_transactions.id$$,
  $$values (-40, 60, 'monthly'), (-30, 30, 'lifetime')$$, 'charged in the same call, the monthly credits first, tied to the job');
select throws_like('select public.start_ai_job(''veste_ai_jobs'', customer, 31) from tests.known', 'Insufficient credits%', 'a job that the credits do not reach is not started');
select is((select count(*) from public.veste_ai_jobs), 1::bigint, 'nor written');
select throws_ok($$select public.start_ai_job('profiles', customer, 1) from tests.known$$, '22023', null, 'a table that holds no jobs is refused');
select results_eq($$select success, new_balance, error_message from tests.known, public.refund_upscaler_credits(customer, 5, 'x')$$,
  'values (true, 35, null::text)', 'a refund answers the new balance');
select is((select success from public.refund_upscaler_credits(gen_random_uuid(), 5, 'x')), false, 'without a credits row it says no');
select is((select bool_or(success) from tests.known, (values (0), (-5), (null), (100001)) a (amount), public.refund_upscaler_credits(customer, amount, 'x')), false,
  'so it does to amounts of 0, below, null and above 100,000');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

select * from finish();
rollback;
