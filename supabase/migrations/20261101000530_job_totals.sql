-- The figures over the panel's list: how many jobs a filter has, and what they took and gave back. What is over seldom
-- changes, so the cleaner's tick counts it by the hour of its creation, and the rest is counted when asked for.

-- From when to when the hours of a table are counted, by which reading of its columns, where the recount of them has come to
-- and how many steps it may go on.
create table if not exists estorno.counted_tables (
  table_name text primary key references estorno.job_tables on update cascade on delete cascade,
  reading text not null,
  since timestamptz not null,
  until timestamptz not null,
  recounted_since timestamptz not null,
  recounts_due integer not null default 1,
  watched_until timestamptz not null default now() - interval '30 minutes' -- see estorno.watch_ledger()
);
alter table estorno.counted_tables enable row level security;
revoke all on estorno.counted_tables from public, anon, authenticated, service_role;

-- The counted hours between since and until that have any job; all of them are over. refund_state: as refund_state_sql() has it,
-- '' for none.
create table if not exists estorno.job_hours (
  table_name text not null references estorno.counted_tables on update cascade on delete cascade,
  hour timestamptz not null,
  status text not null,
  refund_state text not null,
  jobs bigint not null,
  refunded_credits bigint not null,
  revenue_credits bigint not null,
  primary key (table_name, hour, status, refund_state)
);
alter table estorno.job_hours enable row level security;
revoke all on estorno.job_hours from public, anon, authenticated, service_role;

-- Hours between since and until in which a job is not over, or whose figures just changed: counted when asked for.
create table if not exists estorno.open_hours (
  table_name text not null references estorno.counted_tables on update cascade on delete cascade,
  hour timestamptz not null,
  primary key (table_name, hour)
);
alter table estorno.open_hours enable row level security;
revoke all on estorno.open_hours from public, anon, authenticated, service_role;

create or replace function estorno.hour_of(moment timestamptz)
returns timestamptz
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return date_bin('1 hour', moment, 'epoch'::timestamptz);
end
$$;
revoke all on function estorno.hour_of(timestamptz) from public, anon, authenticated, service_role;

-- SQL text that sums up the jobs of the given SQL text, which are like jobs_sql(), by the hour of their creation, by status and
-- by their refund state, an expression on them called j, their settlement s and what the ledger gave for each, g: its lines and the
-- credits of those that are not tied to another tool.
create or replace function estorno.summed_jobs_sql(tool estorno.job_tables, jobs text, refund_state text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(
    $sql$select %1$L::text as table_name, date_bin('1 hour', j.created_at, 'epoch'::timestamptz) as hour, coalesce(j.status, '') as status,
      coalesce(%4$s, '') as refund_state, count(*) as jobs,
      count(*) filter (where j.phase in ('waiting', 'running')) as in_progress, count(*) filter (where j.past_limit) as stuck,
      count(*) filter (where j.phase <> 'over') as unfinished, count(*) filter (where j.delivered) as completed,
      coalesce(sum(%2$s), 0)::bigint as refunded_credits,
      coalesce(sum(case when j.delivered then j.credits end), 0)::bigint as revenue_credits
    from (%3$s) j
    left join lateral (select e.* from estorno.settlements e where e.table_name = %1$L and e.job_id = j.id limit 1) s on true
    cross join lateral (
      select count(*) as lines, sum(t.amount) %5$s as credits from public.upscaler_credit_transactions t where %6$s) g
    group by 2, 3, 4$sql$,
    tool.table_name,
    estorno.returned_sql(quote_literal(tool.table_name),
      format('case when g.credits is not null then %s end', estorno.beyond_settlements_sql('g.credits'))),
    jobs, refund_state,
    case when estorno.ledger_names_jobs() then format(
      $sql$filter (where t.job_id = j.id and t.job_table = %L
        or strpos(t.description, j.id::text) > 0 and (t.job_table in (select o.table_name from estorno.job_tables o)) is not true)$sql$,
      tool.table_name) end,
    estorno.gives_back_sql());
end
$$;
revoke all on function estorno.summed_jobs_sql(estorno.job_tables, text, text) from public, anon, authenticated, service_role;

-- By what a table's hours are counted: when that changes, all of them have to be counted anew.
create or replace function estorno.reading_of(tool estorno.job_tables)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
set intervalstyle = 'postgres'
as $$
begin
  tool.queue_limit := '10 minutes';
  tool.run_limit := '10 minutes';
  return md5(estorno.summed_jobs_sql(tool, estorno.jobs_sql(tool), 'by refund state'));
end
$$;
revoke all on function estorno.reading_of(estorno.job_tables) from public, anon, authenticated, service_role;

-- Counts the hours of a table from one to another, whatever was known of them. They are opened first: an act that is recorded
-- meanwhile opens its hour again, and the count that missed it is not used.
-- With so little memory the planner looks the settlements of these jobs up, and does not read all there ever were for a hash.
create or replace function estorno.count_hours(tool estorno.job_tables, since timestamptz, until timestamptz)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set jit = off
set work_mem = '256kB'
as $$
begin
  delete from estorno.open_hours o where o.table_name = tool.table_name and o.hour >= since and o.hour < until;
  delete from estorno.job_hours h where h.table_name = tool.table_name and h.hour >= since and h.hour < until;
  execute format(
    $sql$with counted as materialized (%s), opened as (
      insert into estorno.open_hours (table_name, hour)
      select c.table_name, c.hour from counted c where c.unfinished > 0 group by c.table_name, c.hour on conflict do nothing
    )
    insert into estorno.job_hours (table_name, hour, status, refund_state, jobs, refunded_credits, revenue_credits)
    select c.table_name, c.hour, c.status, c.refund_state, c.jobs, c.refunded_credits, c.revenue_credits
    from counted c where not exists (select from counted o where o.hour = c.hour and o.unfinished > 0)$sql$,
    estorno.summed_jobs_sql(tool, format('select * from (%s) j where j.created_at >= %L and j.created_at < %L',
      estorno.jobs_sql(tool), since, until), estorno.refund_state_sql(quote_literal(tool.table_name), 's.refunded_credits > 0', 'g.lines > 0')));
  perform estorno.suspect_jobs(tool, since, until);
end
$$;
revoke all on function estorno.count_hours(estorno.job_tables, timestamptz, timestamptz) from public, anon, authenticated, service_role;

-- Has an hour counted when asked for, until the next tick: for acts that change the figures of a job that is over.
create or replace function estorno.open_hour_of(tool estorno.job_tables, job_id uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('insert into estorno.open_hours (table_name, hour)
    select c.table_name, estorno.hour_of(j.created_at) from estorno.counted_tables c join public.%I j on j.id = $2
    where c.table_name = $1 and isfinite(j.created_at) on conflict do nothing', tool.table_name)
    using tool.table_name, job_id;
end
$$;
revoke all on function estorno.open_hour_of(estorno.job_tables, uuid) from public, anon, authenticated, service_role;

-- Counts on in a table, as far as about so many jobs go: the hours that passed since, else the history, backwards, else those
-- hours whose last count is the oldest, for 20 steps an hour. The tick's first step counts the open hours again as well.
-- Returns whether there is more to do.
create or replace function estorno.count_table_on(tool estorno.job_tables, step integer, jobs integer)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  counted estorno.counted_tables;
  -- A job is inserted with its transaction's beginning, and seen at its end.
  last_hour timestamptz := estorno.hour_of(now() - interval '30 minutes');
  edge timestamptz;
  opened record;
begin
  if not exists (select from estorno.counted_tables c where c.table_name = tool.table_name) then
    insert into estorno.counted_tables (table_name, reading, since, until, recounted_since)
    values (tool.table_name, estorno.reading_of(tool), last_hour, last_hour, last_hour) on conflict do nothing;
  end if;
  select * into counted from estorno.counted_tables c where c.table_name = tool.table_name for update skip locked;
  if counted.table_name is null then
    return false; -- another run counts
  elsif counted.until = last_hour and counted.recounts_due = 0
    and not exists (select from estorno.open_hours o where o.table_name = tool.table_name) then
    return false; -- nothing until the next hour, as usual
  elsif counted.reading <> estorno.reading_of(tool) then
    delete from estorno.counted_tables c where c.table_name = tool.table_name;
    return true;
  end if;
  if counted.until < last_hour then
    execute format('select estorno.hour_of(j.created_at) + interval ''1 hour'' from public.%I j
      where j.created_at >= $1 and j.created_at < $2 order by j.created_at offset $3 limit 1', tool.table_name)
      into edge using counted.until, last_hour, jobs;
    edge := least(edge, last_hour);
    perform estorno.count_hours(tool, counted.until, edge);
    update estorno.counted_tables c set until = edge, recounts_due = 20 where c.table_name = tool.table_name;
    return true;
  end if;
  if step = 1 then
    for opened in select o.hour from estorno.open_hours o where o.table_name = tool.table_name order by o.hour desc limit 20 loop
      perform estorno.count_hours(tool, opened.hour, opened.hour + interval '1 hour');
    end loop;
  end if;
  execute format('select estorno.hour_of(min(j.created_at)) from (
      select j.created_at from public.%I j where j.created_at < $1 and isfinite(j.created_at) order by j.created_at desc limit $2) j', tool.table_name)
    into edge using counted.since, jobs;
  if edge is not null then
    perform estorno.count_hours(tool, edge, counted.since);
    update estorno.counted_tables c set since = edge where c.table_name = tool.table_name;
    return true;
  end if;
  if counted.recounts_due > 0 then
    execute format('select estorno.hour_of(min(j.created_at)) from (
        select j.created_at from public.%I j where j.created_at < $1 and j.created_at >= $2 order by j.created_at desc limit $3) j', tool.table_name)
      into edge using counted.recounted_since, counted.since, jobs;
    edge := coalesce(edge, counted.since);
    perform estorno.count_hours(tool, edge, counted.recounted_since);
    update estorno.counted_tables c
    set recounted_since = case when edge > counted.since then edge else counted.until end, recounts_due = counted.recounts_due - 1
    where c.table_name = tool.table_name;
  end if;
  return counted.recounts_due > 1;
end
$$;
revoke all on function estorno.count_table_on(estorno.job_tables, integer, integer) from public, anon, authenticated, service_role;

-- A step of the tick's upkeep of the figures: about 1,000 jobs a table, to be committed before the next step. Returns whether
-- a further one has work. Never raises: figures that are behind are counted when asked for.
create or replace function estorno.count_on(step integer)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '100ms'
as $$
declare
  tool estorno.job_tables;
  more boolean := false;
begin
  for tool in select u.* from estorno.usable_job_tables() u order by u.table_name loop
    begin
      more := estorno.count_table_on(tool, step, 1000) or more;
    exception when others then
      raise warning 'The figures of % are counted when asked for: %', tool.table_name, sqlerrm;
    end;
  end loop;
  if step = 1 then
    begin
      perform estorno.watch_ledger();
    exception when others then
      raise warning 'What the ledger did to jobs that are over is looked up when asked for: %', sqlerrm;
    end;
  end if;
  return more;
end
$$;
revoke all on function estorno.count_on(integer) from public, anon, authenticated, service_role;

do $$
begin
  if to_regtype('estorno.ai_job_totals') is null then
    create type estorno.ai_job_totals as (
      jobs bigint, in_progress bigint, stuck bigint, completed bigint, refunded_credits bigint, revenue_credits bigint);
  end if;
end
$$;

-- Whether a table has jobs before the hours that are counted.
create or replace function estorno.has_uncounted_history(counted estorno.counted_tables)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  is_there boolean;
begin
  execute format('select exists (select from public.%I j where j.created_at < $1)', counted.table_name) into is_there using counted.since;
  return is_there;
end
$$;
revoke all on function estorno.has_uncounted_history(estorno.counted_tables) from public, anon, authenticated, service_role;

-- No job that is older than this has the refund state; '-infinity' where that is not known.
create or replace function estorno.oldest_in_refund_state(state text)
returns timestamptz
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  tool estorno.job_tables;
  counted estorno.counted_tables;
  oldest timestamptz := timestamptz 'infinity';
begin
  for tool in select u.* from estorno.usable_job_tables() u loop
    select * into counted from estorno.counted_tables c where c.table_name = tool.table_name and c.reading = estorno.reading_of(tool);
    if counted.table_name is null or estorno.has_uncounted_history(counted) then
      return timestamptz '-infinity';
    end if;
    oldest := least(oldest, counted.until,
      (select min(o.hour) from estorno.open_hours o where o.table_name = tool.table_name),
      (select min(h.hour) from estorno.job_hours h where h.table_name = tool.table_name and h.refund_state = state));
  end loop;
  return oldest;
end
$$;
revoke all on function estorno.oldest_in_refund_state(text) from public, anon, authenticated, service_role;

-- SQL text that sums up a table's jobs under the estorno.job_filter that is bound as $1, of which only a period, statuses and a
-- refund state may be given: the counted hours that lie within it, and the rest as it is. Null when nothing of it is counted.
create or replace function estorno.summed_hours_sql(tool estorno.job_tables, filter estorno.job_filter)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  counted estorno.counted_tables;
  since timestamptz;
  until timestamptz;
  opened timestamptz[];
  rest text;
begin
  select * into counted from estorno.counted_tables c where c.table_name = tool.table_name and c.reading = estorno.reading_of(tool);
  since := greatest(counted.since, estorno.hour_of(filter.since - interval '1 microsecond') + interval '1 hour');
  until := least(counted.until, estorno.hour_of(filter.until));
  if counted.table_name is null or since >= until then
    return null;
  end if;
  opened := array(select o.hour from estorno.open_hours o where o.table_name = tool.table_name and o.hour >= since and o.hour < until);
  -- Bounds as they are and not as a join: so the planner knows that they hold few jobs.
  rest := concat_ws(' or ',
    case when filter.since is null then format('j.created_at < %L', since)
      when filter.since < since then format('j.created_at >= %L and j.created_at < %L', filter.since, since) end,
    case when filter.until is null then format('j.created_at >= %L', until)
      when filter.until > until then format('j.created_at >= %L and j.created_at < %L', until, filter.until) end,
    case when filter.since is null and filter.until is null then 'j.created_at is null' end,
    (select string_agg(format('j.created_at >= %L and j.created_at < %L', o.hour, o.hour + interval '1 hour'), ' or ') from unnest(opened) o (hour)));
  rest := coalesce(nullif(rest, ''), 'false');
  return format(
    $sql$select h.table_name, h.hour, h.status, h.refund_state, h.jobs, 0 as in_progress, 0 as stuck, 0 as unfinished,
      case when h.status = any (%2$L) then h.jobs else 0 end as completed, h.refunded_credits, h.revenue_credits
    from estorno.job_hours h
    where h.table_name = %1$L and h.hour >= %3$L and h.hour < %4$L and h.hour <> all (%5$L)
      and (($1).statuses is null or h.status = any (($1).statuses)) and (($1).refund is null or h.refund_state = ($1).refund)
    union all %6$s$sql$,
    tool.table_name, tool.delivered_statuses, since, until, opened,
    estorno.summed_jobs_sql(tool, case
      when filter.refund is not null then estorno.filtered_jobs_sql(tool.table_name, filter.refund, format('and (%s)', rest))
      else format('select * from (%s) j where (%s) and (($1).statuses is null or j.status = any (($1).statuses))',
        estorno.jobs_sql(tool), rest) end, 'null'));
end
$$;
revoke all on function estorno.summed_hours_sql(estorno.job_tables, estorno.job_filter) from public, anon, authenticated, service_role;

create or replace function estorno.admin_summarize_ai_jobs(
  tool text, statuses text[], since timestamptz, until timestamptz, search text, stuck_only boolean, refund text)
returns setof estorno.ai_job_totals
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
  filter estorno.job_filter;
  is_of_hours boolean;
  sums text;
begin
  perform estorno.require_admin();
  filter := estorno.read_job_filter(tool, statuses, since, until, search, stuck_only, refund);
  is_of_hours := filter.customers is null and filter.job_id is null and not filter.stuck_only;
  select string_agg(coalesce(
      case when is_of_hours then estorno.summed_hours_sql(t, filter) end,
      estorno.summed_jobs_sql(t, estorno.filtered_jobs_sql(t.table_name, filter.refund, ''), 'null')),
    E'\nunion all\n')
  into sums
  from estorno.usable_job_tables() t where admin_summarize_ai_jobs.tool is null or t.table_name = admin_summarize_ai_jobs.tool;
  if sums is null then
    return next (0, 0, 0, 0, 0, 0)::estorno.ai_job_totals;
  else
    return query execute format(
      $sql$select coalesce(sum(u.jobs), 0)::bigint, coalesce(sum(u.in_progress), 0)::bigint, coalesce(sum(u.stuck), 0)::bigint,
        coalesce(sum(u.completed), 0)::bigint, coalesce(sum(u.refunded_credits), 0)::bigint, coalesce(sum(u.revenue_credits), 0)::bigint
      from (%s) u$sql$, sums) using filter;
  end if;
end
$$;
revoke all on function estorno.admin_summarize_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text)
  from public, anon, authenticated, service_role;
grant execute on function estorno.admin_summarize_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text) to authenticated;

-- One row of totals over the whole filter of admin_list_ai_jobs: jobs, those waiting or running, those past their limit,
-- those that delivered, the credits that customers got back for these jobs, and those taken by jobs that delivered.
--   refunded_credits: whoever gave them back, the end of a job, its worker or a hand, as far as the ledger names the job; also
--   a part, and when the result was delivered all the same
-- What happens to jobs through Estorno, new jobs and those that become over are in it at once. What a project does to jobs that
-- were over an hour after their creation (deletes them, brings in old ones, refunds or charges them by hand) is found by the
-- cleaner's recount: within a day, of a tool that has half a million jobs. Raises as admin_list_ai_jobs does.
create or replace function public.admin_summarize_ai_jobs(
  tool text default null, statuses text[] default null, since timestamptz default null, until timestamptz default null,
  search text default null, stuck_only boolean default false, refund text default null)
returns table (
  jobs bigint, in_progress bigint, stuck bigint, completed bigint, refunded_credits bigint, revenue_credits bigint)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_summarize_ai_jobs(tool, statuses, since, until, search, stuck_only, refund)
$$;
revoke all on function public.admin_summarize_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text)
  from public, anon, authenticated, service_role;
grant execute on function public.admin_summarize_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text) to authenticated;
