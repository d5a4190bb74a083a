begin;
\ir support.psql
select plan(17);

create table tests.known as select tests.admin() as admin, tests.admin() as other, tests.customer() as customer, gen_random_uuid() as id, gen_random_uuid() as gateway;
grant select on tests.known to public;
create table tests.jobs as select name, tests.job('upscaler_jobs', customer, 1, 'queued', 11) as id from tests.known,
  unnest('{function,gateway,malformed,none,run}'::text[]) name;
grant select on tests.jobs to public;
create function tests.ask_with(headers text) returns void language sql as $$ select set_config('request.headers', headers, true) $$;
create function tests.id_with(headers text) returns uuid language plpgsql as $$
begin
  perform tests.ask_with(headers);
  return estorno.request_id();
end $$;
create function tests.cancel(job text) returns void language sql as $$ select public.admin_cancel_ai_job('upscaler_jobs', id) from tests.jobs where name = job $$;

-- What a request can say.
select is(estorno.request_id(), null, 'nobody asked');
select is(tests.id_with(jsonb_build_object('estorno-request-id', id, 'x-request-id', gateway)::text), id, 'the Edge Function did') from tests.known;
select is(tests.id_with(jsonb_build_object('x-request-id', gateway)::text), gateway, 'or a gateway that numbers') from tests.known;
select is_empty($$select left(h.headers, 50) from unnest(array['', '{}', '[]', '"x-request-id"', 'null', '{"x-request-id"', '{"x-request-id": null}', '{"x-request-id": ""}',
  '{"x-request-id": "1"}', '{"x-request-id": {}}', '{"x-request-id": "\u0000"}', repeat('[', 100000), '{"estorno-request-id": "x"}']) h (headers)
  where tests.id_with(h.headers) is not null$$, 'nothing else is an id, and nothing raises');

-- What the record says.
select tests.act_as('authenticated', admin) from tests.known;
select tests.ask_with(jsonb_build_object('estorno-request-id', id)::text) from tests.known;
select tests.cancel('function');
select public.admin_change_tool('upscaler_jobs', run_limit_minutes => 12);
select tests.ask_with(jsonb_build_object('x-request-id', gateway)::text) from tests.known;
select tests.cancel('gateway');
select tests.ask_with('{"estorno-request-id": "nonsense"');
select tests.cancel('malformed');
select tests.ask_with('');
select tests.cancel('none');
select results_eq($$select j.name, s.request_id from public.admin_list_records(kinds => '{cancel}') s join tests.jobs j on j.id = s.job_id order by 1$$,
  $$select n, case n when 'function' then id when 'gateway' then gateway end from tests.known, unnest('{function,gateway,malformed,none}'::text[]) n order by 1$$,
  'every end has the id of its request, and happens without one');
select results_eq($$select d.request_id from tests.jobs j, public.admin_get_ai_job('upscaler_jobs', j.id) d where j.name = 'function'$$, 'select id from tests.known', 'so says the job');
select results_eq($$select d.request_id from tests.jobs j, public.admin_get_ai_job('upscaler_jobs', j.id) d where j.name = 'run'$$, 'values (null::uuid)', 'one that goes on has none');
select results_eq($$select request_id from public.admin_list_records(kinds => '{tool_change}') where after = '{"run_limit_minutes": 12}'$$,
  'select id from tests.known', 'a change of a tool has one as well');
select tests.act_as_owner();
select is(s.refunded_credits, 1, 'headers that nobody can read cost no refund') from estorno.settlements s join tests.jobs j on j.id = s.job_id where j.name = 'malformed';

-- A kept claim asks anew at each call.
select ok(exists (select from pg_proc p where p.proname = estorno.kept_prefix(t) || 'timeout'), 'the claim is kept') from estorno.job_tables t
where t.table_name = 'veste_ai_jobs';
create table tests.stale as select tests.job('veste_ai_jobs', customer, 1, 'queued', 11) as first, tests.job('veste_ai_jobs', customer, 1, 'queued', 11) as second from tests.known;
select is(s.request_id, gateway, 'a claim has the id of its request') from tests.known, tests.ask_with(jsonb_build_object('x-request-id', gateway)::text),
  tests.stale, estorno.job_tables t, lateral estorno.settle_ai_jobs(t, array[first], 'timeout', 'service') s where t.table_name = 'veste_ai_jobs';
select tests.ask_with('');
select is(s.request_id, null, 'and the next one its own') from tests.stale, estorno.job_tables t, lateral estorno.settle_ai_jobs(t, array[second], 'timeout', 'cron') s
where t.table_name = 'veste_ai_jobs';

-- A cap that is raised.
select estorno.change_settings(daily_credit_cap => 1);
select tests.act_as('authenticated', admin) from tests.known;
select tests.ask_with(jsonb_build_object('x-request-id', id)::text) from tests.known;
select public.admin_request_cap_raise(5, 'Muitos reembolsos');
select tests.act_as('authenticated', other) from tests.known;
select tests.ask_with(jsonb_build_object('x-request-id', gateway)::text) from tests.known;
select public.admin_confirm_cap_raise(id) from public.admin_list_cap_raises();
select results_eq($$select request_id from public.admin_list_records(kinds => '{cap_raise_request}')$$, 'select id from tests.known', 'asked for by one request');
select results_eq($$select request_id from public.admin_list_records(kinds => '{cap_raise}')$$, 'select gateway from tests.known', 'confirmed by another');

-- For nobody else to call, also as a column's default.
select throws_ok('select estorno.request_id()', '42501', null, 'no admin asks for it');
select tests.act_as('service_role');
select throws_ok('select estorno.request_id()', '42501', null, 'nor the service');
select throws_ok($$insert into estorno.tool_changes (table_name) values ('x')$$, '42501', null, 'nor writes a line that would');

select * from finish();
rollback;
