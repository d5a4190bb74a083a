begin;
\ir support.psql
select plan(41);

create table tests.known as select tests.customer() as customer, tests.admin() as admin;
create function tests.settle(job_table text, id uuid, ending text default 'timeout') returns setof estorno.settlements language sql as $$
  select s.* from estorno.job_tables t, tests.known, estorno.settle_ai_jobs(t, array[id], ending,
    case ending when 'timeout' then 'cron' else 'admin' end, case when ending <> 'timeout' then admin end) s where t.table_name = job_table
$$;

-- Only what was taken goes back.
create table tests.edited as select tests.job('upscaler_jobs', customer, 60, 'queued', 11) as id from tests.known;
update public.upscaler_jobs set user_credit_cost = 90000 where id = (select id from tests.edited);
select results_eq('select refunded_credits, charge_proof from tests.edited, tests.settle(''upscaler_jobs'', id)', $$values (60, 'ledger')$$,
  'a price edited after the charge: the ledger''s consumption counts');
create table tests.partly as select customer, tests.job('upscaler_jobs', customer, 60, 'queued', 11) as id from tests.known;
select public.move_upscaler_credits(customer, 0, 45, 'refund', 'Parte devolvida', 'upscaler_jobs', id) from tests.partly;
select results_eq('select refunded_credits from tests.partly, tests.settle(''upscaler_jobs'', id)', 'values (15)',
  'what the ledger gave back for the job already is not given back again');
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost, created_at)
select gen_random_uuid(), customer, 'queued', 7, now() - interval '11 minutes' from tests.known;
select results_eq($$select refunded_credits, charge_proof from public.upscaler_jobs j, tests.settle('upscaler_jobs', j.id) where j.user_credit_cost = 7$$,
  $$values (7, 'presumed')$$, 'without a tied consumption the price is presumed');

alter table public.pose_changer_jobs add column credits_charged boolean default false, add column credits_refunded boolean default false;
create table tests.charged as select c.*, gen_random_uuid() as id from (values
  ('charged', true, false, 9, 'charged_column'), ('not charged', false, false, 0, 'not_charged'),
  ('unknown', null, false, 0, 'not_charged'), ('refunded before', true, true, 0, 'already_refunded'),
  ('refunded flag unknown', true, null, 9, 'charged_column')) c (name, charged, refunded, gives, proof);
insert into public.pose_changer_jobs (id, user_id, status, user_credit_cost, created_at, credits_charged, credits_refunded)
select id, customer, 'running', 9, now() - interval '11 minutes', charged, refunded from tests.charged, tests.known;
select results_eq($$select name, s.refunded_credits, s.charge_proof from tests.charged c, tests.settle('pose_changer_jobs', id) s order by name$$,
  $$select name, gives, proof from tests.charged order by name$$, 'a table that knows whether it charged is believed');
select results_eq($$select name, j.credits_refunded, status from tests.charged join public.pose_changer_jobs j using (id) order by name$$,
  $$values ('charged', true, 'failed'), ('not charged', false, 'failed'), ('refunded before', true, 'failed'),
  ('refunded flag unknown', true, 'failed'), ('unknown', false, 'failed')$$, 'the door sets credits_refunded with the refund, and ends them all');
select is((select count(*) from public.pose_changer_jobs where error_message like '%estornados%'), 2::bigint, 'a text claims credits only where they went back');
update estorno.job_tables set waiting_is_charged = false where table_name = 'veste_ai_jobs';
insert into public.veste_ai_jobs (user_id, status, user_credit_cost, created_at)
select customer, unnest(array['queued', 'running']), 5, now() - interval '11 minutes' from tests.known;
select results_eq($$select j.refunded_credits from public.veste_ai_jobs v, tests.settle('veste_ai_jobs', v.id) j order by status_before$$,
  'values (0), (5)', 'a table that charges at the start owes nothing to who still waits');

-- Each part goes back to its bucket.
create table tests.mixed as select tests.customer(0) as customer;
select public.grant_upscaler_credits(customer, 40, 'monthly'), public.grant_upscaler_credits(customer, 100) from tests.mixed;
create table tests.split as select tests.job('upscaler_jobs', customer, 60, 'queued', 11) as id from tests.mixed;
select count(*) from tests.split, tests.settle('upscaler_jobs', id);
select results_eq('select monthly_balance, lifetime_balance from public.upscaler_credits join tests.mixed on user_id = customer', 'values (40, 100)',
  'monthly credits return to the monthly bucket, the rest to lifetime');

-- The claim is guarded and happens once.
create table tests.one as select tests.job('upscaler_jobs', customer, 10, 'running', 11, 11) as id, tests.job('upscaler_jobs', customer, 10, 'running', 11, 5) as young from tests.known;
select is((select count(*) from tests.one, tests.settle('upscaler_jobs', id)), 1::bigint, 'a stale job is settled');
select is((select count(*) from tests.one, tests.settle('upscaler_jobs', id)), 0::bigint, 'once');
select is((select count(*) from tests.one, tests.settle('upscaler_jobs', young)), 0::bigint, 'a job inside its limit is not taken by a timeout');
select is((select count(*) from tests.known, tests.settle('upscaler_jobs', tests.job('upscaler_jobs', customer, 10, 'completed', 50), 'cancel')), 0::bigint,
  'a finished job is not taken by a cancel');
create table tests.reborn as select id, user_id from public.upscaler_jobs where id = (select id from tests.one);
delete from public.upscaler_jobs where id = (select id from tests.reborn);
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost, created_at) select id, user_id, 'queued', 10, now() - interval '1 hour' from tests.reborn;
select throws_ok($$select tests.settle('upscaler_jobs', id) from tests.reborn$$, '23505', null, 'the same table and id are never refunded a second time');
select is(tests.status('upscaler_jobs', id), 'queued', 'and such a job stays for a human to look at') from tests.reborn;

-- Encerrar sem estorno, and the repair of a job that somebody else ended.
create table tests.hand as select tests.job('upscaler_jobs', customer, 10, 'processing', 90) as odd, tests.job('upscaler_jobs', customer, 11, 'failed', 90) as lost,
  tests.job('upscaler_jobs', customer, 10, 'completed', 90) as delivered, tests.balance(customer) as balance from tests.known;
select results_eq($$select s.refunded_credits, s.status_after, j.status, j.error_message from tests.hand, tests.settle('upscaler_jobs', odd, 'close') s
  join public.upscaler_jobs j on j.id = s.job_id$$, $$values (0, 'cancelled', 'processing', null::text)$$,
  'closing ends a job of any unfinished status and pays nothing');
select results_eq($$select status, error_message from public.upscaler_jobs, tests.hand where id = odd$$,
  $$values ('cancelled', 'Encerrado pelo administrador sem estorno.')$$, 'and says so');
create table tests.row_before as select j.* from public.upscaler_jobs j, tests.hand where id = lost;
select results_eq($$select s.refunded_credits, s.ending from tests.hand, tests.settle('upscaler_jobs', lost, 'repair') s$$, $$values (11, 'repair')$$,
  'a job that failed, was charged and never refunded is repaired');
select results_eq($$select j.* from public.upscaler_jobs j, tests.hand where id = lost$$, 'select * from tests.row_before', 'without touching its row');
select is((select count(*) from tests.hand, tests.settle('upscaler_jobs', lost, 'repair')), 0::bigint, 'once');
select is((select count(*) from tests.hand, tests.settle('upscaler_jobs', delivered, 'repair')), 0::bigint, 'a delivered job is not repaired');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

-- A project's own code that moves credits when a job ends: nothing is paid on top of it, and nothing passes unnoticed.
create function tests.refusal(id uuid, ending text default 'timeout') returns text language plpgsql as $$
declare
  reason text;
begin
  perform tests.settle('upscaler_jobs', id, ending);
  return 'settled';
exception when sqlstate 'PT500' then
  get stacked diagnostics reason = pg_exception_detail;
  return reason;
end $$;
create function tests.move_credits() returns trigger language plpgsql as $$
begin
  if new.status in ('failed', 'cancelled') then
    perform public.move_upscaler_credits(new.user_id, 0, tg_argv[0]::integer, 'adjustment', 'Falhou: vale o estorno. O cliente sabe.');
  end if;
  return null;
end $$;
create table tests.rivals as select customer, tests.job('upscaler_jobs', customer, 12, 'queued', 11) as charged,
  tests.job('upscaler_jobs', customer, 0, 'queued', 11) as free, tests.balance(customer) as balance from tests.known;
create trigger rival after update on public.upscaler_jobs for each row execute function tests.move_credits('12');
select is(tests.refusal(charged), 'another trigger or function of this project also refunds: the balance moved by 12 when the job ended; triggers on public.upscaler_jobs: rival (tests.move_credits)',
  'a trigger that refunds what fails') from tests.rivals;
select matches(tests.refusal(charged, 'cancel'), '^another .* also refunds', 'and what is cancelled') from tests.rivals;
select matches(tests.refusal(free), '^another .* also refunds', 'also a job that cost nothing') from tests.rivals;
select matches(tests.refusal(charged, 'close'), '^another .* also refunds', 'or is closed without refund') from tests.rivals;
create or replace trigger rival after update on public.upscaler_jobs for each row execute function tests.move_credits('-3');
select matches(tests.refusal(charged), '^another .* also moves credits: the balance moved by -3 ', 'a trigger that takes something') from tests.rivals;
drop trigger rival on public.upscaler_jobs;
create constraint trigger rival after update on public.upscaler_jobs deferrable initially deferred for each row execute function tests.move_credits('12');
set constraints all deferred;
select matches(tests.refusal(charged), '^another .* also refunds: the balance moved by 12 ', 'a trigger that waits for the commit') from tests.rivals;
drop trigger rival on public.upscaler_jobs;
select results_eq('select tests.status(''upscaler_jobs'', charged), tests.balance(customer) from tests.rivals', $$select 'queued', balance from tests.rivals$$,
  'after all of that the job and the balance are as before');
select is(tests.refusal(charged), 'settled', 'without them it ends') from tests.rivals;
select is(tests.balance(customer), balance + 12, 'and gives back what was taken') from tests.rivals;
select is_empty('select tests.wrong_books()', 'ledger and balance agree, whatever they did');

-- Refunds that did not happen: the job stays, the caller hears why.
create table tests.unpaid as select tests.job('upscaler_jobs', customer, 12, 'queued', 11) as id from tests.known;
create function tests.reason() returns text language sql as $$ select tests.refusal(id) from tests.unpaid $$;
create function tests.refund_with(body text) returns void language plpgsql as $$
begin
  execute format('create or replace function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
    returns table (success boolean, new_balance integer, error_message text) language plpgsql as %L', body);
end $$;
select tests.refund_with('begin return query select false, 0, ''blocked''; end');
select is(tests.reason(), 'blocked', 'the refund function says no');
select tests.refund_with('begin return; end');
select is(tests.reason(), 'the refund function gave no answer', 'it answers nothing');
select tests.refund_with('begin perform 2147483647 + _amount; end');
select is(tests.reason(), 'integer out of range', 'it raises');
select tests.refund_with('begin return query select true, 5, null::text; end');
select is(tests.reason(), 'the refund function said yes, but the balance did not move by the refund', 'it says yes and moves nothing');
select tests.refund_with('begin update public.upscaler_credits c set balance = c.balance + _amount, lifetime_balance = c.lifetime_balance + _amount where c.user_id = _user_id;
  return query select true, 5, null::text; end');
select is(tests.reason(), 'the refund function said yes, but the ledger does not show the refund', 'it moves the balance beside the ledger');
select is(tests.status('upscaler_jobs', id), 'queued', 'after all of that the job is unfinished') from tests.unpaid;
select is_empty('select tests.wrong_books()', 'and the books are right');

-- The record.
select throws_ok('update estorno.settlements set refunded_credits = 0', '42501', null, 'settlements cannot be changed');
select throws_ok('delete from estorno.settlements', '42501', null, 'nor deleted');
select throws_ok('truncate estorno.settlements', '42501', null, 'nor emptied');

select * from finish();
rollback;
