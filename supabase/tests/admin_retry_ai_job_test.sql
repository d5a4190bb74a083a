begin;
\ir support.psql
select plan(24);

create table tests.known as select tests.admin() as admin, tests.customer(1000) as customer, tests.customer(0) as poor, gen_random_uuid() as refused;
create table tests.jobs as select
  tests.job('upscaler_jobs', customer, 60, 'running', 2000, 2000) as old, tests.job('upscaler_jobs', customer, 5, 'queued', 9.9) as inside,
  tests.job('upscaler_jobs', customer, 7, 'queued', 10.1) as outside, tests.job('upscaler_jobs', customer, 1, 'processing', 30) as unknown,
  tests.job('upscaler_jobs', customer, 2, 'queued', -60) as future, tests.job('upscaler_jobs', customer, 3, 'completed', 30) as done,
  tests.job('pose_changer_jobs', customer, 4, 'queued', 11) as off from tests.known;
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost, created_at) select refused, poor, 'queued', 9, now() - interval '11 minutes' from tests.known;
insert into estorno.attention (table_name, job_id, reason) select 'upscaler_jobs', old, 'predates_installation' from tests.jobs;
update estorno.job_tables set enabled = false where table_name = 'pose_changer_jobs';
grant select on tests.known, tests.jobs to public;

create function tests.retry(job_table text, id uuid)
returns table (outcome text, status text, refunded integer, balance integer) language sql as $$
  select * from public.admin_retry_ai_job(job_table, id)
$$;

-- Who may not.
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok($$select tests.retry('upscaler_jobs', old) from tests.jobs$$, '42501', null, 'a customer may not');
select throws_ok($$select tests.retry('no_such_table', old) from tests.jobs$$, '42501', null, 'nor learn which tables exist');
select tests.act_as('anon');
select throws_ok($$select tests.retry('upscaler_jobs', old) from tests.jobs$$, '42501', null, 'anon may not');
select tests.act_as('service_role');
select throws_ok($$select tests.retry('upscaler_jobs', old) from tests.jobs$$, '42501', null, 'a service token is no admin');

-- What the clock would not end, this does not end either.
select tests.act_as('authenticated', admin) from tests.known;
select throws_ok($$select tests.retry('profiles', old) from tests.jobs$$, '22023', null, 'a table that is not registered');
select results_eq($$select (tests.retry('upscaler_jobs', gen_random_uuid())).*$$, $$values ('not_found', null::text, null::integer, null::integer)$$,
  'a job that is not there');
select results_eq($$select (tests.retry('upscaler_jobs', inside)).* from tests.jobs$$, $$values ('not_due', 'queued', null::integer, null::integer)$$,
  'a job within its limit');
select results_eq($$select (tests.retry('upscaler_jobs', unknown)).* from tests.jobs$$, $$values ('not_due', 'processing', null::integer, null::integer)$$,
  'a job with a word that nobody registered');
select results_eq($$select (tests.retry('upscaler_jobs', future)).* from tests.jobs$$, $$values ('not_due', 'queued', null::integer, null::integer)$$,
  'a job from the future');
select results_eq($$select (tests.retry('upscaler_jobs', done)).* from tests.jobs$$, $$values ('already_over', 'completed', 0, null::integer)$$,
  'a completed job is over');

-- What it ends.
select results_eq($$select (tests.retry('upscaler_jobs', outside)).* from tests.jobs$$, $$values ('ended', 'failed', 7, 925)$$, 'a job past its limit');
select results_eq($$select (tests.retry('upscaler_jobs', old)).* from tests.jobs$$, $$values ('ended', 'failed', 60, 985)$$, 'one from before the installation');
select results_eq($$select (tests.retry('pose_changer_jobs', off)).* from tests.jobs$$, $$values ('ended', 'failed', 4, 989)$$, 'one of a tool that is switched off');
select results_eq($$select (tests.retry('upscaler_jobs', old)).* from tests.jobs$$, $$values ('already_over', 'failed', 60, null::integer)$$,
  'a second try tells what the first gave back');
select throws_ok($$select tests.retry('upscaler_jobs', refused) from tests.known$$, 'PT500', 'O estorno não foi feito; o job continua como estava.',
  'a refund that fails again raises');

select tests.act_as_owner();
select is((select status from public.upscaler_jobs, tests.known where id = refused), 'queued', 'and leaves the job as it was');
select is((select count(*) from estorno.settlements, tests.known where job_id = refused), 0::bigint, 'with nothing on record');
select is(tests.balance(customer), 989, 'the customer has 7 + 60 + 4 credits back') from tests.known;
select is(tests.refunds(customer), 3::bigint, 'one refund a job') from tests.known;
select is_empty('select tests.wrong_books()', 'ledger and balance agree');
select results_eq($$select ending, actor, actor_id, status_after, refunded_credits, time_limit from estorno.settlements, tests.jobs where job_id = old$$,
  $$select 'timeout', 'admin', admin, 'failed', 60, interval '10 minutes' from tests.known$$, 'the record says that it was the clock''s ending, and who asked for it');
select is((select error_message from public.upscaler_jobs, tests.jobs where id = old),
  'Trabalho cancelado automaticamente após 10 minutos. Créditos estornados.', 'the customer reads what the clock writes');
select is((select count(*) from estorno.attention), 0::bigint, 'what was ended has left the attention list');
select is(tests.status('upscaler_jobs', inside), 'queued', 'the job within its limit goes on') from tests.jobs;

select * from finish();
rollback;
