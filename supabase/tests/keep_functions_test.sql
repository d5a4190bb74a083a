begin;
\ir support.psql
select plan(22);

create table tests.known as select tests.customer() as customer;
create function tests.kept() returns setof text language sql as $$
  select p.proname::text from pg_proc p where p.pronamespace = 'estorno'::regnamespace and p.proname ~ '^kept_[0-9a-f]{32}_[a-z]+$'
$$;
create function tests.wanted() returns setof text language sql as $$
  select estorno.kept_prefix(t) || what from estorno.job_tables t, unnest(array['timeout', 'cancel', 'stale']) what
  union all select estorno.kept_prefix_of_all() || what from unnest(array['page', 'recentpage', 'olderpage', 'recentolderpage']) what
$$;
create function tests.ended_by_timeout() returns integer language sql as $$
  select count(*)::integer from public.upscaler_jobs j, estorno.job_tables t, estorno.settle_ai_jobs(t, array[j.id], 'timeout', 'cron') s
  where t.table_name = 'upscaler_jobs' and j.status = 'queued'
$$;
select set_eq('select * from tests.kept()', 'select * from tests.wanted()', 'the installation keeps three functions a tool, and four pages');
select is((select count(*) from tests.kept()), 16::bigint, 'of four tools');
select is_empty($$select kept, r.role from tests.kept() kept, (values ('anon'), ('authenticated'), ('service_role')) r (role)
  where has_function_privilege(r.role, format('estorno.%I', kept)::regproc, 'execute')$$, 'for nobody to call');

-- A kept claim that claims nothing shows who is asked.
create function tests.numb(ending text) returns void language plpgsql as $$
begin
  execute (select replace(pg_get_functiondef(format('estorno.%I', estorno.kept_prefix(t) || ending)::regproc), 'where j.id = any (free)', 'where false and j.id = any (free)')
    from estorno.job_tables t where t.table_name = 'upscaler_jobs');
end $$;
create function tests.without_kept_functions() returns void language plpgsql as $$
declare
  name text;
begin
  for name in select * from tests.kept() loop
    execute format('drop function estorno.%I', name);
  end loop;
end $$;
create function tests.run_as_cron() returns void language plpgsql as $$
begin
  perform set_config('estorno.batch_size', '250', true), set_config('estorno.run_id', '', true);
  perform public.cleanup_all_stale_ai_jobs();
  perform set_config('estorno.batch_size', '', true), set_config('estorno.run_id', '', true);
end $$;
create function tests.name_elsewhere(tool estorno.job_tables) returns text language sql set timezone = 'Asia/Tokyo' set intervalstyle = 'iso_8601' as $$
  select estorno.kept_prefix(tool)
$$;
create table tests.jobs as select tests.job('upscaler_jobs', customer, 10, 'queued', 30) as id from tests.known;
select tests.numb('timeout');
create table tests.asked as select tests.ended_by_timeout() as ended;
select is(ended, 0, 'the door asks the kept claim') from tests.asked;

update estorno.job_tables set run_limit = '20 minutes' where table_name = 'upscaler_jobs';
select isnt_empty('select * from tests.wanted() except select * from tests.kept()', 'it does not fit another limit');
select is(tests.ended_by_timeout(), 1, 'for which the door makes one');
select isnt_empty('select * from tests.kept() except select * from tests.wanted()', 'the old ones stay');
select tests.run_as_cron();
select set_eq('select * from tests.kept()', 'select * from tests.wanted()', 'until a run comes');
insert into tests.jobs select tests.job('upscaler_jobs', customer, 10, 'queued', 30) from tests.known;
select tests.numb('timeout');
select is(tests.ended_by_timeout(), 0, 'what was made is asked');

alter table public.upscaler_jobs add column credits_refunded boolean not null default false;
select is(tests.ended_by_timeout(), 1, 'not when the columns are others');
select ok(bool_or(j.credits_refunded), 'which are written') from public.upscaler_jobs j join tests.jobs using (id);
select tests.run_as_cron();
select set_eq('select * from tests.kept()', 'select * from tests.wanted()', 'the run keeps the new ones alone');
create table tests.before as select oid from pg_proc where proname in (select * from tests.kept());
select tests.run_as_cron();
select set_eq('select oid from pg_proc where proname in (select * from tests.kept())', 'select oid from tests.before', 'and makes none that is there');

insert into tests.jobs select tests.job('upscaler_jobs', customer, 10, 'queued', 30) from tests.known;
select tests.without_kept_functions();
select is(tests.ended_by_timeout(), 1, 'without any the door makes what it needs');
select is_empty($$select kept, r.role from tests.kept() kept, (values ('anon'), ('authenticated'), ('service_role')) r (role)
  where has_function_privilege(r.role, format('estorno.%I', kept)::regproc, 'execute')$$, 'for nobody else to call');
select is(estorno.kept_prefix(t), tests.name_elsewhere(t), 'they have the same name in every time zone') from estorno.job_tables t where t.table_name = 'upscaler_jobs';
create or replace function estorno.minutes_text(duration interval) returns text language sql immutable as $$ select 'uma eternidade' $$;
select estorno.keep_functions(anew => true);
select is_empty($$select t.table_name from estorno.job_tables t join pg_proc p on p.proname = estorno.kept_prefix(t) || 'timeout' where p.prosrc not like '%uma eternidade%'$$,
  'an upgrade makes all of them anew');
alter table public.upscaler_jobs rename column completed_at to ended_at;
select lives_ok('select estorno.keep_functions()', 'a table that cannot be worked on');
select is((select count(*) from tests.kept()), 13::bigint, 'has none');
alter table public.upscaler_jobs rename column ended_at to completed_at;
select lives_ok('select tests.run_as_cron()', 'a run');
select set_eq('select * from tests.kept()', 'select * from tests.wanted()', 'makes them again');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

select * from finish();
rollback;
