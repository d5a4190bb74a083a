begin;
\ir support.psql
select plan(5);

-- What the planner knows is a quiet night: many jobs that are over, and none that waits.
create table tests.known as select tests.customer() as customer;
insert into public.upscaler_jobs (user_id, status, user_credit_cost, created_at)
select customer, 'completed', 1, now() - make_interval(mins => 1000 + n) from tests.known, generate_series(1, 5000) n;
analyze public.upscaler_jobs;
insert into public.upscaler_jobs (user_id, status, user_credit_cost, created_at)
select customer, 'queued', 1, now() - make_interval(mins => 60 + n) from tests.known, generate_series(1, 20000) n;
create function tests.searched(reached_at timestamptz, out jobs integer, out first timestamptz, out rows_read bigint) language plpgsql as $$
declare
  place estorno.cleanup_run_tables;
  found estorno.stale_queue;
  rows_before bigint := tests.rows_read();
begin
  place.pass := 1;
  place.reached_at := reached_at;
  place.reached_id := '00000000-0000-0000-0000-000000000000';
  select (estorno.stale_jobs(t, place)).* into found from estorno.job_tables t where t.table_name = 'upscaler_jobs';
  jobs := cardinality(found.job_ids);
  first := found.places[1];
  rows_read := tests.rows_read() - rows_before;
end $$;
create function tests.rows_read() returns bigint language sql volatile as $$
  select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relid = 'public.upscaler_jobs'::regclass
$$;
-- Whatever it thinks of joins: what is joined has no order, and is read and sorted as a whole.
set local enable_nestloop = off;
create table tests.of_all as select * from tests.searched('-infinity');
select results_eq('select jobs, first from tests.of_all', $$values (250, now() - interval '20060 minutes')$$, 'a search finds the 250 oldest');
select cmp_ok(rows_read, '<', 600::bigint, 'and reads no more of a backlog of 20,000') from tests.of_all;
create table tests.of_the_rest as select * from tests.searched(now() - interval '10000 minutes');
select results_eq('select jobs, first from tests.of_the_rest', $$values (250, now() - interval '10000 minutes')$$, 'the next one goes on where that came to');
select cmp_ok(rows_read, '<', 600::bigint, 'and does not read what lies behind it') from tests.of_the_rest;
insert into estorno.attention (table_name, job_id, reason)
select 'upscaler_jobs', id, 'busy' from public.upscaler_jobs where status = 'queued' and created_at < now() - interval '10000 minutes';
select is((select first from tests.searched('-infinity')), now() - interval '10000 minutes', 'what was tried before waits for the second pass');

select * from finish();
rollback;
