-- What the panel reads: every job of every registered tool, for admins only.

-- SQL text that yields the jobs of all registered tables (of one, when tool is given) under the panel's filter, whose values
-- are bound as $1 statuses, $2 since, $3 until, $4 customers, $5 stuck_only. tail stands behind each table's conditions.
-- Null when no table is registered.
create or replace function estorno.filtered_jobs_sql(tool text, tail text)
returns text
language sql stable
set search_path = ''
as $$
  select string_agg(format(
    $sql$(select %1$L::text as table_name, %2$L::text as tool, j.* from (%3$s) j
      where ($1::text[] is null or j.status = any ($1))
        and ($2::timestamptz is null or j.created_at >= $2)
        and ($3::timestamptz is null or j.created_at < $3)
        and ($4::uuid[] is null or j.user_id = any ($4))
        and (not $5::boolean or (j.status = any (%4$L) and j.past_limit))
        %5$s)$sql$,
    t.table_name, t.label, estorno.jobs_sql(t), t.waiting_statuses || t.running_statuses, tail), E'\nunion all\n')
  from estorno.usable_job_tables() t
  where filtered_jobs_sql.tool is null or t.table_name = filtered_jobs_sql.tool
$$;
revoke all on function estorno.filtered_jobs_sql(text, text) from public, anon, authenticated, service_role;

-- Customers whose name or e-mail contains the text; null (everybody) when no text is given.
create or replace function estorno.customers_matching(customer text)
returns uuid[]
language sql stable
set search_path = ''
as $$
  select case when coalesce(trim(customer), '') <> '' then array(
    select p.id from public.profiles p
    where strpos(lower(p.name), lower(trim(customer))) > 0 or strpos(lower(p.email), lower(trim(customer))) > 0)
  end
$$;
revoke all on function estorno.customers_matching(text) from public, anon, authenticated, service_role;

-- Whole seconds from one time to another, null when one of them is unknown or infinite; never more than an integer holds.
create or replace function estorno.seconds_between(earlier timestamptz, later timestamptz)
returns integer
language sql immutable
set search_path = ''
as $$
  select case when isfinite(earlier) and isfinite(later)
    then least(greatest(extract(epoch from later - earlier), -2147483648), 2147483647)::integer end
$$;
revoke all on function estorno.seconds_between(timestamptz, timestamptz) from public, anon, authenticated, service_role;

-- What dynamic SQL returns has a named type, so that the linter knows it.
do $$
begin
  if to_regtype('estorno.ai_job_row') is null then
    create type estorno.ai_job_row as (
      table_name text, tool_label text, id uuid, task_id text, user_id uuid, customer_name text, customer_email text,
      status text, phase text, created_at timestamptz, started_at timestamptz, completed_at timestamptz,
      waiting_seconds integer, running_seconds integer, age_seconds integer, limit_seconds integer, stuck boolean,
      cost integer, refundable_credits integer, charge_proof text, ended_by text, refunded_credits integer,
      error_message text, attention text);
  end if;
end
$$;

create or replace function estorno.admin_list_ai_jobs(
  tool text, statuses text[], since timestamptz, until timestamptz, customer text, stuck_only boolean,
  page_size integer, cursor_created_at timestamptz, cursor_id uuid, backwards boolean)
returns setof estorno.ai_job_row
language plpgsql stable security definer
set search_path = ''
as $$
declare
  beyond_cursor text := case
    when cursor_created_at is null then 'true'
    when cursor_created_at = 'infinity' and backwards then 'j.created_at is null and j.id > $8'
    when cursor_created_at = 'infinity' then '(j.created_at is not null or j.id < $8)'
    when backwards then '((j.created_at, j.id) > ($7, $8) or j.created_at is null)'
    else '(j.created_at, j.id) < ($7, $8)'
  end;
  page_order text := case when backwards then 'order by created_at, id limit $6' else 'order by created_at desc, id desc limit $6' end;
  jobs text;
begin
  perform estorno.require_admin();
  if tool is not null then
    perform estorno.job_table(tool);
  end if;
  if page_size is null or page_size not between 1 and 201 then
    raise exception 'Uma página tem de 1 a 200 jobs.' using errcode = '22023';
  end if;
  jobs := estorno.filtered_jobs_sql(tool, format('and %s %s', beyond_cursor, page_order));
  if jobs is null then
    return;
  end if;
  return query execute format(
    $sql$with page as materialized (select * from (%s) u %s)
    select p.table_name, p.tool, p.id, p.task_id, p.user_id, c.name, c.email, p.status, p.phase,
      p.created_at, p.started_at, p.completed_at,
      estorno.seconds_between(p.created_at, case when p.phase = 'waiting' then now() else coalesce(p.started_at, p.completed_at) end),
      estorno.seconds_between(p.started_at, case when p.phase = 'running' then now() else p.completed_at end),
      estorno.seconds_between(p.clock_started_at, now()), extract(epoch from p.time_limit)::integer, p.past_limit,
      p.cost, case when p.phase in ('waiting', 'running') then p.credits end, p.charge_proof,
      s.ending, s.refunded_credits, p.error_message, case when p.phase <> 'over' then a.reason end
    from page p
    left join public.profiles c on c.id = p.user_id
    left join estorno.settlements s on s.table_name = p.table_name and s.job_id = p.id
    left join estorno.attention a on a.table_name = p.table_name and a.job_id = p.id
    order by p.created_at desc, p.id desc$sql$, jobs, page_order)
    using statuses, since, until, estorno.customers_matching(customer), coalesce(stuck_only, false), page_size, cursor_created_at, cursor_id;
end
$$;
revoke all on function estorno.admin_list_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, integer, timestamptz, uuid, boolean)
  from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, integer, timestamptz, uuid, boolean)
  to authenticated;

-- A page of jobs, newest first (those without a date before all others), for the panel.
--   tool: a registered table name; statuses; since and until (until itself is out): of created_at; customer: part of a name
--   or e-mail; stuck_only: past their limit; page_size: 1 to 200 jobs (201 tells whether there is a next page)
--   cursor_*: created_at ('infinity' for none) and id of the last row seen, or with backwards of the first
-- Null filters do not filter. Raises 42501 (not an admin), 22023 (table not registered, page size).
create or replace function public.admin_list_ai_jobs(
  tool text default null, statuses text[] default null, since timestamptz default null, until timestamptz default null,
  customer text default null, stuck_only boolean default false, page_size integer default 20,
  cursor_created_at timestamptz default null, cursor_id uuid default null, backwards boolean default false)
returns table (
  table_name text, tool_label text, id uuid, task_id text, user_id uuid, customer_name text, customer_email text,
  status text, phase text, created_at timestamptz, started_at timestamptz, completed_at timestamptz,
  waiting_seconds integer, running_seconds integer, age_seconds integer, limit_seconds integer, stuck boolean,
  cost integer, refundable_credits integer, charge_proof text, ended_by text, refunded_credits integer,
  error_message text, attention text)
language sql stable
set search_path = ''
as $$
  select * from estorno.admin_list_ai_jobs(
    tool, statuses, since, until, customer, stuck_only, page_size, cursor_created_at, cursor_id, backwards)
$$;
revoke all on function public.admin_list_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, integer, timestamptz, uuid, boolean)
  from public, anon, authenticated, service_role;
grant execute on function public.admin_list_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, integer, timestamptz, uuid, boolean)
  to authenticated;

do $$
begin
  if to_regtype('estorno.ai_job_totals') is null then
    create type estorno.ai_job_totals as (
      jobs bigint, in_progress bigint, stuck bigint, completed bigint, refunded_credits bigint);
  end if;
end
$$;

create or replace function estorno.admin_summarize_ai_jobs(
  tool text, statuses text[], since timestamptz, until timestamptz, customer text, stuck_only boolean)
returns setof estorno.ai_job_totals
language plpgsql stable security definer
set search_path = ''
as $$
declare
  found_jobs text;
begin
  perform estorno.require_admin();
  if tool is not null then
    perform estorno.job_table(tool);
  end if;
  found_jobs := estorno.filtered_jobs_sql(tool, '');
  return query execute format(
    $sql$select count(*), count(*) filter (where j.phase in ('waiting', 'running')), count(*) filter (where j.past_limit),
      count(*) filter (where j.delivered), coalesce(sum(s.refunded_credits), 0)::bigint
    from (%s) j left join estorno.settlements s on s.table_name = j.table_name and s.job_id = j.id$sql$,
    coalesce(found_jobs, 'select null::text as table_name, null::uuid as id, '''' as phase, false as past_limit, false as delivered where false'))
    using statuses, since, until, estorno.customers_matching(customer), coalesce(stuck_only, false);
end
$$;
revoke all on function estorno.admin_summarize_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean)
  from public, anon, authenticated, service_role;
grant execute on function estorno.admin_summarize_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean) to authenticated;

-- One row of totals over the whole filter of admin_list_ai_jobs: jobs, those waiting or running, those past their limit,
-- those that delivered, and the credits given back. Raises as admin_list_ai_jobs does.
create or replace function public.admin_summarize_ai_jobs(
  tool text default null, statuses text[] default null, since timestamptz default null, until timestamptz default null,
  customer text default null, stuck_only boolean default false)
returns table (jobs bigint, in_progress bigint, stuck bigint, completed bigint, refunded_credits bigint)
language sql stable
set search_path = ''
as $$
  select * from estorno.admin_summarize_ai_jobs(tool, statuses, since, until, customer, stuck_only)
$$;
revoke all on function public.admin_summarize_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean)
  from public, anon, authenticated, service_role;
grant execute on function public.admin_summarize_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean) to authenticated;

create or replace function estorno.admin_list_ai_tools()
returns table (
  table_name text, label text, enabled boolean, queue_limit_seconds integer, run_limit_seconds integer,
  charge_proof text, waiting_is_charged boolean)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform estorno.require_admin();
  return query
    select t.table_name, t.label, t.enabled, extract(epoch from t.queue_limit)::integer, extract(epoch from t.run_limit)::integer,
      estorno.charge_proof_of(t), t.waiting_is_charged
    from estorno.job_tables t order by t.label;
end
$$;
revoke all on function estorno.admin_list_ai_tools() from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_ai_tools() to authenticated;

-- The registered tools with their limits in seconds, by label, and what they can prove of a charge (ledger, charged_column;
-- presumed: nothing) or say of it (waiting_is_charged). Raises 42501 (not an admin).
create or replace function public.admin_list_ai_tools()
returns table (
  table_name text, label text, enabled boolean, queue_limit_seconds integer, run_limit_seconds integer,
  charge_proof text, waiting_is_charged boolean)
language sql stable
set search_path = ''
as $$
  select * from estorno.admin_list_ai_tools()
$$;
revoke all on function public.admin_list_ai_tools() from public, anon, authenticated, service_role;
grant execute on function public.admin_list_ai_tools() to authenticated;

create or replace function estorno.admin_list_late_results(max_rows integer)
returns table (table_name text, job_id uuid, status text, output_url text, error_message text, received_at timestamptz)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform estorno.require_admin();
  return query
    select l.table_name, l.job_id, l.status, l.output_url, l.error_message, l.received_at
    from estorno.late_results l order by l.received_at desc, l.id desc limit least(max_rows, 1000);
end
$$;
revoke all on function estorno.admin_list_late_results(integer) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_late_results(integer) to authenticated;

-- What arrived for jobs that had been ended and refunded before, newest first; max_rows: up to 1,000.
-- Raises 42501 (not an admin).
create or replace function public.admin_list_late_results(max_rows integer default 100)
returns table (table_name text, job_id uuid, status text, output_url text, error_message text, received_at timestamptz)
language sql stable
set search_path = ''
as $$
  select * from estorno.admin_list_late_results(max_rows)
$$;
revoke all on function public.admin_list_late_results(integer) from public, anon, authenticated, service_role;
grant execute on function public.admin_list_late_results(integer) to authenticated;
