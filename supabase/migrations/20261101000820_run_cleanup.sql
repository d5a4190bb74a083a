-- Executar agora: what the next run would end, a run in an admin's name, and what the runs of late did.

create or replace function estorno.admin_preview_cleanup()
returns table (
  table_name text, tool_label text, jobs bigint, customers bigint, credits bigint, failed_jobs bigint, failed_credits bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
  tool estorno.job_tables;
  cleaned text[] := array(select u.table_name from estorno.usable_job_tables() u where u.enabled);
begin
  perform estorno.require_admin();
  for tool in select t.* from estorno.job_tables t order by t.label, t.table_name loop
    table_name := tool.table_name;
    tool_label := tool.label;
    jobs := 0; customers := 0; credits := 0; failed_jobs := 0; failed_credits := 0;
    if tool.table_name = any (cleaned) then
      execute estorno.preview_sql('', quote_literal(tool.table_name),
          format('select j.* from (%s) j where %s', estorno.jobs_sql(tool), estorno.stale_sql(tool)))
        into jobs, customers, credits, failed_jobs, failed_credits;
    end if;
    return next;
  end loop;
end
$$;
revoke all on function estorno.admin_preview_cleanup() from public, anon, authenticated, service_role;
grant execute on function estorno.admin_preview_cleanup() to authenticated;

-- What is past its limit at this moment and a run would end, one row a tool, also when nothing is: jobs, their customers
-- (those without one do not count) and the credits that would go back. failed_*: those of them that an earlier try could not
-- end, and which may fail again. Nothing is written. Raises 42501 (not an admin).
create or replace function public.admin_preview_cleanup()
returns table (
  table_name text, tool_label text, jobs bigint, customers bigint, credits bigint, failed_jobs bigint, failed_credits bigint)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_preview_cleanup()
$$;
revoke all on function public.admin_preview_cleanup() from public, anon, authenticated, service_role;
grant execute on function public.admin_preview_cleanup() to authenticated;

create or replace function estorno.admin_run_cleanup()
returns table (table_name text, cancelled_count integer, refunded_credits bigint, failures integer)
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.run_cleanup(estorno.admit_act(estorno.require_admin()))
$$;
revoke all on function estorno.admin_run_cleanup() from public, anon, authenticated, service_role;
grant execute on function estorno.admin_run_cleanup() to authenticated;

-- Runs the cleanup in the admin's name: at most 1,000 jobs or about a second, so call again as long as it ends any.
-- Returns one row a table, also when nothing was to do: the jobs it ended, the credits it gave back, and how many it could
-- not end (they stay as they are, on the attention list). Raises 42501 (not an admin), PT429 (too many acts).
create or replace function public.admin_run_cleanup()
returns table (table_name text, cancelled_count integer, refunded_credits bigint, failures integer)
language sql
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_run_cleanup()
$$;
revoke all on function public.admin_run_cleanup() from public, anon, authenticated, service_role;
grant execute on function public.admin_run_cleanup() to authenticated;

-- What a run did in all tables together.
create or replace function estorno.sums_of_run(run_id bigint)
returns table (ended integer, refunded_credits bigint, failures integer, error text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(sum(t.cancelled_count), 0)::integer, coalesce(sum(t.refunded_credits), 0)::bigint, coalesce(sum(t.failures), 0)::integer,
    string_agg(format('%s: %s', t.table_name, t.error), E'\n' order by t.table_name) filter (where t.error is not null)
  from estorno.cleanup_run_tables t where t.run_id = sums_of_run.run_id
$$;
revoke all on function estorno.sums_of_run(bigint) from public, anon, authenticated, service_role;

create or replace function estorno.admin_list_cleanup_hours()
returns table (hour_started_at timestamptz, runs integer, ended integer, refunded_credits bigint, failures integer)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off -- the planner takes so few hours and runs for many, and compiling takes a hundred times longer than they do
as $$
declare
  this_hour timestamptz := date_bin('1 hour', now(), 'epoch');
begin
  perform estorno.require_admin();
  return query
    select hour.began, count(r.id)::integer, coalesce(sum(s.ended), 0)::integer, coalesce(sum(s.refunded_credits), 0)::bigint,
      coalesce(sum(s.failures), 0)::integer
    from generate_series(this_hour - interval '23 hours', this_hour, '1 hour') hour (began)
    left join estorno.cleanup_runs r on r.started_at >= hour.began and r.started_at < hour.began + interval '1 hour'
    left join lateral estorno.sums_of_run(r.id) s on true
    group by hour.began order by hour.began;
end
$$;
revoke all on function estorno.admin_list_cleanup_hours() from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_cleanup_hours() to authenticated;

-- What the runs of the last 24 clock hours did, this one included: 24 rows, oldest first. A run belongs to the hour in which
-- it began. failures: tries that ended no job, and tables that could not be worked on. Raises 42501 (not an admin).
create or replace function public.admin_list_cleanup_hours()
returns table (hour_started_at timestamptz, runs integer, ended integer, refunded_credits bigint, failures integer)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_list_cleanup_hours()
$$;
revoke all on function public.admin_list_cleanup_hours() from public, anon, authenticated, service_role;
grant execute on function public.admin_list_cleanup_hours() to authenticated;

create or replace function estorno.admin_list_cleanup_runs(max_rows integer)
returns table (
  id bigint, started_at timestamptz, finished_at timestamptz, started_by text, started_by_name text,
  ended integer, refunded_credits bigint, failures integer, error text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.require_admin();
  return query
    select r.id, r.started_at, r.finished_at, r.started_by, p.name, s.ended, s.refunded_credits, s.failures, s.error
    from (select * from estorno.cleanup_runs newest order by newest.started_at desc, newest.id desc limit least(max_rows, 1000)) r
    cross join lateral estorno.sums_of_run(r.id) s
    left join public.profiles p on p.id = r.started_by_id
    order by r.started_at desc, r.id desc;
end
$$;
revoke all on function estorno.admin_list_cleanup_runs(integer) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_cleanup_runs(integer) to authenticated;

-- The runs of the last 30 days, newest first; max_rows: up to 1,000.
--   finished_at: null while a run goes on, or when it was killed; started_by: cron | service | admin (started_by_name)
--   error: a line for each table that could not be worked on. Raises 42501 (not an admin).
create or replace function public.admin_list_cleanup_runs(max_rows integer default 50)
returns table (
  id bigint, started_at timestamptz, finished_at timestamptz, started_by text, started_by_name text,
  ended integer, refunded_credits bigint, failures integer, error text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_list_cleanup_runs(max_rows)
$$;
revoke all on function public.admin_list_cleanup_runs(integer) from public, anon, authenticated, service_role;
grant execute on function public.admin_list_cleanup_runs(integer) to authenticated;
