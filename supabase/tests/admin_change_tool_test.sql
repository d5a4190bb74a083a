begin;
\ir support.psql
select plan(23);

create table tests.known as select tests.admin() as admin, tests.customer() as customer;
grant select on tests.known to public;
create table tests.jobs as
select tests.job('upscaler_jobs', customer, 5, 'running', 30, 15) as running, tests.job('upscaler_jobs', customer, 7, 'queued', 15) as queued from tests.known;
grant select on tests.jobs to public;

select tests.act_as('anon');
select throws_ok($$select public.admin_change_tool('upscaler_jobs', 5)$$, '42501', null, 'anon changes nothing');
select tests.act_as('service_role');
select throws_ok($$select public.admin_change_tool('upscaler_jobs', 5)$$, '42501', null, 'nor does a service token');
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok($$select public.admin_change_tool('upscaler_jobs', 5)$$, '42501', 'Somente administradores podem fazer isto.', 'nor a customer');
select throws_ok($$select public.admin_list_ai_tools()$$, '42501', null, 'who does not see the tools either');

select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select table_name, enabled, waiting_statuses, running_statuses, over_statuses, usable, registered_at is not null
  from public.admin_list_ai_tools() where table_name = 'upscaler_jobs'$$,
  $$values ('upscaler_jobs', true, '{pending,queued}'::text[], '{starting,running}'::text[], '{completed,failed,cancelled}'::text[], true, true)$$,
  'an admin sees what is known of a tool');
select results_eq($$select table_name, queue_limit_seconds, run_limit_seconds, enabled from public.admin_change_tool('upscaler_jobs', run_limit_minutes => 20)$$,
  $$values ('upscaler_jobs', 600, 1200, true)$$, 'one limit changes, the rest stays');
select results_eq($$select queue_limit_seconds, run_limit_seconds from public.admin_change_tool('upscaler_jobs', 20, 16)$$, 'values (1200, 960)', 'both change');
select tests.act_as('service_role');
select is((select sum(cancelled_count) from public.cleanup_all_stale_ai_jobs()), 0::bigint, 'jobs within the new limits live');
select tests.act_as('authenticated', admin) from tests.known;
select public.admin_change_tool('upscaler_jobs', run_limit_minutes => 14);
select tests.act_as('service_role');
select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$, 'values (1, 5)',
  'one past its new limit is ended');
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select enabled, queue_limit_seconds, run_limit_seconds from public.admin_change_tool('upscaler_jobs', 10, enabled => false)$$, 'values (false, 600, 840)',
  'the cleanup of a tool is switched off');
select tests.act_as('service_role');
select is((select sum(cancelled_count) from public.cleanup_all_stale_ai_jobs()), 0::bigint, 'and ends none of its jobs');

select tests.act_as('authenticated', admin) from tests.known;
select throws_ok($$select public.admin_change_tool('upscaler_jobs', 0)$$, '22023', 'O limite vai de 1 a 1.440 minutos inteiros.', 'a limit of no minute');
select throws_ok($$select public.admin_change_tool('upscaler_jobs', run_limit_minutes => 1441)$$, '22023', 'O limite vai de 1 a 1.440 minutos inteiros.', 'or of more than a day');
select throws_ok($$select public.admin_change_tool('upscaler_jobs', 2147483647, -5)$$, '22023', null, 'or out of this world');
select lives_ok($$select public.admin_change_tool('upscaler_jobs', 1, 1440)$$, 'one minute and one day are limits');
select throws_ok($$select public.admin_change_tool('profiles', 5)$$, '22023', null, 'a table that is not registered');
select throws_ok($$select public.admin_change_tool(null, 5)$$, '22023', null, 'or none');
select throws_ok($$select public.admin_change_tool('upscaler_jobs', 5, reason => repeat('x', 501))$$, '22023',
  'O motivo pode ter até 500 caracteres, sem caracteres de controle.', 'a reason that is too long');
select throws_ok($$select public.admin_change_tool('upscaler_jobs', 5, reason => E'a\u0007b')$$, '22023', null, 'or has characters nobody sees');
select lives_ok($$select public.admin_change_tool('upscaler_jobs', 5, reason => repeat('é', 500))$$, '500 characters are fine');

-- A tool whose table changed under it is not switched on.
select tests.act_as_owner();
alter table public.upscaler_jobs rename column error_message to problem;
select tests.act_as('authenticated', admin) from tests.known;
select throws_like($$select public.admin_change_tool('upscaler_jobs', enabled => true)$$,
  '%Peça a quem desenvolve:%column error_message text: alter table public.upscaler_jobs add column error_message text;%', 'switching it on names what is missing, with the SQL');
select is((select usable from public.admin_list_ai_tools() where table_name = 'upscaler_jobs'), false, 'the list says that it cannot be worked on');
select results_eq($$select run_limit_seconds, enabled from public.admin_change_tool('upscaler_jobs', run_limit_minutes => 9, enabled => false)$$,
  'values (540, false)', 'its limits can be changed all the same');

select * from finish();
rollback;
