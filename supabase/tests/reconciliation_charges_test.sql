begin;
\ir support.psql
select plan(17);

create table tests.known as select tests.admin() as admin, tests.customer(10000) as customer;
grant select on tests.known to public;
create function tests.lines(wanted uuid) returns table (kind text, table_name text, credits integer) language sql as $$
  select r.kind, r.table_name, r.credits from estorno.reconciliation r where r.job_id = wanted
$$;
-- Runs the statement that a line holds for whoever mends it.
create function tests.mend(wanted uuid) returns void language plpgsql as $$
begin
  execute coalesce((select r.detail ->> 'statement' from estorno.reconciliation r where r.job_id = wanted), 'select');
end $$;
create function tests.uncharged(job_table text, cost integer, status text) returns uuid language plpgsql as $$
declare
  id uuid;
begin
  execute format('insert into public.%I (user_id, status, user_credit_cost, created_at) select customer, $1, $2, now() - interval ''30 minutes''
    from tests.known returning id', job_table) into id using status, cost;
  return id;
end $$;

-- A charge that commits after the end.
update estorno.job_tables set waiting_is_charged = false where table_name = 'upscaler_jobs';
create table tests.late as select tests.uncharged('upscaler_jobs', 60, 'queued') as charged, tests.uncharged('upscaler_jobs', 60, 'queued') as free, tests.uncharged('upscaler_jobs', 60, 'queued') as closed;
grant select on tests.late to public;
select tests.act_as('authenticated', admin) from tests.known;
select public.admin_cancel_ai_job('upscaler_jobs', free) from tests.late;
select tests.act_as_owner();
insert into estorno.attention (table_name, job_id, reason) select 'upscaler_jobs', closed, 'not_ended' from tests.late;
select tests.act_as('authenticated', admin) from tests.known;
select public.admin_close_ai_job('upscaler_jobs', closed, 'Cortesia paga à parte') from tests.late;
select tests.act_as_owner();
select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$, 'values (1, 0)', 'a job ends before it is charged');
select is_empty('select (tests.lines(j)).* from tests.late, unnest(array[charged, free, closed]) j', 'nothing is wrong yet');
select public.spend_upscaler_credits(customer, 60, 'Uso', 'upscaler_jobs', j) from tests.known, tests.late, unnest(array[charged, closed]) j;
select results_eq('select (tests.lines(charged)).* from tests.late', $$values ('charged_after_end', 'upscaler_jobs', 60)$$, 'then the charge comes');
select is_empty('select (tests.lines(j)).* from tests.late, unnest(array[free, closed]) j', 'not for one that was never charged, or was closed without a refund');
select tests.mend(charged) from tests.late;
select is_empty('select (tests.lines(charged)).* from tests.late', 'its line holds the statement that mends it');
select is(tests.balance(customer), 9940, 'and 60 are back') from tests.known;

-- The same where the table tells of the charge.
alter table public.veste_ai_jobs add column credits_charged boolean default false;
create table tests.told as select tests.uncharged('veste_ai_jobs', 50, 'queued') as id, tests.uncharged('veste_ai_jobs', 40, 'failed') as free;
select public.cleanup_all_stale_ai_jobs();
update public.veste_ai_jobs set credits_charged = true where id = (select t.id from tests.told t);
select results_eq('select (tests.lines(id)).* from tests.told', $$values ('charged_after_end', 'veste_ai_jobs', 50)$$, 'a table that says so late has its line too');
select public.refund_upscaler_credits(customer, 40, 'Devolvido: ' || free) from tests.known, tests.told;
select results_eq('select (tests.lines(free)).* from tests.told', $$values ('refund_differs', 'veste_ai_jobs', 40)$$, 'so has a refund of what was never charged');

-- A part came back before, the rest at the end.
create table tests.parts as select tests.job('pose_changer_jobs', customer, 60, 'running', 30, 30) as id, tests.job('pose_changer_jobs', customer, 60, 'running', 30, 30) as in_words from tests.known;
select public.move_upscaler_credits(customer, 0, 30, 'refund', 'Devolvido em parte: ' || id, 'pose_changer_jobs', id) from tests.known, tests.parts;
select public.refund_upscaler_credits(customer, 30, 'Devolvido em parte: ' || in_words) from tests.known, tests.parts;
select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'pose_changer_jobs'$$, 'values (2, 90)', 'the end gives back what is left');
select is_empty('select (tests.lines(id)).* from tests.parts', '30 and 30 of 60 are right');
select results_eq('select (tests.lines(in_words)).* from tests.parts', $$values ('refund_differs', 'pose_changer_jobs', 90)$$, '30 and 60 are not');

-- For the ledger of orders below.
create table tests.lost as select tests.job('video_upscaler_jobs', customer, 70, 'failed', 30) as id, tests.job('video_upscaler_jobs', customer, 80, 'failed', 30) as repaid from tests.known;
select public.refund_upscaler_credits(customer, 80, 'Devolvido: ' || repaid) from tests.known, tests.lost;

-- Sums without end.
create table tests.rich as select tests.job('pose_changer_jobs', customer, 5, 'failed', 30) as id from tests.known;
insert into public.upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, job_table, job_id)
select customer, 2147483647, 0, 'refund', 'lifetime', 'pose_changer_jobs', id from tests.known, tests.rich, generate_series(1, 3);
select results_eq('select (tests.lines(id)).* from tests.rich', $$values ('refund_differs', 'pose_changer_jobs', 2147483647)$$, 'more than an integer holds is told as what it holds');
delete from public.upscaler_credit_transactions where amount = 2147483647;

-- Books that do not add up.
alter table public.upscaler_credit_transactions drop constraint upscaler_credit_transactions_user_id_fkey;
alter table public.upscaler_credits drop constraint upscaler_credits_check;
create table tests.books as select tests.customer(100) as torn, tests.customer(100) as bookless, tests.customer(100) as gone, tests.customer(0) as fresh;
update public.upscaler_credits set monthly_balance = 7 where user_id = (select torn from tests.books);
delete from public.upscaler_credits where user_id in (select unnest(array[bookless, gone]) from tests.books);
delete from auth.users where id = (select gone from tests.books);
create function tests.torn_books() returns table (user_id uuid, credits integer, detail jsonb) language sql as $$
  select r.user_id, r.credits, r.detail from estorno.reconciliation r where r.kind = 'ledger_differs'
$$;
select is((select count(*) from tests.torn_books()), 2::bigint, 'two books are wrong; a deleted customer has none');
select results_eq('select t.credits, t.detail from tests.torn_books() t, tests.books where user_id = torn',
  $$values (100, '{"ledger": 100, "parts": 107}'::jsonb)$$, 'one whose parts make another sum');
select results_eq('select t.credits, t.detail from tests.torn_books() t, tests.books where user_id = bookless',
  $$values (null::integer, '{"ledger": 100, "parts": null}'::jsonb)$$, 'one whose credits row is gone');
alter table public.upscaler_credits drop column monthly_balance;
select results_eq('select t.user_id from tests.torn_books() t', 'select bookless from tests.books', 'a project may have no such parts');

-- The ledger of orders.
alter table public.video_upscaler_jobs add column credits_charged boolean default true;
alter table public.upscaler_credit_transactions alter column job_id type text;
update public.upscaler_credit_transactions set job_id = 'order-17', job_table = 'orders';
select results_eq('select (tests.lines(j)).* from tests.lost, unnest(array[id, repaid]) j', $$values ('charged_not_refunded', 'video_upscaler_jobs', 70)$$,
  'orders in the ledger are no jobs, and its words still count');

select * from finish();
rollback;
