begin;
\ir support.psql
select plan(17);

create table tests.known as select tests.admin() as admin, tests.customer() as customer, tests.customer() as other;
grant select on tests.known to public;
select is_empty('select * from estorno.reconciliation', 'a healthy project has no line');

create table tests.jobs as select tests.job('upscaler_jobs', customer, 60, 'failed', 30) as lost, tests.job('veste_ai_jobs', customer, 7, 'cancelled', 30) as dropped,
  tests.job('upscaler_jobs', customer, 9, 'completed', 30) as done, tests.job('upscaler_jobs', customer, 8, 'failed', 30) as repaid from tests.known;
grant select on tests.jobs to public;
insert into public.upscaler_jobs (user_id, status, user_credit_cost) select customer, 'failed', 5 from tests.known;
select public.refund_upscaler_credits(customer, 8, 'Devolvido à mão: ' || repaid) from tests.known, tests.jobs;
select results_eq('select kind, table_name, job_id, credits, detail from estorno.reconciliation order by credits',
  $$select 'charged_not_refunded', 'veste_ai_jobs', dropped, 7, '{"status": "cancelled", "charge_proof": "ledger"}'::jsonb from tests.jobs
    union all select 'charged_not_refunded', 'upscaler_jobs', lost, 60, '{"status": "failed", "charge_proof": "ledger"}' from tests.jobs$$,
  'jobs that are over, were charged and never refunded; not those that are only presumed to be charged, delivered, or repaid by hand');

select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select (public.admin_repair_ai_job('upscaler_jobs', lost, 'Falhou no provedor')).* from tests.jobs$$, 'values (''repaired'', 60, 984)', 'an admin repairs one');
select results_eq($$select (public.admin_repair_ai_job('upscaler_jobs', lost)).* from tests.jobs$$, 'values (''replayed'', 60, 984)', 'once');
select results_eq($$select (public.admin_repair_ai_job('upscaler_jobs', done)).* from tests.jobs$$, 'values (''not_repairable'', null::integer, null::integer)', 'a delivered job is not repaired');
select results_eq($$select (public.admin_repair_ai_job('upscaler_jobs', repaid)).outcome from tests.jobs$$, 'values (''not_repairable'')', 'nor one that was repaid');
select results_eq($$select (public.admin_repair_ai_job('upscaler_jobs', gen_random_uuid())).outcome$$, 'values (''not_found'')', 'a job that is not there');
select is((select count(*) from public.admin_reconcile()), 1::bigint, 'the line is gone');
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok('select public.admin_reconcile()', '42501', null, 'a customer sees no reconciliation');
select tests.act_as_owner();
select is(tests.balance(customer), 984, 'the customer has 60 back') from tests.known;
select is((select status from public.upscaler_jobs, tests.jobs where id = lost), 'failed', 'the job row is as it was');

-- Everything else that may be wrong.
update public.upscaler_credits set balance = balance + 3, lifetime_balance = lifetime_balance + 3 from tests.known where user_id = other;
select results_eq($$select kind, user_id from estorno.reconciliation where kind = 'ledger_differs'$$, $$select 'ledger_differs', other from tests.known$$,
  'a balance that was changed beside the ledger');
insert into estorno.settlements values ('upscaler_jobs', (select done from tests.jobs), null, 'cancel', 'service', null, null, 'running', 'cancelled', null, 'ledger', 4, 0, null);
select results_eq($$select kind, job_id from estorno.reconciliation where table_name = 'upscaler_jobs'$$,
  $$select 'completed_and_refunded', done from tests.jobs$$, 'a job both delivered and refunded');
create table tests.odd as select tests.job('video_upscaler_jobs', customer, 20, 'failed', 30) as twice, tests.job('video_upscaler_jobs', customer, 30, 'failed', 30) as partly,
  tests.job('video_upscaler_jobs', customer, 40, 'completed', 30) as given, tests.job('video_upscaler_jobs', customer, 50, 'failed', 30) as ageless from tests.known;
select public.refund_upscaler_credits(customer, 20, 'Devolvido: ' || twice), public.refund_upscaler_credits(customer, 20, 'De novo: ' || twice),
  public.refund_upscaler_credits(customer, 10, 'Uma parte: ' || partly), public.refund_upscaler_credits(customer, 40, 'Cortesia: ' || given) from tests.known, tests.odd;
update public.video_upscaler_jobs set created_at = null where id = (select ageless from tests.odd);
select results_eq($$select kind, job_id, credits, (detail ->> 'taken')::integer from estorno.reconciliation where table_name = 'video_upscaler_jobs' order by credits, kind desc$$,
  $$select l.* from tests.odd, lateral (values ('refund_differs', partly, 10, 30), ('refund_differs', twice, 40, 20),
    ('completed_and_refunded', given, 40, 40), ('charged_not_refunded', ageless, 50, null)) l (kind, job_id, credits, taken) order by credits, kind desc$$,
  'refunded twice, in part, though delivered, or never, without an age: each has its line, whoever refunded');
create table public.seedance_jobs (id uuid primary key, user_id uuid, credits_charged integer);
select results_eq($$select kind, table_name, detail ->> 'statement' from estorno.reconciliation where kind = 'table_not_registered'$$,
  $$values ('table_not_registered', 'seedance_jobs', 'select estorno.register_job_table(''seedance_jobs'', ''Seedance Jobs'', cost_column => ''…'', started_column => null);')$$, 'a job table that nobody cleans up');
select is((select count(*) from estorno.reconcile(now() + interval '1 hour'), tests.odd where job_id <> ageless), 0::bigint, 'the period counts');
select is((select count(*) from estorno.settlements where ending = 'repair'), 1::bigint, 'one repair is on record');

select * from finish();
rollback;
