begin;
\ir support.psql
select plan(17);

-- One id that is a job in two tables, the same customer's, each charged by itself.
create table tests.known as select tests.admin() as admin, tests.customer(10000) as customer;
grant select on tests.known to public;
create function tests.same_id(first_status text, second_status text, minutes_ago integer default 30) returns uuid language plpgsql as $$
declare
  customer uuid := (select k.customer from tests.known k);
  id uuid := tests.job('upscaler_jobs', customer, 60, first_status, minutes_ago, minutes_ago);
begin
  insert into public.veste_ai_jobs (id, user_id, status, user_credit_cost, created_at, started_at)
  values (id, customer, second_status, 60, now() - make_interval(mins => minutes_ago), now() - make_interval(mins => minutes_ago));
  perform public.spend_upscaler_credits(customer, 60, 'Uso de ferramenta de IA', 'veste_ai_jobs', id);
  return id;
end $$;
create table tests.jobs as select tests.same_id('running', 'queued') as stuck, tests.same_id('running', 'failed') as lost, tests.same_id('running', 'completed') as delivered;
grant select on tests.jobs to public;
create function tests.lines(wanted uuid) returns table (kind text, table_name text, credits integer) language sql as $$
  select r.kind, r.table_name, r.credits from estorno.reconciliation r where r.job_id = wanted order by 1, 2
$$;

select results_eq('select table_name, cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where cancelled_count > 0 order by 1',
  $$values ('upscaler_jobs', 3, 180), ('veste_ai_jobs', 1, 60)$$, 'the clock ends both jobs of an id, and gives back for each');
select is_empty('select tests.lines(stuck) from tests.jobs', 'which is as it should be');
select is_empty('select tests.lines(delivered) from tests.jobs', 'a delivered job was not refunded when its namesake was');
select results_eq('select (tests.lines(lost)).* from tests.jobs', $$values ('charged_not_refunded', 'veste_ai_jobs', 60)$$, 'nor was a lost one');

select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select (public.admin_repair_ai_job('veste_ai_jobs', lost)).* from tests.jobs$$, 'values (''repaired'', 60, 9940)', 'which an admin repairs');
select results_eq($$select (public.admin_repair_ai_job('veste_ai_jobs', lost)).* from tests.jobs$$, 'values (''replayed'', 60, 9940)', 'once');
select tests.act_as_owner();
select is_empty('select tests.lines(lost) from tests.jobs', 'and then all is well');

-- Refunded by hand: in words alone it speaks of both, by table of one.
create table tests.others as select tests.same_id('failed', 'failed') as by_table, tests.same_id('failed', 'completed') as in_words,
  tests.same_id('failed', 'failed') as twice from tests.known;
grant select on tests.others to public;
select public.move_upscaler_credits(customer, 0, 60, 'refund', 'Devolvido: ' || by_table, 'upscaler_jobs', by_table) from tests.known, tests.others;
select public.refund_upscaler_credits(customer, 60, 'Devolvido: ' || in_words) from tests.known, tests.others;
select results_eq('select (tests.lines(by_table)).* from tests.others', $$values ('charged_not_refunded', 'veste_ai_jobs', 60)$$,
  'a refund that is tied to one table is not the other one''s');
select results_eq('select (tests.lines(in_words)).* from tests.others', $$values ('completed_and_refunded', 'veste_ai_jobs', 60)$$,
  'one that names the id alone is for a human to judge');
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select (public.admin_repair_ai_job('upscaler_jobs', by_table)).outcome from tests.others$$, 'values (''not_repairable'')', 'what was given back is not given back again');
select results_eq($$select (public.admin_repair_ai_job('veste_ai_jobs', by_table)).outcome from tests.others$$, 'values (''repaired'')', 'only what was not');
select results_eq($$select (public.admin_repair_ai_job('upscaler_jobs', twice)).outcome from tests.others$$, 'values (''repaired'')', 'two lost ones are repaired');
select results_eq($$select (public.admin_repair_ai_job('veste_ai_jobs', twice)).outcome from tests.others$$, 'values (''repaired'')', 'each by itself');
select tests.act_as_owner();
select is_empty('select tests.lines(by_table) from tests.others union all select tests.lines(twice) from tests.others', 'and all is well');

-- The same id, another customer's.
create table tests.strangers as select tests.customer(100) as stranger, tests.job('pose_changer_jobs', customer, 60, 'failed', 30) as id from tests.known;
insert into public.video_upscaler_jobs (id, user_id, status, user_credit_cost, created_at) select id, stranger, 'failed', 60, now() - interval '30 minutes' from tests.strangers;
select public.spend_upscaler_credits(stranger, 60, 'Uso', 'video_upscaler_jobs', id) from tests.strangers;
select public.refund_upscaler_credits(stranger, 60, 'Devolvido: ' || id) from tests.strangers;
select results_eq('select (tests.lines(id)).* from tests.strangers', $$values ('charged_not_refunded', 'pose_changer_jobs', 60)$$, 'a refund to one customer is not one to another');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

-- A period that begins after both ends, and in which one of the two is given something.
insert into public.upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description, job_table, job_id, created_at)
select customer, 60, 0, 'refund', 'lifetime', 'Devolvido', 'veste_ai_jobs', stuck, now() + interval '2 hours' from tests.known, tests.jobs;
select is_empty($$select * from estorno.reconcile(now() + interval '1 hour'), tests.jobs where table_name = 'upscaler_jobs' and job_id = stuck$$,
  'what one is given does not bring up the other one, whose books closed before');

select * from finish();
rollback;
