begin;
\ir support.psql
select plan(25);

create table tests.known as select tests.admin() as admin, tests.customer() as customer, tests.customer(0) as poor, gen_random_uuid() as refused;
grant select on tests.known to public;
create table tests.jobs as select
  tests.job('upscaler_jobs', customer, 1, 'processing', 30) as word, tests.job('upscaler_jobs', customer, 2, 'queued', -60) as future,
  tests.job('upscaler_jobs', customer, 3, 'queued', 5) as fresh, tests.job('pose_changer_jobs', customer, 4, 'queued', 11) as off,
  tests.job('veste_ai_jobs', customer, 5, 'queued', 21) as forgotten, tests.job('upscaler_jobs', customer, 6, 'completed', 60) as done from tests.known;
grant select on tests.jobs to public;
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost, created_at) select refused, poor, 'queued', 9, now() - interval '11 minutes' from tests.known;
insert into public.upscaler_jobs (user_id, status, created_at) select customer, 'queued', null from tests.known;
update estorno.job_tables set enabled = false where table_name = 'pose_changer_jobs';
select results_eq('select reason from estorno.list_attention(null) where job_id = (select forgotten from tests.jobs)', $$values ('overdue')$$,
  'a job past its limit for two runs is listed though no run ever saw it');
select public.cleanup_all_stale_ai_jobs();

select results_eq('select table_name, reason, credits, tries from estorno.list_attention(null) order by reason, credits',
  $$values ('upscaler_jobs', 'refund_failed', 9, 1), ('pose_changer_jobs', 'table_disabled', 4, 0), ('upscaler_jobs', 'unknown_age', 0, 0),
  ('upscaler_jobs', 'unknown_age', 2, 0), ('upscaler_jobs', 'unknown_status', 1, 0)$$,
  'listed: a refund that fails, a tool that is off, no age, an age in the future, an unknown word; not: fresh, ended and finished jobs');
insert into estorno.attention (table_name, job_id, reason, tries) select 'upscaler_jobs', fresh, 'busy', 1 from tests.jobs;
select is((select count(*) from estorno.list_attention(null) where reason = 'busy'), 0::bigint, 'a job that was locked once is no case for a human');
update estorno.attention set tries = 2 where reason = 'busy';
select is((select count(*) from estorno.list_attention(null) where reason = 'busy'), 1::bigint, 'a job that was locked twice is');

select tests.act_as('authenticated', customer) from tests.known;
select throws_ok('select public.admin_list_attention()', '42501', null, 'a customer does not see the list');
select throws_ok($$select public.admin_close_ai_job('upscaler_jobs', refused, 'x') from tests.known$$, '42501', null, 'nor closes a job');
select throws_ok($$select public.admin_repair_ai_job('upscaler_jobs', refused, 'x') from tests.known$$, '42501', null, 'nor repairs one');
select tests.act_as('authenticated', admin) from tests.known;
select is((select detail from public.admin_list_attention() where reason = 'refund_failed'), 'The customer has no credits row', 'an admin sees why');

-- Encerrar sem estorno.
select throws_ok($$select public.admin_close_ai_job('upscaler_jobs', refused, ' ') from tests.known$$, '22023', 'Encerrar sem estorno exige um motivo.', 'closing needs a reason');
select throws_ok($$select public.admin_close_ai_job('upscaler_jobs', done, 'x') from tests.jobs where false union all
  select public.admin_close_ai_job('veste_ai_jobs', gen_random_uuid(), repeat('x', 501))$$, '22023', null, 'of 500 characters at most');
select results_eq($$select (public.admin_close_ai_job('upscaler_jobs', refused, 'Sem conta')).* from tests.known$$, $$values ('closed', 'cancelled')$$,
  'what can never be refunded is closed');
select results_eq($$select (public.admin_close_ai_job('upscaler_jobs', refused, 'De novo')).* from tests.known$$, $$values ('replayed', 'cancelled')$$, 'once');
select results_eq($$select (public.admin_close_ai_job('upscaler_jobs', word, 'Palavra antiga')).* from tests.jobs$$, $$values ('closed', 'cancelled')$$, 'and a job with an unknown word');
select results_eq($$select (public.admin_close_ai_job('upscaler_jobs', done, 'x')).* from tests.jobs$$, $$values ('already_over', 'completed')$$, 'a finished job is left alone');
select results_eq($$select (public.admin_close_ai_job('upscaler_jobs', gen_random_uuid(), 'x')).*$$, $$values ('not_found', null::text)$$, 'a job that is not there');
select tests.act_as_owner();
create table tests.ordinary as select tests.job('upscaler_jobs', customer, 3, 'queued', 5) as id from tests.known;
grant select on tests.ordinary to public;
select tests.act_as('authenticated', admin) from tests.known;
select throws_ok($$select public.admin_close_ai_job('upscaler_jobs', id, 'x') from tests.ordinary$$, '22023', null,
  'a job that the clock will end is not closed without refund');

select tests.act_as_owner();
alter table public.upscaler_jobs alter column status drop not null;
create table tests.wordless as select customer, tests.job('upscaler_jobs', customer, 3, 'queued', 11) as id from tests.known;
update public.upscaler_jobs set status = null from tests.wordless w where upscaler_jobs.id = w.id;
grant select on tests.wordless to public;
select public.cleanup_all_stale_ai_jobs();
select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select a.status, a.reason from public.admin_list_attention() a join tests.wordless w on w.id = a.job_id', $$values ('', 'unknown_status')$$,
  'a job without any status needs a human');
select is((select j.status from public.admin_list_ai_jobs('upscaler_jobs') j join tests.wordless w on w.id = j.id), '', 'the list shows it');
select throws_ok($$select public.admin_cancel_ai_job('upscaler_jobs', id) from tests.wordless$$, '22023', null, 'as for every word that nobody mapped, there is no cancel');
select results_eq($$select (public.admin_close_ai_job('upscaler_jobs', id, 'Sem status')).* from tests.wordless$$, $$values ('closed', 'cancelled')$$, 'but it can be closed');
select tests.act_as_owner();
select results_eq('select s.status_before, tests.status(s.table_name, s.job_id) from estorno.settlements s join tests.wordless w on w.id = s.job_id',
  $$values ('', 'cancelled')$$, 'which is on record');
select results_eq('select ending, reason, refunded_credits, actor_id from estorno.settlements s, tests.known where job_id = refused',
  $$select 'close', 'Sem conta', 0, admin from tests.known$$, 'the record says who and why');
select is((select count(*) from estorno.list_attention(null) where job_id = (select refused from tests.known)), 0::bigint, 'and the job has left the list');
select is((select error_message from public.upscaler_jobs join tests.known on refused = id), 'Encerrado pelo administrador sem estorno.', 'the customer reads no lie');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

select * from finish();
rollback;
