begin;
\ir support.psql
select plan(24);

create table tests.known as select tests.admin() as admin, tests.customer(0) as customer;
grant select on tests.known to public;
select public.grant_upscaler_credits(customer, 40, 'monthly') from tests.known;
select public.grant_upscaler_credits(customer, 1000) from tests.known;
update public.profiles set name = 'Administradora', email = 'admin@example.com' from tests.known where id = admin;
create table tests.jobs as select tests.job('upscaler_jobs', customer, 60, 'running', 20, 8) as ended,
  tests.job('veste_ai_jobs', customer, 5, 'completed', 60) as done from tests.known;
grant select on tests.jobs to public;
update public.veste_ai_jobs set output_url = 'https://example.com/a.png', rh_cost = 12, task_id = 'rh-1' from tests.jobs where id = done;
select public.start_ai_job('pose_changer_jobs', customer, 1) from tests.known, generate_series(1, 9);

-- Who may look, and at what.
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok($$select public.admin_get_ai_job('upscaler_jobs', ended) from tests.jobs$$, '42501', null, 'a customer does not see a job''s record, be it their own');
select tests.act_as('anon');
select throws_ok($$select public.admin_get_ai_job('upscaler_jobs', ended) from tests.jobs$$, '42501', null, 'nor does anon');
select tests.act_as('service_role');
select throws_ok($$select public.admin_get_ai_job('upscaler_jobs', ended) from tests.jobs$$, '42501', null, 'nor a service token');
select tests.act_as('authenticated', admin) from tests.known;
select throws_ok($$select public.admin_get_ai_job('profiles', ended) from tests.jobs$$, '22023', null, 'a table that is not registered');
select throws_ok($$select public.admin_get_ai_job(null, ended) from tests.jobs$$, '22023', null, 'or not named');
select is_empty($$select public.admin_get_ai_job('upscaler_jobs', gen_random_uuid())$$, 'a job that is not there has no row');
select is_empty($$select public.admin_get_ai_job('veste_ai_jobs', ended) from tests.jobs$$, 'nor has one of another table');
select is_empty($$select public.admin_get_ai_job('upscaler_jobs', null)$$, 'nor has no job at all');

-- A job on its own.
select results_eq($$select output_url, rh_cost, task_id, refund_state, settled_at, settled_by, refund_id, late_results from public.admin_get_ai_job('veste_ai_jobs', (select done from tests.jobs))$$,
  $$values ('https://example.com/a.png', 12, 'rh-1', null, null::timestamptz, null, null, '[]'::jsonb)$$, 'a delivered job: its result and what the provider charged');
select ok(to_jsonb(g) @> to_jsonb(l), 'it says all that the list says') from tests.jobs, public.admin_list_ai_jobs('veste_ai_jobs') l, public.admin_get_ai_job('veste_ai_jobs', done) g;
select results_eq($$select balance, monthly_balance, lifetime_balance from public.admin_get_ai_job('upscaler_jobs', (select ended from tests.jobs))$$,
  'values (966, 0, 966)', 'its customer''s credits');
select results_eq($$select l ->> 'amount', l ->> 'transaction_type', (l ->> 'balance_after')::integer
  from tests.jobs, public.admin_get_ai_job('upscaler_jobs', ended), jsonb_array_elements(ledger) with ordinality e (l, place) order by place$$,
  $$select '-1', 'consumption', 965 + n from generate_series(1, 9) n union all values ('-5', 'consumption', 975)$$,
  'and the last ten lines of the ledger, newest first');

-- The record of its end.
select public.admin_cancel_ai_job('upscaler_jobs', ended, 'Cliente pediu') from tests.jobs;
select tests.act_as_owner();
update public.upscaler_jobs set status = 'completed', output_url = 'https://example.com/late.png' from tests.jobs where id = ended;
insert into estorno.late_results (table_name, job_id, status) values ('upscaler_jobs', gen_random_uuid(), 'failed');
select public.move_upscaler_credits(customer, 0, 5, 'refund', 'Estorno', 'veste_ai_jobs', done) from tests.known, tests.jobs;
update public.upscaler_credit_transactions set transaction_type = 'adjustment' where amount = -5;
select public.refund_upscaler_credits(customer, 1, 'Cortesia: ' || ended) from tests.known, tests.jobs;
update public.upscaler_credit_transactions set created_at = now() + interval '1 hour' where description like 'Cortesia: %';
update public.upscaler_credit_transactions set created_at = now() - interval '20 minutes' where amount < -10;
create function tests.shown() returns jsonb language sql as $$
  select to_jsonb(g) from public.admin_get_ai_job('upscaler_jobs', (select ended from tests.jobs)) g
$$;
create table tests.expected as select jsonb_build_object(
  'status', 'cancelled', 'ended_by', 'cancel', 'refunded_credits', 60, 'returned_credits', 61, 'refund_state', 'done', 'settled_at', to_jsonb(now()), 'settled_by', 'admin',
  'settled_by_id', admin, 'settled_by_name', 'Administradora', 'settled_by_email', 'admin@example.com', 'settle_reason', 'Cliente pediu',
  'status_before', 'running', 'settle_limit_seconds', 600, 'output_url', null, 'late_result', true) as record,
  (select t.id::text from public.upscaler_credit_transactions t where t.description like 'Estorno: cancelado%') as refund_id from tests.known;
grant execute on function tests.shown() to authenticated;
grant select on tests.expected to public;
select tests.act_as('authenticated', admin) from tests.known;
select ok(tests.shown() @> record, 'who ended it, when, why and by which limit') from tests.expected;
select is(tests.shown() ->> 'refund_id', refund_id, 'the line of its refund, not a later one that speaks of it') from tests.expected;
select is((tests.shown() ->> 'charged_at')::timestamptz, now() - interval '20 minutes', 'when it was charged');
select is(tests.shown() -> 'late_results', jsonb_build_array(jsonb_build_object(
  'status', 'completed', 'output_url', 'https://example.com/late.png', 'error_message', null, 'received_at', now())), 'what came late');

select results_eq($$select charged_at, refund_id is not null and refunded_at is not null from public.admin_get_ai_job('veste_ai_jobs', (select done from tests.jobs))$$,
  'values (null::timestamptz, true)', 'a refund is no charge');

-- A host whose tables have less, or call it otherwise.
select tests.act_as_owner();
alter table public.upscaler_credits drop column monthly_balance;
alter table public.upscaler_credit_transactions drop column job_table, drop column job_id, alter column id drop identity;
alter table public.upscaler_credit_transactions alter column id type uuid using ('c0ffee00-0000-4000-8000-' || lpad(id::text, 12, '0'))::uuid;
alter table public.upscaler_jobs drop column output_url, drop column task_id, alter column rh_cost type numeric using 0.35;
create table public.flyer_maker_jobs (
  id uuid primary key default gen_random_uuid(), owner_id uuid, status text, price integer, error_message text, created_at timestamptz, completed_at timestamptz);
create index on public.flyer_maker_jobs (created_at) where status <> all ('{completed,failed,cancelled}');
select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker', customer_column => 'owner_id', cost_column => 'price', started_column => null);
insert into public.flyer_maker_jobs (owner_id, status, price) values (null, 'queued', 4);
create table tests.flyer as select id from public.flyer_maker_jobs;
grant select on tests.flyer to public;
select tests.act_as('authenticated', admin) from tests.known;
select is(tests.shown() ->> 'refund_id', 'c0ffee00-0000-4000-8000-' || lpad(refund_id, 12, '0'), 'a ledger with uuids, whose words name the job') from tests.expected;
select is(tests.shown() -> 'charged_at', 'null', 'cannot tell when it was charged');
select is(tests.shown() -> 'monthly_balance', 'null', 'a bucket that is not there is null');
select ok(tests.shown() @> '{"output_url": null, "task_id": null, "rh_cost": 0}', 'as are columns that are not there; a cost is rounded');
select results_eq($$select tool_label, cost, started_at, customer_name, balance, ledger, created_at from public.admin_get_ai_job('flyer_maker_jobs', (select id from tests.flyer))$$,
  $$values ('Flyer Maker', 4, null::timestamptz, null, null::integer, '[]'::jsonb, null::timestamptz)$$, 'a tool with columns of its own, and a job of nobody');
select tests.act_as_owner();
alter table public.flyer_maker_jobs drop column price;
select tests.act_as('authenticated', admin) from tests.known;
select is_empty($$select public.admin_get_ai_job('flyer_maker_jobs', (select id from tests.flyer))$$, 'a table that its host changed has no job to show');
select is((select count(*) from public.admin_list_ai_jobs()), 11::bigint, 'and does not take the others with it');

select * from finish();
rollback;
