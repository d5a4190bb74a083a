-- Is a limit too tight? How long jobs take, and what another limit would have done to them.

do $$
begin
  if to_regtype('estorno.limit_advice') is null then
    create type estorno.limit_advice as (
      table_name text, tool_label text, finished_jobs bigint, run_p50_seconds integer, run_p95_seconds integer,
      run_p99_seconds integer, wait_p95_seconds integer, limit_minutes integer, would_have_ended bigint, finished_later bigint);
  end if;
end
$$;

-- SQL text of a tool's advice; the start of the period is bound as $1, the limit's minutes as $2.
-- A job's real end is its own; of one that was settled first, when its late result came; of a timeout without one: never.
-- A job that ended while it waited ran for no time at all.
create or replace function estorno.advice_sql(tool estorno.job_tables)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select format(
    $sql$select %1$L::text, %2$L::text, count(r.run_seconds),
      percentile_disc(0.5) within group (order by r.run_seconds), percentile_disc(0.95) within group (order by r.run_seconds),
      percentile_disc(0.99) within group (order by r.run_seconds), percentile_disc(0.95) within group (order by r.wait_seconds),
      $2, count(*) filter (where r.exceeds), count(*) filter (where r.exceeds and r.has_result)
    from (
      select began.at < ended.at - make_interval(mins => $2) as exceeds, j.delivered or s.late_result_at is not null as has_result,
        case when j.delivered and isfinite(began.at) and isfinite(j.completed_at) and j.completed_at >= began.at
          then least(extract(epoch from j.completed_at - began.at), 2147483647)::integer end as run_seconds,
        case when j.delivered and isfinite(j.created_at) and isfinite(j.started_at) and j.started_at >= j.created_at
          then least(extract(epoch from j.started_at - j.created_at), 2147483647)::integer end as wait_seconds
      from (%3$s) j
      left join (
        select s.job_id, s.ending, s.status_before,
          (select min(l.received_at) from estorno.late_results l
           where l.table_name = s.table_name and l.job_id = s.job_id and l.status = any (%4$L)) as late_result_at
        from estorno.settlements s where s.table_name = %1$L and s.settled_at >= $1) s on s.job_id = j.id
      cross join lateral (
        select case
          when s.status_before = any (%5$L) then null
          when j.phase = 'running' or j.delivered or s.status_before = any (%6$L) or %7$L::boolean then coalesce(j.started_at, j.created_at)
          else j.started_at
        end as at) began
      cross join lateral (
        select case j.phase
          when 'running' then now()
          when 'over' then coalesce(s.late_result_at, case when s.ending = 'timeout' then 'infinity' else j.completed_at end)
        end as at) ended
      where j.created_at >= $1) r$sql$,
    tool.table_name, tool.label, estorno.jobs_sql(tool), tool.delivered_statuses, tool.waiting_statuses, tool.running_statuses,
    tool.started_column is null)
$$;
revoke all on function estorno.advice_sql(estorno.job_tables) from public, anon, authenticated, service_role;

create or replace function estorno.admin_advise_limits(days integer, job_table text, run_limit_minutes integer)
returns setof estorno.limit_advice
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  tool estorno.job_tables;
begin
  perform estorno.require_admin(), estorno.limit_of_minutes(run_limit_minutes);
  if days is null or days not between 1 and 365 then
    raise exception 'O período vai de 1 a 365 dias.' using errcode = '22023', hint = 'filter_invalid';
  end if;
  if job_table is not null then
    perform estorno.job_table(job_table);
  end if;
  for tool in
    select * from estorno.usable_job_tables() t where job_table is null or t.table_name = job_table order by t.label
  loop
    return query execute estorno.advice_sql(tool)
      using now() - make_interval(days => days), coalesce(run_limit_minutes, estorno.minutes_of(tool.run_limit));
  end loop;
end
$$;
revoke all on function estorno.admin_advise_limits(integer, text, integer) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_advise_limits(integer, text, integer) to authenticated;

-- How long the jobs of the last days ran and waited, per tool, and what a run limit would have done to them.
--   days: 1 to 365, by creation; job_table: one tool, or null for all; run_limit_minutes: 1 to 1,440, or null for each tool's own
-- finished_jobs: jobs that delivered; run_p* and wait_p95: their percentiles in seconds, null when there is none
-- would_have_ended: jobs that ran, or are running, longer than limit_minutes; finished_later: those of them that delivered,
-- after that limit, by themselves or as a late result.
-- Raises 42501 (not an admin), 22023 (table not registered, bad days or minutes).
create or replace function public.admin_advise_limits(
  days integer default 30, job_table text default null, run_limit_minutes integer default null)
returns table (
  table_name text, tool_label text, finished_jobs bigint, run_p50_seconds integer, run_p95_seconds integer,
  run_p99_seconds integer, wait_p95_seconds integer, limit_minutes integer, would_have_ended bigint, finished_later bigint)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_advise_limits(days, job_table, run_limit_minutes)
$$;
revoke all on function public.admin_advise_limits(integer, text, integer) from public, anon, authenticated, service_role;
grant execute on function public.admin_advise_limits(integer, text, integer) to authenticated;
