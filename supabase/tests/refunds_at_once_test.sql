begin;
\ir support.psql
select plan(42);

create table tests.known as select tests.admin() as admin, tests.customer(1000) as customer;
grant select on tests.known to public;

-- When all refunds of a batch are paid in one statement.
select is(estorno.refund_functions_fingerprint(), substring(p.prosrc from '[0-9a-f]{32}'),
  'estorno.refunds_can_be_paid_at_once() knows the refund functions as they stand: after a change of theirs write what is had into it')
from pg_proc p where p.oid = 'estorno.refunds_can_be_paid_at_once()'::regprocedure;
select ok(estorno.refunds_can_be_paid_at_once(), 'beside our own refund function');

create function tests.at_once_after(statements text) returns boolean language plpgsql as $$
declare
  answer boolean;
begin
  execute statements;
  answer := estorno.refunds_can_be_paid_at_once();
  raise division_by_zero;
exception when division_by_zero then
  return answer;
end $$;
create function tests.edited(signature regprocedure, old text, new text) returns text language sql as $$
  select replace(pg_get_functiondef(signature), old, new)
$$;
create function tests.nothing() returns trigger language plpgsql as 'begin return new; end';
create role estorno_test_other;
grant estorno_test_other to current_user;
grant create on schema public to estorno_test_other;
select is(tests.at_once_after(change), expected, format('%s: %s', case when expected then 'still' else 'not' end, name))
from (values
  (false, 'a refund function with another text', tests.edited('public.refund_upscaler_credits(uuid,integer,text)', '100000', '50000')),
  (false, 'what it calls with another text', tests.edited('public.move_upscaler_credits(uuid,integer,integer,text,text,text,uuid)', 'c.balance + _monthly', 'c.balance +  _monthly')),
  (false, 'the one for many with another text', tests.edited('public.refund_many_upscaler_credits(uuid[],integer[],integer[],text[])', '100000', '50000')),
  (false, 'other default values', tests.edited('public.move_upscaler_credits(uuid,integer,integer,text,text,text,uuid)', '_job_table text DEFAULT NULL::text', '_job_table text DEFAULT ''x''')),
  (false, 'a refund function that runs as its caller', 'alter function public.refund_upscaler_credits(uuid, integer, text) security invoker'),
  (false, 'one with another search path', 'alter function public.refund_upscaler_credits(uuid, integer, text) set search_path = public'),
  (false, 'one with another setting', 'alter function public.refund_upscaler_credits(uuid, integer, text) set datestyle = iso'),
  (false, 'one that is not called with a null', 'alter function public.refund_upscaler_credits(uuid, integer, text) strict'),
  (false, 'one that may not write', 'alter function public.refund_upscaler_credits(uuid, integer, text) stable'),
  (false, 'one of another owner', 'alter function public.refund_upscaler_credits(uuid, integer, text) owner to estorno_test_other'),
  (false, 'a second function that it may mean', 'create function public.move_upscaler_credits(uuid, integer, integer, text, text) returns integer language sql as ''select 1'''),
  (false, 'no function for many', 'drop function public.refund_many_upscaler_credits(uuid[], integer[], integer[], text[])'),
  (false, 'no refund function', 'drop function public.refund_upscaler_credits(uuid, integer, text)'),
  (false, 'a trigger on the credits', 'create trigger t before update on public.upscaler_credits for each row execute function tests.nothing()'),
  (false, 'a trigger on the ledger', 'create trigger t after insert on public.upscaler_credit_transactions for each statement execute function tests.nothing()'),
  (true, 'a trigger on a table of jobs', 'create trigger t before update on public.upscaler_jobs for each row execute function tests.nothing()'),
  (true, 'other rights', 'revoke all on function public.refund_upscaler_credits(uuid, integer, text) from service_role')
) changes (expected, name, change);

-- How a batch was paid: at once is an update a customer, one by one is an update a job.
create function tests.updates_of_credits(statements text default 'select 1') returns bigint language plpgsql as $$
declare
  before bigint := (select n_tup_upd from pg_stat_xact_user_tables where relid = 'public.upscaler_credits'::regclass);
  updates bigint;
begin
  execute statements;
  perform s.* from estorno.job_tables t, estorno.settle_ai_jobs(t, array(select j.id from public.upscaler_jobs j where j.status = 'queued'), 'timeout', 'cron') s
  where t.table_name = 'upscaler_jobs';
  updates := (select n_tup_upd from pg_stat_xact_user_tables where relid = 'public.upscaler_credits'::regclass) - before;
  raise division_by_zero;
exception when division_by_zero then
  return updates;
end $$;
create table tests.queued as select tests.job('upscaler_jobs', customer, 10 * n, 'queued', 30) as id from tests.known, generate_series(1, 5) n;
select is(tests.updates_of_credits(), 1::bigint, 'five refunds of a customer are one update');
select is(tests.updates_of_credits('alter function public.refund_upscaler_credits(uuid, integer, text) set datestyle = iso'), 5::bigint,
  'and five where the refund function is not ours alone');

-- The same input both ways: the same claims, ledger and credits.
create function tests.paid(claims estorno.settlements[], one_by_one boolean) returns jsonb language plpgsql as $$
declare
  last_line bigint := (select max(id) from public.upscaler_credit_transactions);
  paid jsonb;
begin
  if one_by_one then
    alter function public.refund_upscaler_credits(uuid, integer, text) set datestyle = iso;
  end if;
  paid := jsonb_build_object('claims', to_jsonb(estorno.pay_refunds(claims,
    array(select format('Estorno: %s', claim.job_id) from unnest(claims) claim))));
  paid := paid || jsonb_build_object(
    'ledger', (select jsonb_agg(to_jsonb(t) - 'id' order by t.id) from public.upscaler_credit_transactions t where t.id > last_line),
    'credits', (select jsonb_agg(c order by c.user_id) from public.upscaler_credits c),
    'setting', coalesce(current_setting('app.refund_to_monthly', true), ''));
  raise division_by_zero;
exception when division_by_zero then
  return paid;
end $$;
create function tests.random_claims() returns estorno.settlements[] language sql as $$
  with someone as (
    select case when random() < 0.5 then c.user_id else gen_random_uuid() end as id from public.upscaler_credits c
    union all select null
  ), job as (
    select s.id as user_id, c.balance, gen_random_uuid() as id,
      case when c.user_id is null or random() < 0.2 then 0 else 1 + floor(random() ^ 4 * 99999) end::integer as refund,
      (array[0, 0.3, 1])[1 + floor(random() * 3)] as share
    from someone s left join public.upscaler_credits c on c.user_id = s.id cross join generate_series(0, (random() * 6)::integer)
  )
  select array_agg(row('upscaler_jobs', id, user_id, 'timeout', 'cron', null, null, 'queued', 'failed', interval '10 minutes', 'ledger', refund,
    floor(refund * share), balance, now(), null, null, null)::estorno.settlements order by user_id, id) from job
$$;
select setseed(0.5);
select public.grant_upscaler_credits(tests.customer(0), (1 + random() * 1000)::integer, (array['monthly', 'lifetime'])[1 + n % 2]) from generate_series(1, 10) n;
create table tests.batches as select n, array[]::estorno.settlements[] as claims from generate_series(1, 30) n;
update tests.batches set claims = tests.random_claims();
select is(count(*) filter (where cardinality(claims) > 1), 30::bigint, '30 random batches') from tests.batches;
select is(count(distinct line ->> 'credit_type'), 3::bigint, 'of monthly, lifetime and mixed refunds')
from tests.batches, jsonb_array_elements(tests.paid(claims, false) -> 'ledger') line;
select is_empty('select n from tests.batches where tests.paid(claims, false) is distinct from tests.paid(claims, true)',
  'paid at once and one by one they leave the same claims, lines and balances');

-- What it refuses, and what it leaves out.
create function tests.refunds(amounts integer[], to_monthly integer[]) returns text language sql as $$
  select format($sql$select public.refund_many_upscaler_credits((select array_fill(customer, array[%s]) from tests.known), %L, %L, array_fill('x'::text, array[%1$s]))$sql$,
    cardinality(amounts), amounts, to_monthly)
$$;
select throws_ok(tests.refunds(amounts, to_monthly), '22023', 'A refund is 1 to 100000 credits', format('refused: %s, %s to the monthly bucket', amounts, to_monthly))
from (values ('{1,100001}'::integer[], '{0,0}'::integer[]), ('{1,-1}', '{0,0}'), ('{1,null}', '{0,0}'), ('{1,2147483647}', '{0,0}'), ('{1,2}', '{0,3}'),
  ('{1,2}', '{0,-1}'), ('{1,2}', '{0}')) refused (amounts, to_monthly);
create table tests.before as select tests.balance(customer) as balance from tests.known;
select throws_ok(format('select public.refund_many_upscaler_credits(array[%L, %1$L]::uuid[], array[1, 1], array[0, 0], array[%2$L, %2$L])', tests.customer(2147483646), 'x'),
  '22003', null, 'a balance that an integer does not hold');
select results_eq($$select m.place, m.new_balance from tests.known, public.refund_many_upscaler_credits(
    array[gen_random_uuid(), customer, customer], array[5, 0, 100000], array[0, 0, 0], array['x', 'x', 'x']) m$$,
  'select 2, balance from tests.before union all select 3, balance + 100000 from tests.before', 'who has no credits row is left out');

-- Through the door: a refund that cannot be is told by the refund function itself, and costs no other job its end.
create table tests.odd (customer uuid, cost integer, problem text);
insert into tests.odd values (tests.customer(0), 10, 'The customer has no credits row'), (tests.customer(5), 100001, 'A refund is 1 to 100000 credits'),
  (tests.customer(2147483640), 10, 'integer out of range'), (tests.customer(5), 2147483647, 'A refund is 1 to 100000 credits');
create function tests.batch(minutes_ago integer) returns void language sql as $$
  delete from public.upscaler_jobs where status = 'queued';
  insert into public.upscaler_jobs (user_id, status, user_credit_cost, created_at)
  select customer, 'queued', cost, now() - make_interval(mins => minutes_ago) - random() * interval '1 minute'
  from (select customer, cost from tests.odd union all select customer, n % 3 from tests.known, generate_series(1, 30) n) job
$$;
create function tests.refused() returns table (cost integer, problem text) language sql as $$
  select j.user_credit_cost, a.detail from estorno.attention a join public.upscaler_jobs j on j.id = a.job_id and j.status = 'queued'
$$;
select tests.batch(30);
create table tests.books as select tests.balance(customer) as balance from tests.known;
select results_eq($$select cancelled_count, refunded_credits, failures from estorno.run_cleanup(null) where table_name = 'upscaler_jobs'$$, 'values (30, 30::bigint, 4)',
  'the cleanup ends the others');
select bag_eq('select * from tests.refused()', 'select cost, problem from tests.odd', 'and lists each that cannot be, with the reason');
select bag_eq('select user_id, amount, credit_type from public.upscaler_credit_transactions where description like ''Estorno:%''',
  $$select customer, 1 + n % 2 as amount, 'lifetime' as credit_type from tests.known, generate_series(1, 20) n$$, 'a line for each refund');
select is(tests.balance(customer), balance + 30, 'the balance is that of the ledger') from tests.known, tests.books;
select is((select balance_after from public.upscaler_credit_transactions t where t.user_id = customer order by id desc limit 1), balance + 30, 'where it ends') from tests.known, tests.books;
select tests.batch(1);
select set_config('request.jwt.claims', json_build_object('sub', admin, 'role', 'authenticated')::text, true) from tests.known;
select bag_eq($$select c.outcome, count(*) from public.admin_cancel_ai_jobs((
    select jsonb_agg(jsonb_build_object('table', 'upscaler_jobs', 'id', id)) from public.upscaler_jobs where status = 'queued')) c group by c.outcome$$,
  $$values ('cancelled', 30::bigint), ('failed', 4)$$, 'so does a cancel of many');
select bag_eq('select * from tests.refused()', 'select cost, problem from tests.odd', 'and tells which');
select is(tests.balance(customer), balance + 60, 'the others are paid') from tests.known, tests.books;
select is_empty('select * from estorno.reconciliation', 'and the records agree with the ledger');

select * from finish();
rollback;
