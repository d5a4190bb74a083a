begin;
\ir support.psql
select plan(14);

create table tests.known as select tests.admin() as admin, tests.customer() as customer, tests.customer() as other;
create table tests.jobs as select
  tests.job('upscaler_jobs', customer, 60, 'running', 30, 30) as stuck, tests.job('upscaler_jobs', customer, 5, 'queued', 9) as waiting,
  tests.job('pose_changer_jobs', customer, 7, 'starting', 2, 2) as starting, tests.job('pose_changer_jobs', other, 7, 'completed', 2) as done,
  tests.job('upscaler_jobs', other, 3, 'processing', 20) as unknown from tests.known;
insert into public.upscaler_jobs (user_id, status, user_credit_cost, created_at) values (null, 'running', 9, null);
grant select on tests.known, tests.jobs to public;

-- Who may not.
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok('select public.admin_preview_cancel_ai_jobs()', '42501', null, 'a customer does not learn what could be cancelled');
select throws_ok('select public.admin_list_cancellable_ai_jobs()', '42501', null, 'nor which jobs');
select tests.act_as('anon');
select throws_ok('select public.admin_preview_cancel_ai_jobs()', '42501', null, 'nor does anon');
select throws_ok('select public.admin_list_cancellable_ai_jobs()', '42501', null, 'in either way');

-- What a cancel would end.
select tests.act_as_owner();
insert into estorno.attention (table_name, job_id, reason) select 'upscaler_jobs', stuck, 'refund_failed' from tests.jobs;
insert into estorno.attention (table_name, job_id, reason) select 'upscaler_jobs', waiting, 'busy' from tests.jobs;
select tests.act_as('authenticated', admin) from tests.known;
select throws_ok($$select public.admin_preview_cancel_ai_jobs(tool => 'profiles')$$, '22023', null, 'a table that is not registered');
select throws_ok($$select public.admin_list_cancellable_ai_jobs(refund => 'x')$$, '22023', null, 'a filter that is none');
select results_eq('select * from public.admin_preview_cancel_ai_jobs()',
  $$values ('pose_changer_jobs', 'Troca de Pose', 1::bigint, 1::bigint, 7::bigint, 0::bigint, 0::bigint), ('upscaler_jobs', 'Upscaler de Imagem', 3, 1, 65, 1, 60),
    (null, null, 4, 1, 72, 1, 60)$$,
  'waiting and running jobs of each tool that has any, and of all; whose is nobody''s is no customer''s, who has two tools counts once; what failed before is told');
select results_eq($$select table_name, jobs, credits from tests.known, public.admin_preview_cancel_ai_jobs(search => customer || '@example.com', stuck_only => true)$$,
  $$values ('upscaler_jobs', 1::bigint, 60::bigint), (null, 1, 60)$$, 'the filter of the list counts: one customer''s stuck jobs');
select is_empty($$select * from public.admin_preview_cancel_ai_jobs(statuses => '{completed}')$$, 'finished jobs are never among them');
select results_eq('select id from public.admin_list_cancellable_ai_jobs() offset 1',
  'select unnest(array[stuck, waiting, starting]) from tests.jobs', 'the jobs, the oldest first');
select is((select count(*) from public.admin_list_cancellable_ai_jobs()), (select jobs from public.admin_preview_cancel_ai_jobs() where table_name is null),
  'as many as were counted');
select results_eq($$select id from public.admin_list_cancellable_ai_jobs(tool => 'upscaler_jobs', statuses => '{queued,running}', max_jobs => 2) offset 1$$,
  'select stuck from tests.jobs', 'no more than asked for');

-- What is listed can be cancelled, and what was counted goes back.
select results_eq($$select sum(c.refunded_credits) from public.admin_cancel_ai_jobs(
    (select jsonb_agg(jsonb_build_object('table', l.table_name, 'id', l.id)) from public.admin_list_cancellable_ai_jobs() l)) c$$,
  'values (72::bigint)', 'cancelling them gives back the credits of the preview');
select is_empty('select * from public.admin_preview_cancel_ai_jobs()', 'then there is nothing left');

select * from finish();
rollback;
