begin;
\ir support.psql
select plan(15);

create table tests.known as select tests.admin() as admin, tests.customer(10000) as customer;
grant select on tests.known to public;
alter table public.upscaler_jobs add column api_locked boolean not null default false, add column api_gone boolean not null default false;
create function tests.keep_status() returns trigger language plpgsql as $$
begin
  if old.api_gone then
    return null;
  elsif old.api_locked then
    new.status := old.status;
  end if;
  return new;
end $$;
create trigger a_host_keeps_status before update on public.upscaler_jobs for each row execute function tests.keep_status();
create table tests.jobs as select tests.job('upscaler_jobs', customer, 60, 'running', 30, 30) as locked, tests.job('upscaler_jobs', customer, 50, 'running', 30, 30) as gone,
  tests.job('upscaler_jobs', customer, 40, 'running', 30, 30) as free, tests.job('upscaler_jobs', customer, 30, 'failed', 30, 30) as lost from tests.known;
grant select on tests.jobs to public;
update public.upscaler_jobs set api_locked = id in (select locked from tests.jobs), api_gone = id in (select gone from tests.jobs union select lost from tests.jobs);

select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$, 'values (1, 40)',
  'a job whose status a trigger keeps is not ended, and keeps no other from its end');
select results_eq('select tests.status(''upscaler_jobs'', j) from tests.jobs, unnest(array[locked, gone, free]) j', 'values (''running''), (''running''), (''failed'')',
  'it goes on, the other is over');
select results_eq('select a.reason, a.detail, a.tries from estorno.list_attention(null) a, tests.jobs where a.job_id = locked',
  $$values ('not_ended', 'a trigger of this project kept the status', 1)$$, 'a human is told why');
select results_eq('select a.reason, a.detail, a.tries from estorno.list_attention(null) a, tests.jobs where a.job_id = gone',
  $$values ('not_ended', 'a trigger of this project kept the status', 1)$$, 'also of one that a trigger keeps from being written at all: it is not busy');
select is((select count(*) from estorno.settlements s, tests.jobs where s.job_id in (locked, gone)), 0::bigint, 'no end is on record');
select is((select tests.balance(customer) from tests.known), 10000 - 60 - 50 - 30, 'and nothing came back');
select is((select sum(t.failures) from estorno.cleanup_run_tables t), 2::bigint, 'the run counts them as failures');

select tests.act_as('authenticated', admin) from tests.known;
select throws_ok($$select public.admin_cancel_ai_job('upscaler_jobs', locked) from tests.jobs$$, 'P0001', 'Um gatilho deste projeto manteve o status; o job continua como estava.', 'an admin is told as well');
select throws_ok($$select public.admin_cancel_ai_job('upscaler_jobs', gone) from tests.jobs$$, 'P0001', 'Um gatilho deste projeto manteve o status; o job continua como estava.', 'of each');
select throws_ok($$select public.admin_close_ai_job('upscaler_jobs', locked, 'Sem conta') from tests.jobs$$, 'P0001', null, 'and cannot close it either');
select results_eq($$select (public.admin_repair_ai_job('upscaler_jobs', lost)).outcome from tests.jobs$$, $$values ('repaired')$$, 'a repair writes no job, and no trigger can keep it');
select tests.act_as_owner();

alter table public.upscaler_jobs disable trigger a_host_keeps_status;
select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$, 'values (2, 110)', 'once the trigger lets them go they end');
select is((select count(*) from estorno.list_attention(null)), 0::bigint, 'and need nobody');
select is((select tests.balance(customer) from tests.known), 10000, 'all is back');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

select * from finish();
rollback;
