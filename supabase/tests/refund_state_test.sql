begin;
\ir support.psql
select plan(29);

create table tests.known as select tests.admin() as admin, tests.customer(10000) as customer;
grant select on tests.known to public;
alter table public.pose_changer_jobs add column credits_charged boolean, add column credits_refunded boolean;
create table tests.jobs (name text primary key, id uuid not null);
insert into tests.jobs select made.* from tests.known, lateral (values
  ('delivered', tests.job('upscaler_jobs', customer, 1, 'completed', 60)),
  ('delivered, then given back by hand', tests.job('upscaler_jobs', customer, 2, 'completed', 60)),
  ('delivered for nothing', tests.job('upscaler_jobs', customer, 0, 'completed', 60)),
  ('running', tests.job('upscaler_jobs', customer, 3, 'running', 5, 5)),
  ('running, given back by hand', tests.job('upscaler_jobs', customer, 4, 'running', 5, 5)),
  ('running, given back by its worker', tests.job('upscaler_jobs', customer, 5, 'running', 5, 5)),
  ('running for nothing', tests.job('upscaler_jobs', customer, 0, 'running', 5, 5)),
  ('stuck', tests.job('upscaler_jobs', customer, 6, 'running', 11, 11)),
  ('stuck, its refund failed', tests.job('upscaler_jobs', customer, 7, 'queued', 11)),
  ('stuck for nothing', tests.job('upscaler_jobs', customer, 0, 'queued', 11)),
  ('lost', tests.job('veste_ai_jobs', customer, 8, 'failed', 60)),
  ('lost, given back by hand', tests.job('veste_ai_jobs', customer, 9, 'failed', 60)),
  ('lost, given back by its worker', tests.job('veste_ai_jobs', customer, 10, 'failed', 60)),
  ('lost, half given back by its worker', tests.job('veste_ai_jobs', customer, 20, 'failed', 60)),
  ('lost, its table says it was given back', tests.job('pose_changer_jobs', customer, 11, 'failed', 60)),
  ('failed for nothing', tests.job('veste_ai_jobs', customer, 0, 'failed', 60)),
  ('to be cancelled', tests.job('video_upscaler_jobs', customer, 12, 'running', 5, 5)),
  ('to be closed', tests.job('video_upscaler_jobs', customer, 13, 'queued', 60))) made (name, id);
with presumed as (
  insert into public.video_upscaler_jobs (user_id, status, user_credit_cost) select customer, 'failed', 14 from tests.known returning id)
insert into tests.jobs select 'failed, presumed to be charged', id from presumed;
with nobodys as (
  insert into public.video_upscaler_jobs (user_id, status, user_credit_cost) values (null, 'failed', 15) returning id)
insert into tests.jobs select 'failed, nobody''s', id from nobodys;
with unpaid as (
  insert into public.veste_ai_jobs (user_id, status, user_credit_cost) select customer, 'queued', 16 from tests.known returning id)
insert into tests.jobs select 'ended before it was charged', id from unpaid;
grant select on tests.jobs to public;

create function tests.job_called(name text) returns uuid language sql stable as $$
  select j.id from tests.jobs j where j.name = job_called.name
$$;
select public.refund_upscaler_credits(customer, 2, 'Cortesia: ' || tests.job_called('delivered, then given back by hand')),
  public.refund_upscaler_credits(customer, 4, 'Devolvido: ' || tests.job_called('running, given back by hand')),
  public.refund_upscaler_credits(customer, 9, format('Devolvido a %s: %s', customer, tests.job_called('lost, given back by hand')))
from tests.known;
select public.move_upscaler_credits(customer, 0, 5, 'refund', 'Estorno', 'upscaler_jobs', tests.job_called('running, given back by its worker')),
  public.move_upscaler_credits(customer, 0, 10, 'refund', 'Estorno', 'veste_ai_jobs', tests.job_called('lost, given back by its worker')),
  public.move_upscaler_credits(customer, 0, 10, 'refund', 'Estorno', 'veste_ai_jobs', tests.job_called('lost, half given back by its worker'))
from tests.known;
update public.veste_ai_jobs set created_at = null where id = tests.job_called('lost, given back by hand');
update public.pose_changer_jobs set credits_refunded = true where id = tests.job_called('lost, its table says it was given back');
insert into estorno.attention (table_name, job_id, reason) values
  ('upscaler_jobs', tests.job_called('stuck, its refund failed'), 'refund_failed'),
  ('upscaler_jobs', tests.job_called('stuck'), 'busy'),
  ('video_upscaler_jobs', tests.job_called('to be closed'), 'not_ended');

create function tests.listed(refund text) returns text[] language sql as $$
  select array(select t.name from public.admin_list_ai_jobs(page_size => 100) l join tests.jobs t on t.id = l.id
    where l.refund_state is not distinct from listed.refund order by t.name)
$$;
create function tests.filtered(refund text) returns text[] language sql as $$
  select array(select t.name from public.admin_list_ai_jobs(refund => filtered.refund, page_size => 100) l join tests.jobs t on t.id = l.id order by t.name)
$$;
grant execute on all functions in schema tests to authenticated;

select tests.act_as('authenticated', admin) from tests.known;
select public.admin_cancel_ai_job('video_upscaler_jobs', tests.job_called('to be cancelled'));
select public.admin_close_ai_job('video_upscaler_jobs', tests.job_called('to be closed'), 'Cliente pediu');
select tests.act_as_owner();
update estorno.job_tables set waiting_is_charged = false where table_name = 'veste_ai_jobs';
select tests.act_as('authenticated', admin) from tests.known;
select public.admin_cancel_ai_job('veste_ai_jobs', tests.job_called('ended before it was charged'));

select is(tests.listed('done'), array['delivered, then given back by hand', 'lost, given back by hand', 'lost, given back by its worker',
    'lost, its table says it was given back', 'running, given back by its worker', 'to be cancelled'],
  'done: the credits went back, whoever gave them');
select is(tests.listed('pending'), '{lost,"lost, half given back by its worker",stuck}', 'pending: past the limit, or over with nothing to show for it');
select is(tests.listed('failed'), '{"stuck, its refund failed"}', 'failed: a refund was tried');
select is(tests.listed('not_charged'), '{"ended before it was charged","failed for nothing","failed, nobody''s","running for nothing","stuck for nothing"}',
  'not_charged: nothing was taken');
select is(tests.listed(null), '{delivered,"delivered for nothing","failed, presumed to be charged",running,"running, given back by hand","to be closed"}',
  'nothing to say: delivered, within its limit, only presumed to be charged, closed without a refund');

select is(tests.filtered(state), tests.listed(state), 'the filter finds what the list calls ' || state)
from unnest('{done,pending,failed,not_charged}'::text[]) state;
select is((select jobs from public.admin_summarize_ai_jobs(refund => state)), cardinality(tests.listed(state))::bigint, 'the totals count what is ' || state)
from unnest('{done,pending,failed,not_charged}'::text[]) state;
-- 2 + 9 + 10 + 11 + 5 + 12, and beside what is done 4 for a job that goes on and 10 of 20.
select is((select refunded_credits from public.admin_summarize_ai_jobs(refund => 'done')), 49::bigint, 'and the credits that came back, whoever gave them');
select is((select refunded_credits from public.admin_summarize_ai_jobs(refund => 'not_charged')), 0::bigint, 'none where nothing was taken');
select is((select refunded_credits from public.admin_summarize_ai_jobs()), 63::bigint, 'in all, also a part, and before the end');
select is((select sum(returned_credits) from public.admin_list_ai_jobs(page_size => 100)), 63::bigint, 'as the list has it job by job');
select is((select refunded_credits from public.admin_summarize_ai_jobs(search => customer::text)), 63::bigint, 'and the totals of a customer''s jobs') from tests.known;
select is((select refunded_credits from public.admin_summarize_ai_jobs(search => customer::text, statuses => '{failed}')), 40::bigint,
  'also of those with a status') from tests.known;
select results_eq($$select t.name, l.refunded_credits, l.returned_credits from public.admin_list_ai_jobs(page_size => 100) l join tests.jobs t using (id)
    where t.name like any ('{delivered,%half%,%table says%,to be closed,lost}'::text[]) order by t.name$$,
  $$values ('delivered', null::integer, null::integer), ('lost', null, null), ('lost, half given back by its worker', null, 10),
    ('lost, its table says it was given back', null, 11), ('to be closed', 0, null)$$,
  'a part, what the table alone says, and null where nobody gave anything');
select is((select refund_state from public.admin_get_ai_job('veste_ai_jobs', tests.job_called('lost, given back by hand'))), 'done', 'one job says what the list says, its age known or not');
select throws_ok($$select public.admin_list_ai_jobs(refund => 'perhaps')$$, '22023', null, 'another word is refused');
select results_eq($$select id from public.admin_list_ai_jobs(refund => 'pending') where phase = 'over' order by id$$,
  $$select job_id from public.admin_reconcile() where kind = 'charged_not_refunded' order by job_id$$, 'what is pending and over is what reconciliation lists');
select results_eq($$select refunded_credits from public.admin_repair_ai_job('veste_ai_jobs', tests.job_called('lost'))$$, 'values (8)', 'and what a repair gives back');
select is(tests.listed('pending'), '{"lost, half given back by its worker",stuck}', 'after which it is done');

-- A host whose ledger does not name the jobs.
select tests.act_as_owner();
alter table public.upscaler_credit_transactions drop column job_id;
select tests.act_as('authenticated', admin) from tests.known;
select is(tests.listed('done'), '{"delivered, then given back by hand",lost,"lost, given back by hand","lost, its table says it was given back","to be cancelled"}',
  'without job columns in the ledger, its words count');
select is(tests.filtered('done'), tests.listed('done'), 'for the filter too');
select is((select sum(returned_credits) from public.admin_list_ai_jobs(page_size => 100)), (select refunded_credits from public.admin_summarize_ai_jobs()),
  'and for the credits that came back');
select is((select refunded_credits from public.admin_summarize_ai_jobs(search => customer::text)), (select refunded_credits from public.admin_summarize_ai_jobs()),
  'also of a customer''s jobs') from tests.known;

select * from finish();
rollback;
