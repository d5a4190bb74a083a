begin;
\ir support.psql
select plan(18);

create table tests.known as select tests.customer() as customer;
create function tests.kept() returns setof text language sql as $$
  select p.proname::text from pg_proc p where p.pronamespace = 'estorno'::regnamespace and p.proname ~ '^claim_[0-9a-f]{32}$'
$$;
create function tests.wanted() returns setof text language sql as $$
  select estorno.claim_name(estorno.claim_sql(t, ending)) from estorno.job_tables t, unnest(array['timeout', 'cancel']) ending
$$;
create function tests.ended_by_timeout() returns integer language sql as $$
  select count(*)::integer from public.upscaler_jobs j, estorno.job_tables t, estorno.settle_ai_jobs(t, array[j.id], 'timeout', 'cron') s
  where t.table_name = 'upscaler_jobs' and j.status = 'queued'
$$;
select set_eq('select * from tests.kept()', 'select * from tests.wanted()', 'the installation keeps two claims a tool');
select is((select count(*) from tests.kept()), 8::bigint, 'of four tools');
select is_empty($$select kept, r.role from tests.kept() kept, (values ('anon'), ('authenticated'), ('service_role')) r (role)
  where has_function_privilege(r.role, format('estorno.%I(uuid[], text, text, uuid, text, text, uuid)', kept), 'execute')$$, 'for nobody to call');

-- A kept claim that claims nothing shows who is asked.
create function tests.numb(ending text) returns void language plpgsql as $$
begin
  execute (select replace(pg_get_functiondef(format('estorno.%I', estorno.claim_name(estorno.claim_sql(t, ending)))::regproc), 'where j.id = any ($1)', 'where false and j.id = any ($1)')
    from estorno.job_tables t where t.table_name = 'upscaler_jobs');
end $$;
create function tests.without_kept_claims() returns integer language plpgsql as $$
declare
  name text;
begin
  for name in select * from tests.kept() loop
    execute format('drop function estorno.%I', name);
  end loop;
  return tests.ended_by_timeout();
end $$;
create table tests.jobs as select tests.job('upscaler_jobs', customer, 10, 'queued', 30) as id from tests.known;
select tests.numb('timeout');
create table tests.asked as select tests.ended_by_timeout() as ended;
select is(ended, 0, 'the door asks the kept claim') from tests.asked;

update estorno.job_tables set run_limit = '20 minutes' where table_name = 'upscaler_jobs';
select is(tests.ended_by_timeout(), 1, 'not that of another limit');
select isnt_empty('select * from tests.wanted() except select * from tests.kept()', 'until a run comes');
select count(*) from public.cleanup_all_stale_ai_jobs();
select set_eq('select * from tests.kept()', 'select * from tests.wanted()', 'which keeps the new ones alone');
insert into tests.jobs select tests.job('upscaler_jobs', customer, 10, 'queued', 30) from tests.known;
select tests.numb('timeout');
select is(tests.ended_by_timeout(), 0, 'and they are asked');

alter table public.upscaler_jobs add column credits_refunded boolean not null default false;
select is(tests.ended_by_timeout(), 1, 'not those of other columns');
select ok(bool_or(j.credits_refunded), 'which are written') from public.upscaler_jobs j join tests.jobs using (id);
select estorno.keep_claims();
select set_eq('select * from tests.kept()', 'select * from tests.wanted()', 'once they are kept');
create table tests.before as select oid from pg_proc where proname in (select * from tests.kept());
select count(*) from public.cleanup_all_stale_ai_jobs();
select set_eq('select oid from pg_proc where proname in (select * from tests.kept())', 'select oid from tests.before', 'a run that finds them as they should be makes none');

insert into tests.jobs select tests.job('upscaler_jobs', customer, 10, 'queued', 30) from tests.known;
select is(tests.without_kept_claims(), 1, 'without any the door ends jobs as well');
alter table public.upscaler_jobs rename column completed_at to ended_at;
select lives_ok('select estorno.keep_claims()', 'a table that cannot be worked on');
select is((select count(*) from tests.kept()), 6::bigint, 'has none');
alter table public.upscaler_jobs rename column ended_at to completed_at;
select lives_ok('select count(*) from public.cleanup_all_stale_ai_jobs()', 'a run');
select set_eq('select * from tests.kept()', 'select * from tests.wanted()', 'makes them again');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

select * from finish();
rollback;
