begin;
\ir support.psql
select plan(57);

create table tests.known as select tests.admin() as admin, tests.customer() as customer;
grant select on tests.known to public;
create function tests.verified() returns text language sql as $$
  select concat_ws(' ', case when v.intact then 'intact' else 'broken' end, v.sealed, v.unsealed) from estorno.verify_records() v
$$;
-- The answers of all pieces, in the order in which they are asked for.
create function tests.pieces(max_lines integer, kept_head text default null)
returns table (place integer, intact boolean, sealed bigint, head text, problems jsonb, continue_after bigint) language sql as $$
  with recursive piece as (
    select 1 as place, v.intact, v.sealed, v.head, v.problems, v.continue_after from estorno.verify_records(kept_head, null, max_lines) v
    union all
    select p.place + 1, v.intact, v.sealed, v.head, v.problems, v.continue_after
    from piece p cross join lateral estorno.verify_records(kept_head, p.continue_after, max_lines) v where p.continue_after is not null)
  select * from piece
$$;
create function tests.problems(max_lines integer default null) returns setof text language sql as $$
  select concat_ws(' ', p ->> 'record', p ->> 'first_id', p ->> 'last_id', p ->> 'problem')
  from tests.pieces(max_lines) v, jsonb_array_elements(v.problems) p order by v.place
$$;
create function tests.guard(state text) returns void language plpgsql as $$
declare
  record regclass;
begin
  foreach record in array '{estorno.settlements,estorno.tool_changes,estorno.cap_raises,estorno.cap_raise_confirmations,estorno.seals}'::regclass[] loop
    execute format('alter table %s %s trigger user', record, state);
  end loop;
end $$;
-- The problems after what an owner can do who switches the triggers off; taken back again. Pieces of one seal find the same.
create function tests.after(act text) returns setof text language plpgsql as $$
begin
  perform tests.guard('disable');
  execute act;
  return query select * from tests.problems();
  if array(select tests.problems()) <> array(select tests.problems(max_lines => 1)) then
    return next 'pieces say otherwise';
  end if;
  raise exception using errcode = 'PT000';
exception when sqlstate 'PT000' then
  null;
end $$;

-- From nothing: what earlier tests and runs recorded is out of the way, until the end of this test.
select tests.guard('disable');
truncate estorno.settlements, estorno.tool_changes, estorno.cap_raises, estorno.cap_raise_confirmations restart identity;
delete from estorno.seals where number > 3;
select tests.guard('enable');
select is(tests.verified(), 'intact 0 0', 'a new chain says of each record that there was nothing');

-- Ten lines and a change of a tool.
insert into public.upscaler_jobs (status, user_credit_cost, created_at) select 'queued', 0, now() - interval '1 hour' from generate_series(1, 10);
select estorno.register_job_table('upscaler_jobs', 'Upscaler', run_limit => '20 minutes');
select public.cleanup_all_stale_ai_jobs();
select is(tests.verified(), 'intact 1 10', 'a run seals what was recorded before it, not its own ends');
select ok((select v.unsealed_since = now() from estorno.verify_records() v), 'the answer says since when lines wait');
select public.cleanup_all_stale_ai_jobs();
select is(tests.verified(), 'intact 11 0', 'the next one seals those');
select results_eq('select record, first_id, last_id, row_count from estorno.seals where number > 3 order by number',
  $$values ('tool_changes', 1::bigint, 1::bigint, 1::bigint), ('settlements', 1, 10, 10)$$, 'each record in its own blocks, all in one chain');
select is((select v.unsealed_since from estorno.verify_records() v), null, 'nothing waits');
create table tests.head as select v.head from estorno.verify_records() v;
select results_eq('select continue_after, sealed from tests.pieces(max_lines => 1)',
  'values (0::bigint, 0::bigint), (1, 0), (2, 0), (3, 0), (4, 1), (null, 10)', 'a piece holds one seal at least, and tells where the next one begins');
select results_eq('select continue_after from tests.pieces(max_lines => 11)', 'values (1::bigint), (3), (null)', 'and one more for ten lines at most');
select results_eq('select bool_and(p.intact), sum(p.sealed), min(p.head), max(p.head) from tests.pieces(max_lines => 11) p',
  'select v.intact, v.sealed::numeric, v.head, v.head from estorno.verify_records() v', 'all pieces say together what one call says');
select is((select v.continue_after from estorno.verify_records() v), null, 'which leaves nothing to be continued');
select is((select bool_and(p.intact) from tests.pieces(1, (select encode(s.digest, 'hex') from estorno.seals s where s.number = 2)) p), true,
  'a kept head is found from every piece, also when its seal is in an earlier or a later one');
select is((select bool_or(p.intact) from tests.pieces(1, 'beef') p), false, 'and one that never was, in none');
select throws_ok('select estorno.verify_records(max_lines => 0)', '22023', null, 'no piece is without lines');
select throws_ok('select estorno.verify_records(after_seal => -1)', '22023', null, 'and no seal below 0');
grant select on tests.head to public;
select is((select h.record_head from estorno.cleaner_health() h), (select head from tests.head), 'the health of the cleaner tells the head');
select public.cleanup_all_stale_ai_jobs();
select is((select count(*) from estorno.seals), 6::bigint, 'a run that finds nothing new seals nothing');

-- How a session writes times, and what a later version adds.
set local timezone = 'America/Sao_Paulo';
set local datestyle = 'SQL, DMY';
set local intervalstyle = 'postgres_verbose';
select is(tests.verified(), 'intact 11 0', 'another session reads the same');
reset timezone;
reset datestyle;
reset intervalstyle;
alter table estorno.settlements add column added_later text, add column another uuid;
alter table estorno.tool_changes add column added_later integer;
select is(tests.verified(), 'intact 11 0', 'a column that is added later breaks no seal');
select lives_ok('select estorno.seal_records()', 'and there is nothing to seal for it');

-- Who has no business here.
select throws_ok('update estorno.seals set row_count = 0', '42501', 'estorno.seals is append-only', 'no seal is changed');
select throws_ok('delete from estorno.seals', '42501', null, 'none is taken away');
select throws_ok('truncate estorno.seals', '42501', null, 'nor are all');
select tests.act_as('service_role');
select throws_ok('select * from estorno.seals', '42501', null, 'the service does not read them');
select throws_ok($$insert into estorno.settlements (table_name) values ('x')$$, '42501', null, 'nor writes a record');
select throws_ok($$update estorno.cleanup_runs set finished_at = now()$$, '42501', null, 'nor the log of runs');
select throws_ok('select estorno.seal_records()', '42501', null, 'nor seals');
select throws_ok('select * from public.admin_verify_records()', '42501', null, 'nor verifies');
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok('select * from public.admin_verify_records()', '42501', null, 'a customer does not either');
select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select v.intact, v.sealed, v.unsealed, v.unsealed_since, v.head = h.head, v.problems from public.admin_verify_records() v, tests.head h',
  $$values (true, 11::bigint, 0::bigint, null::timestamptz, true, '[]'::jsonb)$$, 'an admin does');
select is((select intact from public.admin_verify_records((select upper(head) from tests.head))), true, 'also against a head that was kept');
select results_eq($$select intact, problems -> 0 ->> 'problem' from public.admin_verify_records('beef')$$, $$values (false, 'head_missing')$$, 'one that never was is missing');
select results_eq('select sealed, head = (select head from tests.head), continue_after from public.admin_verify_records(after_seal => 4)',
  'values (10::bigint, true, null::bigint)', 'also of what comes after a seal');
select throws_ok('select public.admin_verify_records(after_seal => -1)', '22023', null, 'but not below 0');
select tests.act_as_owner();

-- Whoever does it all the same.
select is(tests.after('update estorno.settlements set refunded_credits = 60 where id = 3'), 'settlements 1 10 changed', 'a changed end is found');
select is(tests.after($$update estorno.settlements set reason = '' where id = 3$$), 'settlements 1 10 changed', 'even where nothing became an empty text');
select is(tests.after($$update estorno.settlements set added_later = 'x' where id = 3$$), 'settlements 1 10 changed', 'even in a column that was added later');
select is(tests.after($$update estorno.tool_changes set changed_by = null, after = '{}'$$), 'tool_changes 1 1 changed', 'a changed change of a tool is found');
select is(tests.after('delete from estorno.settlements where id = 10'), 'settlements 1 10 lines_missing', 'one that is gone');
select is(tests.after($$insert into estorno.settlements (table_name, job_id, ending, actor, status_before, status_after, charge_proof, refunded_credits, refunded_to_monthly, id)
    overriding system value values ('upscaler_jobs', gen_random_uuid(), 'timeout', 'cron', 'queued', 'failed', 'presumed', 0, 0, -5)$$),
  'settlements -9223372036854775808 0 lines_added', 'one that was slipped in before all others');
select is(tests.after($$alter table estorno.settlements alter id drop identity; update estorno.settlements set id = 99 where id = 3;
    update estorno.settlements set id = 3 where id = 4; update estorno.settlements set id = 4 where id = 99$$), 'settlements 1 10 changed', 'two that changed places');
select is(tests.after('truncate estorno.settlements'), 'settlements 1 10 lines_missing', 'all of them gone');
select set_eq($$select tests.after('update estorno.seals set sealed_at = sealed_at - interval ''1 day'' where number = 4')$$, array['tool_changes 1 1 changed'], 'a seal of another time');
select set_eq($$select tests.after('update estorno.seals set digest = sha256('''') where number = 4')$$, array['tool_changes 1 1 changed', 'settlements 1 10 changed'],
  'a seal of another digest, which the next one shows too');
select set_eq($$select tests.after('delete from estorno.seals where number = 4')$$, array['settlements 1 10 seal_missing'], 'a seal that is gone');
select set_eq($$select tests.after('delete from estorno.seals where number = 0')$$, array['tool_changes -9223372036854775808 0 seal_missing'],
  'the first one gone, before which there is none');
select set_eq($$select tests.after('truncate estorno.seals')$$, array['seal_missing'], 'all of them gone');

-- A cap that one admin asked to be raised and another confirmed.
create function tests.after_raise(act text) returns setof text language plpgsql as $$
declare
  raise_id bigint;
begin
  insert into estorno.cap_raises (admin_id, day, credits, reason) select admin, current_date, 5, 'Muitos' from tests.known returning id into raise_id;
  insert into estorno.cap_raise_confirmations (raise_id, admin_id, confirmed_by) select raise_id, admin, customer from tests.known;
  perform estorno.seal_records();
  return query select tests.verified();
  return query select tests.after(act);
  raise exception using errcode = 'PT000';
exception when sqlstate 'PT000' then
  null;
end $$;
select results_eq($$select tests.after_raise('update estorno.cap_raises set credits = 50')$$, $$values ('intact 13 0'), ('cap_raises 1 1 changed')$$,
  'a request of more credits is sealed, and a changed one found');
select results_eq($$select tests.after_raise('update estorno.cap_raise_confirmations set confirmed_at = confirmed_at - interval ''1 day''')$$,
  $$values ('intact 13 0'), ('cap_raise_confirmations 1 2 changed')$$, 'its confirmation as well');
select results_eq($$select tests.after_raise('delete from estorno.cap_raise_confirmations')$$,
  $$values ('intact 13 0'), ('cap_raise_confirmations 1 3 lines_missing')$$, 'also when it is gone');

-- The end of the chain is told by a head that was kept.
select is_empty($$select tests.after('delete from estorno.settlements; delete from estorno.seals where number = 5')$$, 'without its last seals a chain looks whole');
select tests.guard('disable');
delete from estorno.settlements;
delete from estorno.seals where number = 5;
select tests.guard('enable');
select results_eq('select v.intact, v.problems from estorno.verify_records((select head from tests.head)) v',
  $$values (false, '[{"record": null, "first_id": null, "last_id": null, "problem": "head_missing"}]'::jsonb)$$, 'but not to whoever kept the head');

-- When nothing could be sealed for half an hour.
create function tests.is_a_problem() returns boolean language sql as $$ select 'records_unsealed' = any (h.problems) from estorno.cleaner_health() h $$;
select tests.guard('disable');
update estorno.seals set sealed_at = now() - interval '31 minutes';
insert into estorno.tool_changes (table_name, changed_at) values ('upscaler_jobs', now() - interval '29 minutes');
select is(tests.is_a_problem(), false, 'a line of 29 minutes may wait');
update estorno.tool_changes set changed_at = now() - interval '31 minutes';
select is(tests.is_a_problem(), true, 'one of 31 is a problem');
update estorno.seals set sealed_at = now() - interval '1 minute' where number = 4;
select is(tests.is_a_problem(), false, 'not while runs seal one block after the other');

-- How much a piece holds.
insert into estorno.tool_changes (table_name) select 'upscaler_jobs' from generate_series(1, 29);
select estorno.seal_records();
insert into estorno.cap_raises (admin_id, day, credits, reason) select admin, current_date, 5, 'Muitos' from tests.known;
select estorno.seal_records();
select results_eq('select sealed, continue_after from estorno.verify_records(after_seal => 4, max_lines => 20)', 'values (30::bigint, 5::bigint)',
  'a piece ends with the seal that fills it');
insert into estorno.seals select n, 'settlements', n, n, 0, now(), '' from generate_series(7, 5001) n;
select tests.act_as('authenticated', admin) from tests.known;
select is((select continue_after from public.admin_verify_records()), 4999::bigint, 'an admin is answered in pieces of 5,000 seals');
select results_eq('select jsonb_array_length(problems), continue_after from public.admin_verify_records(after_seal => 4999)', 'values (2, null::bigint)',
  'and asks on until the end');
select tests.act_as_owner();

select * from finish();
rollback;
