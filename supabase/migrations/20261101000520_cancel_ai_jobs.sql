-- Cancelar muitos: what a cancel of a whole filter would end, and the cancel of many jobs at once → the door.

-- SQL text that yields the jobs of a filter (bound as $1, see estorno.filtered_jobs_sql) that a cancel would end. Null when no
-- table is registered.
create or replace function estorno.cancellable_jobs_sql(tool text, refund text)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select string_agg(estorno.filtered_jobs_sql(t.table_name, refund, 'and ' || estorno.claimable_sql(t, 'cancel')), E'\nunion all\n')
  from estorno.usable_job_tables() t
  where cancellable_jobs_sql.tool is null or t.table_name = cancellable_jobs_sql.tool
$$;
revoke all on function estorno.cancellable_jobs_sql(text, text) from public, anon, authenticated, service_role;

-- What a preview says of jobs (SQL text that yields jobs_sql() with their table, an expression on them): how many they are, their
-- customers and credits, and of how many and how much an earlier try could not end them. What was busy, or waits for a human
-- since before the installation, did not fail.
create or replace function estorno.preview_sql(groups text, table_name text, jobs text)
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select format(
    $sql$select %s count(*), count(distinct j.user_id), coalesce(sum(j.credits), 0)::bigint,
      count(*) filter (where j.failed), coalesce(sum(j.credits) filter (where j.failed), 0)::bigint
    from (
      select j.*, exists (select from estorno.attention a
        where a.table_name = %s and a.job_id = j.id and a.reason in ('refund_failed', 'not_ended')) as failed
      from (%s) j) j$sql$, groups, table_name, jobs)
$$;
revoke all on function estorno.preview_sql(text, text, text) from public, anon, authenticated, service_role;

do $$
begin
  if to_regtype('estorno.cancel_preview_row') is null then
    create type estorno.cancel_preview_row as (
      table_name text, tool_label text, jobs bigint, customers bigint, credits bigint, failed_jobs bigint, failed_credits bigint);
  end if;
  if to_regtype('estorno.cancellable_job_row') is null then
    create type estorno.cancellable_job_row as (table_name text, id uuid);
  end if;
  if to_regtype('estorno.cancelled_job_row') is null then
    create type estorno.cancelled_job_row as (
      table_name text, job_id uuid, outcome text, status text, refunded_credits integer, new_balance integer, problem text, problem_code text,
      problem_detail text);
  end if;
end
$$;

create or replace function estorno.admin_preview_cancel_ai_jobs(
  tool text, statuses text[], since timestamptz, until timestamptz, search text, stuck_only boolean, refund text)
returns setof estorno.cancel_preview_row
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
  filter estorno.job_filter;
  jobs text;
begin
  perform estorno.require_admin();
  filter := estorno.read_job_filter(tool, statuses, since, until, search, stuck_only, refund);
  jobs := estorno.cancellable_jobs_sql(tool, refund);
  if jobs is not null then
    return query execute estorno.preview_sql('j.table_name, j.tool,', 'j.table_name', jobs)
      || ' group by grouping sets ((j.table_name, j.tool), ()) having count(*) > 0 order by j.tool, j.table_name' using filter;
  end if;
end
$$;
revoke all on function estorno.admin_preview_cancel_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text)
  from public, anon, authenticated, service_role;
grant execute on function estorno.admin_preview_cancel_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text) to authenticated;

-- What a cancel of a whole filter (see admin_list_ai_jobs) would end at this moment: waiting and running jobs, their customers
-- (those without one do not count) and the credits that would go back; one row for each tool that has any, and last their
-- total, in which a customer of many tools counts once: table_name and tool_label are null. No row when there is nothing.
-- failed_*: those of them that an earlier try could not end, and which may fail again.
-- Raises as admin_list_ai_jobs does.
create or replace function public.admin_preview_cancel_ai_jobs(
  tool text default null, statuses text[] default null, since timestamptz default null, until timestamptz default null,
  search text default null, stuck_only boolean default false, refund text default null)
returns table (
  table_name text, tool_label text, jobs bigint, customers bigint, credits bigint, failed_jobs bigint, failed_credits bigint)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_preview_cancel_ai_jobs(tool, statuses, since, until, search, stuck_only, refund)
$$;
revoke all on function public.admin_preview_cancel_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text)
  from public, anon, authenticated, service_role;
grant execute on function public.admin_preview_cancel_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text) to authenticated;

create or replace function estorno.admin_list_cancellable_ai_jobs(
  tool text, statuses text[], since timestamptz, until timestamptz, search text, stuck_only boolean, refund text, max_jobs integer)
returns setof estorno.cancellable_job_row
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
  filter estorno.job_filter;
  jobs text;
begin
  perform estorno.require_admin();
  filter := estorno.read_job_filter(tool, statuses, since, until, search, stuck_only, refund);
  jobs := estorno.cancellable_jobs_sql(tool, refund);
  if jobs is not null then
    return query execute format('select j.table_name, j.id from (%s) j order by j.created_at nulls first, j.id limit $2', jobs)
      using filter, least(max_jobs, 10000);
  end if;
end
$$;
revoke all on function estorno.admin_list_cancellable_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text, integer)
  from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_cancellable_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text, integer)
  to authenticated;

-- The jobs that admin_preview_cancel_ai_jobs counts, oldest first, to be handed to admin_cancel_ai_jobs in pieces.
-- max_jobs: up to 10,000. Raises as admin_list_ai_jobs does.
create or replace function public.admin_list_cancellable_ai_jobs(
  tool text default null, statuses text[] default null, since timestamptz default null, until timestamptz default null,
  search text default null, stuck_only boolean default false, refund text default null, max_jobs integer default 10000)
returns table (table_name text, id uuid)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_list_cancellable_ai_jobs(tool, statuses, since, until, search, stuck_only, refund, max_jobs)
$$;
revoke all on function public.admin_list_cancellable_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.admin_list_cancellable_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text, integer)
  to authenticated;

-- The jobs that a request names, in its order; again: named before. Raises 22023 when it is not well formed.
create or replace function estorno.jobs_asked_for(jobs jsonb)
returns table (place bigint, table_name text, job_id uuid, again boolean)
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  well_formed boolean := case when jsonb_typeof(jobs) = 'array' then jsonb_array_length(jobs) between 1 and 100 end;
begin
  if well_formed then
    select bool_and(case when jsonb_typeof(job) = 'object' then job - '{table,id}'::text[] = '{}'
        and jsonb_typeof(job -> 'table') = 'string' and jsonb_typeof(job -> 'id') = 'string'
        and job ->> 'id' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' else false end is true)
      into well_formed
    from jsonb_array_elements(jobs) job;
  end if;
  if well_formed is not true then
    raise exception 'Envie de 1 a 100 jobs por vez, cada um como {"table": "<tabela>", "id": "<uuid>"} e nada mais.'
      using errcode = '22023', hint = 'jobs_malformed';
  end if;
  return query
    select j.place, j.job ->> 'table', (j.job ->> 'id')::uuid,
      row_number() over (partition by j.job ->> 'table', (j.job ->> 'id')::uuid order by j.place) > 1
    from jsonb_array_elements(jobs) with ordinality j (job, place);
end
$$;
revoke all on function estorno.jobs_asked_for(jsonb) from public, anon, authenticated, service_role;

-- Takes those of the given jobs through the door that nobody else holds, and waits for no one: all in one go while all is
-- well; when the door refuses, each half by itself, down to the job that is the reason, which goes to the attention list. A
-- try that leaves a job out gives its locks up and goes on without that job: whoever holds it may need its customer next.
-- Returns the jobs that are over now (problem null), and those that could not be ended with what an admin may read of it, as a
-- sentence and as a word, and what the database said; not_tried is the word of those whose turn had not come at the deadline.
create or replace function estorno.cancel_free_jobs(
  tool estorno.job_tables, job_ids uuid[], admin uuid, reason text, act_id uuid, deadline timestamptz)
returns table (job_id uuid, problem text, problem_code text, problem_detail text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  ended uuid[];
  half integer := cardinality(job_ids) / 2;
  is_ours boolean;
begin
  begin
    ended := array(select s.job_id from estorno.settle_ai_jobs(tool, job_ids, 'cancel', 'admin', admin, reason, act_id) s);
    if cardinality(ended) = cardinality(job_ids) then
      perform estorno.require_within_cap(tool, ended, admin);
      return query select id, null::text, null::text, null::text from unnest(ended) id;
      return;
    end if;
    raise lock_not_available;
  exception
    when lock_not_available or deadlock_detected or serialization_failure then
      null;
    when others or assert_failure then
      get stacked diagnostics problem_detail = pg_exception_detail, problem_code = pg_exception_hint;
      problem_detail := case when problem_code <> 'daily_cap' then coalesce(nullif(problem_detail, ''), sqlerrm) end;
      ended := null;
      is_ours := problem_code in ('refund_failed', 'other_code_moved_credits', 'status_kept', 'daily_cap');
      if half = 0 then
        if problem_code <> 'daily_cap' then
          perform estorno.note_attention(tool.table_name, job_ids, 0,
            case sqlstate when 'PT500' then 'refund_failed' else 'not_ended' end, problem_detail);
        end if;
        return query select job_ids[1],
          case when is_ours then sqlerrm else 'O banco de dados recusou o encerramento; o job continua como estava.' end,
          case when is_ours then problem_code else 'not_ended' end, problem_detail;
      end if;
  end;
  if cardinality(ended) > 0 then
    return query select * from estorno.cancel_free_jobs(tool, ended, admin, reason, act_id, deadline);
  elsif ended is null and half > 0 and clock_timestamp() < deadline then
    return query
      select c.* from (values (job_ids[:half]), (job_ids[half + 1:])) as halves (ids)
      cross join lateral estorno.cancel_free_jobs(tool, halves.ids, admin, reason, act_id, deadline) c;
  elsif ended is null and half > 0 then
    return query select id, '', 'not_tried', null::text from unnest(job_ids) id;
  end if;
end
$$;
revoke all on function estorno.cancel_free_jobs(estorno.job_tables, uuid[], uuid, text, uuid, timestamptz)
  from public, anon, authenticated, service_role;

-- Those of the jobs whose credits do not fit into what an admin may still give back today, taken in their order, with the words
-- for it. What gives nothing back always fits.
create or replace function estorno.jobs_over_cap(tool estorno.job_tables, job_ids uuid[], admin uuid)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  today record := estorno.credits_of_today(admin);
  over_cap jsonb := jsonb_build_object();
begin
  if today.cap is not null then
    execute format(
      $sql$select coalesce(jsonb_object_agg(job.id, jsonb_build_object('text', $3, 'code', 'daily_cap')), '{}') from (
        select j.id, j.credits, sum(j.credits) over (order by array_position($1, j.id)) as credits_so_far
        from (%s) j where j.id = any ($1) and %s) job
      where job.credits > 0 and job.credits_so_far > $2$sql$, estorno.jobs_sql(tool), estorno.claimable_sql(tool, 'cancel'))
      into over_cap using job_ids, today.cap - today.used, estorno.over_cap_text();
  end if;
  return over_cap;
end
$$;
revoke all on function estorno.jobs_over_cap(estorno.job_tables, uuid[], uuid) from public, anon, authenticated, service_role;

-- One try at jobs of one tool, with a row for each of them as admin_cancel_ai_jobs returns it.
create or replace function estorno.try_to_cancel(
  tool estorno.job_tables, job_ids uuid[], admin uuid, reason text, act_id uuid, deadline timestamptz)
returns setof estorno.cancelled_job_row
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '100ms'
as $$
declare
  ended uuid[] := array[]::uuid[];
  problems jsonb;
  tried uuid[];
  done integer := 0;
  size integer := 4;
  began timestamptz;
begin
  if not exists (select from estorno.usable_job_tables() u where u.table_name = tool.table_name) then
    return query select tool.table_name, id, 'failed', null::text, null::integer, null::integer,
      'A tabela desta ferramenta mudou e não pode ser usada. Corrija o cadastro antes de cancelar.', 'table_unusable', null::text
    from unnest(job_ids) id;
    return;
  end if;
  problems := estorno.jobs_over_cap(tool, job_ids, admin);
  tried := array(select id from unnest(job_ids) id where not problems ? id::text);
  -- Few at first, and more as long as they end soon: where a host's refund is slow, some end before the time is over.
  while done < cardinality(tried) and clock_timestamp() < deadline loop
    began := clock_timestamp();
    select ended || array_agg(c.job_id) filter (where c.problem is null),
      problems || coalesce(jsonb_object_agg(c.job_id, jsonb_build_object('text', c.problem, 'code', c.problem_code, 'detail', c.problem_detail))
        filter (where c.problem is not null), '{}')
      into ended, problems
    from estorno.cancel_free_jobs(tool, tried[done + 1:done + size], admin, reason, act_id, deadline) c;
    done := done + size;
    size := case when clock_timestamp() < began + interval '250 ms' then size * 2 else greatest(size / 2, 1) end;
  end loop;
  problems := problems || (
    select coalesce(jsonb_object_agg(id, jsonb_build_object('code', 'not_tried')), '{}') from unnest(tried[done + 1:]) id);
  return query execute format(
    $sql$select %1$L, told.id, told.outcome, told.status,
      case told.outcome when 'cancelled' then s.refunded_credits when 'replayed' then s.refunded_credits
        when 'already_over' then coalesce(s.refunded_credits, 0) end,
      case when told.outcome in ('cancelled', 'replayed') then s.balance_after end,
      case told.outcome when 'failed' then coalesce($3 #>> array[told.id::text, 'text'], estorno.unknown_status_text(told.status)) end,
      case told.outcome when 'failed' then coalesce($3 #>> array[told.id::text, 'code'], 'unknown_status') end,
      case told.outcome when 'failed' then $3 #>> array[told.id::text, 'detail'] end
    from (
      select asked.id, coalesce(j.status, s.status_after) as status, case
        when asked.id = any ($2) then 'cancelled'
        when j.status <> all (%2$L) and $3 #>> array[asked.id::text, 'code'] = 'not_tried' then 'not_tried'
        when j.status <> all (%2$L) and $3 ? asked.id::text then 'failed'
        when s.ending = 'cancel' then 'replayed'
        when coalesce(j.status, s.status_after) is null then 'not_found'
        when coalesce(j.status, s.status_after) = any (%2$L) then 'already_over'
        when j.status = any (%3$L) then 'busy'
        else 'failed'
      end as outcome
      from unnest($1) asked (id)
      left join lateral (select coalesce(j.status, '') as status from public.%1$I j where j.id = asked.id) j on true
      left join estorno.settlements s on s.table_name = %1$L and s.job_id = asked.id) told
    left join estorno.settlements s on s.table_name = %1$L and s.job_id = told.id$sql$,
    tool.table_name, tool.over_statuses, tool.waiting_statuses || tool.running_statuses)
    using job_ids, ended, problems;
exception when lock_not_available then
  return query select tool.table_name, id, 'busy', null::text, null::integer, null::integer, null::text, null::text, null::text
  from unnest(job_ids) id;
end
$$;
revoke all on function estorno.try_to_cancel(estorno.job_tables, uuid[], uuid, text, uuid, timestamptz)
  from public, anon, authenticated, service_role;

-- Busy jobs are tried again like a single one, after 2, 4, 8 … 50 ms, 5 s in all, as long as the call has ended none: then
-- nobody waits for it. With the first job that it has ended it holds a customer's credits, and so gives the others half a
-- second more: whoever waits for those credits is through before Postgres looks for a deadlock (deadlock_timeout, 1 s), and
-- one job that somebody holds costs the others no 5 s. No try waits with locks held, so no circle can close. Jobs whose turn
-- does not come in that time are told as not_tried: the next call begins with them.
create or replace function estorno.admin_cancel_ai_jobs(jobs jsonb, reason text, act_id uuid)
returns setof estorno.cancelled_job_row
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  admin uuid := estorno.require_admin();
  act uuid := coalesce(act_id, gen_random_uuid());
  tool estorno.job_tables;
  job_ids uuid[];
  told estorno.cancelled_job_row[] := array[]::estorno.cancelled_job_row[];
  attempt integer := 0;
  deadline timestamptz := clock_timestamp() + interval '5 seconds';
begin
  perform estorno.check_reason(reason);
  perform estorno.job_table(asked.table_name) from estorno.jobs_asked_for(jobs) asked;
  perform estorno.admit_act(admin, act);
  loop
    for tool in select t.* from estorno.job_tables t order by t.table_name loop
      job_ids := array(
        select asked.job_id from estorno.jobs_asked_for(jobs) asked
        where asked.table_name = tool.table_name and not asked.again
          and not exists (select from unnest(told) one where one.table_name = tool.table_name and one.job_id = asked.job_id)
        order by asked.place);
      continue when job_ids = '{}';
      told := told || array(select one from estorno.try_to_cancel(tool, job_ids, admin, reason, act, deadline) one);
      if exists (select from unnest(told) one where one.outcome = 'cancelled') then
        deadline := least(deadline, clock_timestamp() + interval '500 milliseconds');
      end if;
    end loop;
    exit when clock_timestamp() > deadline or not exists (select from unnest(told) one where one.outcome = 'busy');
    told := array(select one from unnest(told) one where one.outcome <> 'busy');
    attempt := attempt + 1;
    perform pg_sleep(least(0.001 * 2 ^ attempt, 0.05));
  end loop;
  return query
    select one.table_name, one.job_id, case
        when asked.again and one.outcome = 'cancelled' then 'replayed'
        when one.outcome = 'not_tried' and attempt > 0 then 'busy' -- it was when it was tried: only such jobs are asked for again
        else one.outcome
      end,
      one.status, one.refunded_credits, one.new_balance, one.problem, one.problem_code, one.problem_detail
    from estorno.jobs_asked_for(jobs) asked
    join unnest(told) one on one.table_name = asked.table_name and one.job_id = asked.job_id
    order by asked.place;
end
$$;
revoke all on function estorno.admin_cancel_ai_jobs(jsonb, text, uuid) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_cancel_ai_jobs(jsonb, text, uuid) to authenticated;

-- Cancels up to 100 jobs as an admin and gives the customers what was taken, each exactly once. What keeps one job from its
-- end never undoes another's.
--   jobs: [{"table": "upscaler_jobs", "id": "<uuid>"}], 1 to 100; reason: up to 500 characters, kept in the record
--   act_id: the same for all calls of one act, kept in the record
-- Returns a row a job, in the order given (named twice: the second is a replay).
-- outcome: cancelled (now) | replayed (an earlier cancel did; its figures) | already_over (refunded_credits: what its end gave
-- back) | not_found | busy (held by somebody: try again) | not_tried (the others took the time there was: ask again) | failed (the
-- job is as before; problem says why: also what no longer fits into the admin's cap of the day, when those named before it do).
-- new_balance: credits after this job's refund, null without a customer; problem_code: problem as a word; problem_detail: what
-- the database or the host's code said, for a developer.
-- Raises 42501 (not an admin), 22023 (jobs not as above, table not registered, bad reason), PT429 (too many acts: try again
-- after the detail's retryAfterSeconds); then no job was touched.
create or replace function public.admin_cancel_ai_jobs(jobs jsonb, reason text default null, act_id uuid default null)
returns table (
  table_name text, job_id uuid, outcome text, status text, refunded_credits integer, new_balance integer, problem text,
  problem_code text, problem_detail text)
language sql
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_cancel_ai_jobs(jobs, reason, act_id)
$$;
revoke all on function public.admin_cancel_ai_jobs(jsonb, text, uuid) from public, anon, authenticated, service_role;
grant execute on function public.admin_cancel_ai_jobs(jsonb, text, uuid) to authenticated;
