begin;
\ir support.psql
select plan(29);

create table tests.known as select tests.admin() as admin, tests.admin() as other, tests.customer() as ana, tests.customer(0) as poor, gen_random_uuid() as refused;
grant select on tests.known to public;
update public.profiles set name = 'Ana Souza', email = 'ana@example.com' where id = (select ana from tests.known);
update public.profiles set name = 'Bruna Admin', email = 'bruna@example.com' where id = (select admin from tests.known);
update public.profiles set name = 'Caio Admin', email = 'caio@example.com' where id = (select other from tests.known);
create table tests.jobs as select
  tests.job('upscaler_jobs', ana, 5, 'running', 30, 11) as stuck, tests.job('pose_changer_jobs', ana, 7, 'queued', 1) as queued,
  tests.job('veste_ai_jobs', ana, 11, 'failed', 90) as unpaid from tests.known;
grant select on tests.jobs to public;
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost, created_at) select refused, poor, 'queued', 9, now() - interval '11 minutes' from tests.known;

-- One of each kind.
select public.cleanup_all_stale_ai_jobs();
select tests.act_as('authenticated', admin) from tests.known;
select public.admin_cancel_ai_job('pose_changer_jobs', queued, 'Cliente pediu'), public.admin_repair_ai_job('veste_ai_jobs', unpaid) from tests.jobs;
select tests.act_as('authenticated', other) from tests.known;
select public.admin_close_ai_job('upscaler_jobs', refused, 'Sem conta') from tests.known;
select public.admin_change_tool('upscaler_jobs', run_limit_minutes => 12, reason => 'Fila longa');
select tests.act_as_owner();
update estorno.job_tables set enabled = false where table_name = 'veste_ai_jobs';

select tests.act_as('anon');
select throws_ok('select public.admin_list_records()', '42501', null, 'anon reads no record');
select throws_ok('select public.admin_list_record_admins()', '42501', null, 'nor who is in it');
select tests.act_as('service_role');
select throws_ok('select public.admin_list_records()', '42501', null, 'nor does a service token');
select tests.act_as('authenticated', ana) from tests.known;
select throws_ok('select public.admin_list_records()', '42501', null, 'nor a customer');
select throws_ok('select public.admin_list_record_admins()', '42501', null, 'who does not learn who the admins are');

select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select kind, actor, actor_name, table_name, tool_label, customer_name, reason, status_before, status_after, refunded_credits, balance_after
  from public.admin_list_records() where kind <> 'tool_change' order by kind$$, $$values
  ('cancel', 'admin', 'Bruna Admin', 'pose_changer_jobs', 'Troca de Pose', 'Ana Souza', 'Cliente pediu', 'queued', 'cancelled', 7, 989),
  ('close', 'admin', 'Caio Admin', 'upscaler_jobs', 'Upscaler de Imagem', (select 'Cliente ' || left(poor::text, 4) from tests.known), 'Sem conta', 'queued', 'cancelled', 0, null),
  ('repair', 'admin', 'Bruna Admin', 'veste_ai_jobs', 'Provador Virtual', 'Ana Souza', null, 'failed', 'failed', 11, 1000),
  ('timeout', 'service', null, 'upscaler_jobs', 'Upscaler de Imagem', 'Ana Souza', null, 'running', 'failed', 5, 982)$$, 'every end, by whom, of whose job and why');
select results_eq($$select actor, actor_email, table_name, reason, before, after, job_id, refunded_credits from public.admin_list_records(kinds => '{tool_change}') where before is not null$$, $$values
  ('developer', null, 'veste_ai_jobs', null, '{"enabled": true}'::jsonb, '{"enabled": false}'::jsonb, null::uuid, null::integer),
  ('admin', 'caio@example.com', 'upscaler_jobs', 'Fila longa', '{"run_limit_minutes": 10}', '{"run_limit_minutes": 12}', null, null)$$, 'and every change of a tool, newest first');
select is((select key from public.admin_list_records(kinds => '{timeout}')), 'upscaler_jobs/' || stuck, 'a key tells the record of a job') from tests.jobs;
select matches((select min(key) from public.admin_list_records(kinds => '{tool_change}')), '^change/\d{19}$', 'and that of a change');

select is((select count(*) from public.admin_list_records('pose_changer_jobs') where kind <> 'tool_change'), 1::bigint, 'filtered by tool');
select is((select count(*) from public.admin_list_records(kinds => '{timeout,close}')), 2::bigint, 'by kind');
select is((select count(*) from public.admin_list_records(kinds => '{}')), 0::bigint, 'of which none is none');
select results_eq('select kind from tests.known, public.admin_list_records(actor_id => other) order by 1', $$values ('close'), ('tool_change')$$, 'by admin');
select is((select count(*) from public.admin_list_records(since => now(), until => now() + interval '1 second') where before is not null or kind <> 'tool_change'), 6::bigint, 'since is within');
select is((select count(*) from public.admin_list_records(until => now()) where before is not null or kind <> 'tool_change'), 0::bigint, 'until is not');
select throws_ok('select public.admin_list_records(page_size => 0)', '22023', 'Uma página tem de 1 a 1.000 registros.', 'a page of nothing');
select throws_ok('select public.admin_list_records(page_size => 1001)', '22023', null, 'a page that is too large');
select results_eq('select name, email from public.admin_list_record_admins()', $$values ('Bruna Admin', 'bruna@example.com'), ('Caio Admin', 'caio@example.com')$$, 'who stands in the record');

-- What goes back to an admin is marked, whoever gives it.
select tests.act_as_owner();
create table tests.staff as select tests.admin() as idle, tests.admin() as acting;
grant select on tests.staff to public;
select public.grant_upscaler_credits(person, 100) from tests.known, tests.staff, unnest(array[admin, idle, acting]) person;
create table tests.staff_jobs as select tests.job('video_upscaler_jobs', idle, 31, 'running', 30, 30) as by_clock, tests.job('pose_changer_jobs', acting, 32, 'queued', 1) as by_other,
  tests.job('veste_ai_jobs', admin, 33, 'queued', 1) as by_self, tests.job('veste_ai_jobs', idle, 0, 'queued', 1) as for_nothing from tests.staff, tests.known;
grant select on tests.staff_jobs to public;
select public.cleanup_all_stale_ai_jobs();
select tests.act_as('authenticated', admin) from tests.known;
select public.admin_cancel_ai_job('pose_changer_jobs', by_other), public.admin_cancel_ai_job('veste_ai_jobs', by_self), public.admin_cancel_ai_job('veste_ai_jobs', for_nothing) from tests.staff_jobs;
select results_eq('select kind, refunded_credits from public.admin_list_records() where to_admin order by refunded_credits',
  $$values ('timeout', 31), ('cancel', 32), ('cancel', 33)$$, 'by the clock, by another admin, by themselves; not what is a customer''s, and not what gave nothing back');
select results_eq($$select g.to_admin from tests.staff_jobs, public.admin_get_ai_job('video_upscaler_jobs', by_clock) g union all select g.to_admin from tests.jobs, public.admin_get_ai_job('upscaler_jobs', stuck) g$$,
  'values (true), (false)', 'in the sheet of the job as well');
select tests.act_as('authenticated', acting) from tests.staff;
select public.admin_change_tool('upscaler_jobs', run_limit_minutes => 13);
select tests.act_as_owner();
delete from public.user_roles using tests.staff where user_id in (idle, acting);
select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select refunded_credits from public.admin_list_records() where to_admin order by 1', 'values (32), (33)', 'who acted as an admin stays known as one; who never did is not');
select ok(bool_and(not to_admin), 'a change gives nothing to anybody') from public.admin_list_records(kinds => '{tool_change}');

-- Page by page, across the two records and many lines of one moment.
select tests.act_as_owner();
insert into estorno.settlements (table_name, job_id, ending, actor, status_before, status_after, charge_proof, refunded_credits, refunded_to_monthly, settled_at)
select 'gone_jobs', gen_random_uuid(), 'timeout', 'cron', 'running', 'failed', 'ledger', 0, 0, now() - make_interval(mins => n / 5) from generate_series(1, 23) n;
insert into estorno.tool_changes (table_name, changed_at) select 'gone_jobs', now() - make_interval(mins => n / 3) from generate_series(1, 11) n;
create function tests.pages(page_size integer) returns text[] language plpgsql as $$
declare
  seen text[] := '{}';
  page text[];
  last_at timestamptz;
begin
  loop
    select array_agg(r.key), (array_agg(r.at))[page_size] into page, last_at
    from public.admin_list_records(page_size => pages.page_size, cursor_at => last_at, cursor_key => page[pages.page_size]) r;
    seen := seen || page;
    exit when last_at is null;
  end loop;
  return seen;
end $$;
grant execute on function tests.pages(integer) to authenticated;
select tests.act_as('authenticated', admin) from tests.known;
select is(tests.pages(1), array(select key from public.admin_list_records(page_size => 1000)), 'line by line is the whole record');
select is(tests.pages(4), array(select key from public.admin_list_records(page_size => 1000)), 'and page by page');
select is(array(select key from public.admin_list_records(page_size => 1000)),
  array(select key from public.admin_list_records(page_size => 1000) order by at desc, key collate "C" desc), 'newest first, with an order where the time is the same');
select results_eq($$select distinct tool_label from public.admin_list_records('gone_jobs')$$, $$values ('gone_jobs')$$, 'a tool that is gone keeps its record under its table''s name');

-- The record outlives the people in it.
select tests.act_as_owner();
delete from auth.users where id in (select ana from tests.known union select other from tests.known);
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select user_id, customer_name, customer_email from public.admin_list_records(kinds => '{timeout}', tool => 'upscaler_jobs')$$,
  'select ana, null::text, null::text from tests.known', 'a customer who is gone leaves an id');
select results_eq($$select actor_id, actor_name from public.admin_list_records(kinds => '{close}')$$, 'select other, null::text from tests.known', 'and so does an admin');
select is((select count(*) from public.admin_list_record_admins() where name is null), 1::bigint, 'who can still be asked for');

select * from finish();
rollback;
