begin;
\ir support.psql
select plan(12);

create table tests.known as select tests.admin() as admin;
grant select on tests.known to public;
create table tests.before_test as select coalesce(max(id), 0) as id from estorno.tool_changes;
create view tests.changes as select c.table_name, c.changed_by, c.before, c.after, c.reason from estorno.tool_changes c, tests.before_test b where c.id > b.id order by c.id;
create view tests.settings as select acts_per_minute, daily_credit_cap from estorno.settings;

select results_eq('select * from tests.settings', 'values (60, null::integer)', 'an installation comes with a rate, and without a cap');
select estorno.change_settings(daily_credit_cap => 5000, reason => ' Combinado com o financeiro ');
select estorno.change_settings(10);
select estorno.change_settings(10);
select estorno.change_settings(null, 0);
select results_eq('select * from tests.settings', 'values (null::integer, 0)', 'none, and nothing without a second admin');
select results_eq('select * from tests.changes', $$values
  (null, null::uuid, '{"daily_credit_cap": null}'::jsonb, '{"daily_credit_cap": 5000}'::jsonb, 'Combinado com o financeiro'),
  (null, null, '{"acts_per_minute": 60}', '{"acts_per_minute": 10}', null),
  (null, null, '{"acts_per_minute": 10, "daily_credit_cap": 5000}', '{"acts_per_minute": null, "daily_credit_cap": 0}', null)$$,
  'every change is on record with its reason; what is left out stays');
select throws_ok('select estorno.change_settings(0)', '23514', null, 'a rate of 0 would end nothing ever again');
select throws_ok('select estorno.change_settings(60, -2)', '23514', null, 'a cap below 0');
select throws_ok('insert into estorno.settings (one_row) values (false)', '23514', null, 'a second row');
update estorno.settings set acts_per_minute = 7;
select is((select count(*) from tests.changes), 4::bigint, 'a change by hand is on record as well');

-- Nobody but the owner.
select tests.act_as('authenticated', admin) from tests.known;
select throws_ok('select estorno.change_settings(1000000)', '42501', null, 'an admin may not lift their own limit');
select throws_ok('update estorno.settings set acts_per_minute = null', '42501', null, 'nor write the settings');
select results_eq($$select kind, actor, actor_id, table_name, tool_label, before, after from public.admin_list_records(kinds => '{setting_change}', page_size => 1)$$,
  $$values ('setting_change', 'developer', null::uuid, null::text, null::text, '{"acts_per_minute": null}'::jsonb, '{"acts_per_minute": 7}'::jsonb)$$,
  'but reads in the record what was changed');
select is((select count(*) from public.admin_list_records('upscaler_jobs', '{setting_change}')), 0::bigint, 'it is of no tool');
select tests.act_as('service_role');
select throws_ok('select estorno.change_settings(1000000)', '42501', null, 'nor may the service');

select * from finish();
rollback;
