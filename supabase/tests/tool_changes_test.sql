begin;
\ir support.psql
select plan(18);

create table tests.known as select tests.admin() as admin, tests.customer() as customer;
grant select on tests.known to public;
create table tests.before_test as select coalesce(max(id), 0) as id from estorno.tool_changes;
create view tests.changes as
  select c.table_name, c.changed_by, c.before, c.after, c.reason from estorno.tool_changes c, tests.before_test b where c.id > b.id order by c.id;

select results_eq($$select table_name, changed_by, before, after ->> 'run_limit_minutes' from estorno.tool_changes
    where before is null order by table_name$$,
  $$values ('pose_changer_jobs', null::uuid, null::jsonb, '10'), ('upscaler_jobs', null, null, '10'), ('veste_ai_jobs', null, null, '10'), ('video_upscaler_jobs', null, null, '10')$$,
  'the installation is on record as a developer''s');

-- By hand, or by a migration.
update estorno.job_tables set run_limit = '30 minutes', enabled = false where table_name = 'video_upscaler_jobs';
select results_eq('select * from tests.changes',
  $$values ('video_upscaler_jobs', null::uuid, '{"enabled": true, "run_limit_minutes": 10}'::jsonb, '{"enabled": false, "run_limit_minutes": 30}'::jsonb, null::text)$$,
  'a change by hand is recorded: only the columns that changed, limits in minutes');
update estorno.job_tables set label = label, run_limit = '1800 seconds' where table_name = 'video_upscaler_jobs';
select estorno.register_job_table('upscaler_jobs', 'Upscaler de Imagem');
select is((select count(*) from tests.changes), 1::bigint, 'an update and a registration that change nothing are not');
select estorno.register_job_table('upscaler_jobs', 'Upscaler', running_statuses => '{starting,running,processing}');
select results_eq('select before, after from tests.changes offset 1',
  $$values ('{"label": "Upscaler de Imagem", "running_statuses": ["starting", "running"]}'::jsonb,
    '{"label": "Upscaler", "running_statuses": ["starting", "running", "processing"]}'::jsonb)$$, 'registering again with other words is');
select estorno.unregister_job_table('pose_changer_jobs');
select results_eq($$select table_name, before ->> 'queue_limit_minutes', after from tests.changes offset 2$$,
  $$values ('pose_changer_jobs', '10', null::jsonb)$$, 'and a tool that goes');

-- In whose name.
select tests.act_as('authenticated', admin) from tests.known;
select public.admin_change_tool('upscaler_jobs', run_limit_minutes => 20, reason => 'Fila longa');
select tests.act_as_owner();
select results_eq('select changed_by, before, after, reason from tests.changes offset 3',
  $$select admin, '{"run_limit_minutes": 10}'::jsonb, '{"run_limit_minutes": 20}'::jsonb, 'Fila longa' from tests.known$$, 'an admin''s change says who and why');
update estorno.job_tables set enabled = false where table_name = 'upscaler_jobs';
select results_eq('select changed_by, reason from tests.changes offset 4', 'values (null::uuid, null::text)', 'the next one by hand does not');

-- Append-only, and closed.
select throws_ok($$update estorno.tool_changes set reason = 'x'$$, '42501', 'estorno.tool_changes is append-only', 'no line is changed');
select throws_ok('delete from estorno.tool_changes', '42501', null, 'none is taken away');
select throws_ok('truncate estorno.tool_changes', '42501', null, 'nor are all');
select throws_ok('truncate estorno.settings', '42501', 'estorno.settings is never emptied', 'no limit goes without a line');
select throws_ok('truncate estorno.job_tables cascade', '42501', 'estorno.job_tables is never emptied', 'nor a tool');
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok('select * from estorno.tool_changes', '42501', null, 'a customer does not read the record');
select throws_ok($$insert into estorno.tool_changes (table_name) values ('upscaler_jobs')$$, '42501', null, 'nor write it');
select throws_ok($$update estorno.job_tables set enabled = false$$, '42501', null, 'nor change a tool');
select throws_ok($$select estorno.change_tool(null, customer, 'x') from tests.known$$, '42501', null, 'nor call what does');
select tests.act_as('service_role');
select throws_ok($$update estorno.job_tables set enabled = false$$, '42501', null, 'not even the service may');

-- Last, because it makes anew what was tested.
select tests.act_as_owner();
select estorno.register_job_table('pose_changer_jobs', 'Troca de Pose');
create table tests.so_far as select count(*) as changes from tests.changes;
\ir ../migrations/20261101000860_tool_changes.sql
\ir ../migrations/20261101000900_register_ai_tools.sql
select is((select count(*) from tests.changes), changes, 'migrations that are run again and change nothing are not recorded') from tests.so_far;

select * from finish();
rollback;
