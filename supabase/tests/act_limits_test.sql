begin;
\ir support.psql
select plan(36);

create table tests.known as select tests.admin() as admin, tests.admin() as other, tests.customer(10000) as customer,
  '00000000-0000-4000-8000-0000000000ac'::uuid as act;
create table tests.jobs as select n, tests.job('upscaler_jobs', customer, 5, 'running', 1, 1) as id from tests.known, generate_series(1, 20) n;
create table tests.others as select tests.job('pose_changer_jobs', customer, 7, 'queued', 11) as stale,
  tests.job('veste_ai_jobs', customer, 3, 'failed', 90) as unpaid, tests.job('upscaler_jobs', customer, 2, 'misterioso', 1) as unknown,
  tests.job('upscaler_jobs', customer, 1, 'completed', 1) as completed from tests.known;
grant select on tests.known, tests.jobs, tests.others to public;

-- What an admin did so long ago.
create function tests.acted(admin uuid, seconds_ago integer, act_id uuid default null, jobs integer default 1) returns void language sql as $$
  insert into estorno.settlements (table_name, job_id, ending, actor, actor_id, status_before, status_after, charge_proof, refunded_credits,
    refunded_to_monthly, settled_at, act_id)
  select 'upscaler_jobs', gen_random_uuid(), 'cancel', 'admin', admin, 'running', 'cancelled', 'ledger', 0, 0,
    now() - make_interval(secs => seconds_ago), act_id from generate_series(1, jobs)
$$;
create function tests.limit_to(acts integer) returns void language sql security definer as $$ select estorno.change_settings(acts) $$;
create function tests.cancel(n integer) returns text language sql as $$
  select c.outcome from tests.jobs j, public.admin_cancel_ai_job('upscaler_jobs', j.id) c where j.n = cancel.n
$$;
create function tests.cancel_many(numbers integer[], act_id uuid) returns text[] language sql as $$
  select array(select c.outcome from public.admin_cancel_ai_jobs((
    select jsonb_agg(jsonb_build_object('table', 'upscaler_jobs', 'id', id) order by n) from tests.jobs where n = any (numbers)), null, act_id) c)
$$;
-- The seconds that a refusal says, null when there is none.
create function tests.refused(statement text) returns integer language plpgsql as $$
declare
  detail text;
begin
  execute statement;
  return null;
exception when sqlstate 'PT429' then
  get stacked diagnostics detail = pg_exception_detail;
  return detail::jsonb -> 'retryAfterSeconds';
end $$;

-- One by one.
select tests.limit_to(3);
select tests.acted(admin, 61, null, 50), tests.acted(admin, 50) from tests.known;
select tests.act_as('authenticated', admin) from tests.known;
select is(array[tests.cancel(1), tests.cancel(2)], '{cancelled,cancelled}', 'as many acts a minute as the setting says');
select throws_ok('select tests.cancel(3)', 'PT429', 'Muitas ações em pouco tempo. Tente de novo em 10 s.', 'and no more');
select is(tests.refused('select tests.cancel(3)'), 10, 'until the first of them is a minute old');
select is(tests.cancel(1), 'replayed', 'what an earlier call did can still be asked for');
select is((select outcome from tests.others, public.admin_cancel_ai_job('upscaler_jobs', completed)), 'already_over', 'or that there is nothing to do');
select is((select outcome from public.admin_cancel_ai_job('upscaler_jobs', gen_random_uuid())), 'not_found', 'or no such job');
select throws_ok($$select public.admin_cancel_ai_job('upscaler_jobs', unknown) from tests.others$$, '22023', null, 'or an unknown word');
select throws_ok($$select public.admin_cancel_ai_job('profiles', gen_random_uuid())$$, '22023', null, 'the table is looked at before');
select throws_ok($$select tests.cancel_many('{4,5}', gen_random_uuid())$$, 'PT429', null, 'neither are many ended');
select throws_ok($$select public.admin_close_ai_job('upscaler_jobs', unknown, 'Sem conta') from tests.others$$, 'PT429', null, 'nor is one closed');
select throws_ok($$select public.admin_repair_ai_job('veste_ai_jobs', unpaid) from tests.others$$, 'PT429', null, 'nor repaired');
select throws_ok($$select public.admin_retry_ai_job('pose_changer_jobs', stale) from tests.others$$, 'PT429', null, 'nor tried again');
select throws_ok('select public.admin_run_cleanup()', 'PT429', null, 'nor does a run begin');
select throws_ok($$select public.admin_change_tool('upscaler_jobs', 1)$$, 'PT429', null, 'nor a limit change');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'misterioso', 'running')$$, 'PT429', null, 'nor is a word mapped');
select tests.act_as('authenticated', other) from tests.known;
select is(tests.cancel(3), 'cancelled', 'another admin is another one');
select tests.act_as_owner();
select is(tests.balance(customer), 10000 - 20 * 5 - 13 + 15, 'what was refused gave nothing back') from tests.known;
select is((select count(*) from estorno.cleanup_runs), 0::bigint, 'and no run is in the log');

-- Many at once.
select tests.limit_to(4);
select tests.act_as('authenticated', admin) from tests.known;
select is(tests.cancel_many('{4,5,6}', act), '{cancelled,cancelled,cancelled}', 'many are one act') from tests.known;
select is(tests.refused('select tests.cancel(7)'), 10, 'and one it is');
select is(tests.cancel_many('{7,8}', act), '{cancelled,cancelled}', 'which goes on when no other may begin') from tests.known;
select is(tests.cancel_many('{7,8}', act), '{replayed,replayed}', 'and can be asked for once more') from tests.known;
select tests.act_as_owner();
select tests.acted(admin, 0, act, 9994) from tests.known;
select tests.act_as('authenticated', admin) from tests.known;
select is(tests.cancel_many('{9}', act), '{cancelled}', 'with 9,999 jobs it goes on') from tests.known;
select throws_ok($$select tests.cancel_many('{10}', act) from tests.known$$, 'PT429', null, 'with 10,000 it begins anew');

-- A run, and a change of a tool.
select tests.act_as_owner();
select tests.limit_to(3);
select tests.job('upscaler_jobs', customer, 1, 'running', 20, 20) from tests.known, generate_series(1, 5);
select tests.act_as('authenticated', other) from tests.known;
select is((select sum(cancelled_count) from public.admin_run_cleanup()), 6::bigint, 'a run by hand');
select is((select count(*) from public.admin_change_tool('upscaler_jobs', 12)), 1::bigint, 'a change');
select throws_ok($$select public.admin_change_tool('upscaler_jobs', 13)$$, 'PT429', null, 'are one act each');
select tests.act_as_owner();
select is((select count(distinct act_id) from estorno.settlements, tests.known where actor_id = other and ending = 'timeout'), 1::bigint, 'what a run ends belongs together');

-- A run that ended nothing is in the log, and so an act.
insert into estorno.cleanup_runs (started_by, started_by_id) select 'admin', id from (values ('00000000-0000-4000-8000-0000000000aa'::uuid)) idle (id), generate_series(1, 2);
select is(estorno.seconds_over_limit('00000000-0000-4000-8000-0000000000aa', null, 3), null, 'two idle runs are fewer than three acts');
select ok(estorno.seconds_over_limit('00000000-0000-4000-8000-0000000000aa', null, 2)
  between 60 - ceil(extract(epoch from clock_timestamp() - now())) and 60, 'and as many as two');
select is(estorno.is_far_from_limit('00000000-0000-4000-8000-0000000000aa', 4), false, 'half of four is near');

-- The smallest limit, and none.
select tests.limit_to(1);
select tests.act_as('authenticated', tests.admin());
select is(tests.cancel(10), 'cancelled', 'one act a minute');
select throws_ok('select tests.cancel(11)', 'PT429', null, 'is one');
select tests.act_as_owner();
select tests.limit_to(null);
select tests.act_as('authenticated', admin) from tests.known;
select is(tests.cancel(11), 'cancelled', 'without a limit nobody is refused');
select tests.act_as_owner();
select is((select count(*) from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock' and not granted), 0::bigint, 'nobody waits');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

select * from finish();
rollback;
