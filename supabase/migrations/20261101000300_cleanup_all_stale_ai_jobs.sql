-- The clock: which jobs are past their limit → the door. One run may be many committed batches.

-- The log of runs, kept 30 days. A run without finished_at was killed, or is going on.
create table if not exists estorno.cleanup_runs (
  id bigint generated always as identity primary key,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  started_by text not null check (started_by in ('cron', 'service')),
  ran_as name not null default session_user -- two roles with a cron job each cannot see each other's, but both are here
);
create index if not exists cleanup_runs_by_time on estorno.cleanup_runs (started_at desc);
alter table estorno.cleanup_runs enable row level security;
revoke all on estorno.cleanup_runs from public, anon, authenticated, service_role;
revoke all on sequence estorno.cleanup_runs_id_seq from public, anon, authenticated, service_role;

create table if not exists estorno.cleanup_run_tables (
  run_id bigint not null references estorno.cleanup_runs on delete cascade,
  table_name text not null,
  cancelled_count integer not null default 0,
  refunded_credits integer not null default 0,
  failures integer not null default 0,
  error text, -- why the table as a whole could not be worked on
  primary key (run_id, table_name)
);
alter table estorno.cleanup_run_tables enable row level security;
revoke all on estorno.cleanup_run_tables from public, anon, authenticated, service_role;

-- The next jobs of a table that a run has to end: the fresh ones, oldest first, or (again) those on the attention list, each
-- of them once a run and whoever was tried longest ago first, without those set aside. Jobs from before the installation wait for a human. Returns null when
-- none is left.
-- Raises 55P03 when somebody holds the table as a whole: the other tables must not wait for that.
create or replace function estorno.stale_jobs(
  tool estorno.job_tables, run_id bigint, again boolean, set_aside uuid[], max_jobs integer)
returns uuid[]
language plpgsql
set search_path = ''
set lock_timeout = '100ms'
as $$
declare
  job_ids uuid[];
begin
  if again and not exists (select from estorno.attention a where a.table_name = tool.table_name and a.last_run_id is distinct from stale_jobs.run_id) then
    return null; -- the usual case, without planning a query
  end if;
  execute format(
    $sql$select array_agg(stale.id) from (
      select j.id from (%1$s) j where j.status = any (%2$L) and j.past_limit and j.id <> all ($3) and %3$s
      order by %4$s limit $1) stale$sql$,
    estorno.jobs_sql(tool), tool.waiting_statuses || tool.running_statuses,
    case when again then format(
      'j.id in (select a.job_id from estorno.attention a where a.table_name = %L and a.reason <> ''predates_installation''
                and a.last_run_id is distinct from $2)', tool.table_name)
    else format(
      'not exists (select from estorno.attention a where a.table_name = %L and a.job_id = j.id)', tool.table_name)
    end,
    case when again then format(
      '(select a.last_tried_at from estorno.attention a where a.table_name = %L and a.job_id = j.id), j.created_at', tool.table_name)
    else 'j.created_at' end)
    into job_ids using max_jobs, run_id, set_aside;
  return job_ids;
end
$$;
revoke all on function estorno.stale_jobs(estorno.job_tables, bigint, boolean, uuid[], integer) from public, anon, authenticated, service_role;

-- Puts jobs that could not be ended on the attention list, or counts one more try. Returns how many it listed: none while
-- another run that is still open lists one of them, for which nobody waits longer than 100 ms.
create or replace function estorno.note_attention(table_name text, job_ids uuid[], run_id bigint, reason text, detail text)
returns integer
language plpgsql
set search_path = ''
set lock_timeout = '100ms'
as $$
begin
  insert into estorno.attention as a (table_name, job_id, reason, detail, tries, last_run_id)
  select note_attention.table_name, job_id, note_attention.reason, note_attention.detail, 1, note_attention.run_id
  from unnest(job_ids) job_id
  on conflict on constraint attention_pkey do update set
    reason = excluded.reason, detail = excluded.detail, tries = a.tries + 1,
    last_tried_at = excluded.last_tried_at, last_run_id = excluded.last_run_id;
  return cardinality(job_ids);
exception when lock_not_available then
  return 0;
end
$$;
revoke all on function estorno.note_attention(text, uuid[], bigint, text, text) from public, anon, authenticated, service_role;

-- Whether somebody holds, or waits to hold, one of the tables that the door writes as a whole: then no job can be ended.
create or replace function estorno.whole_table_is_held(tool estorno.job_tables)
returns boolean
language sql
set search_path = ''
as $$
  select exists (
    select from pg_catalog.pg_locks l
    where l.locktype = 'relation' and l.pid <> pg_backend_pid()
      and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
      and l.relation in ('auth.users'::regclass, 'public.upscaler_credits'::regclass,
        'public.upscaler_credit_transactions'::regclass, to_regclass(format('public.%I', tool.table_name)))
      and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'))
$$;
revoke all on function estorno.whole_table_is_held(estorno.job_tables) from public, anon, authenticated, service_role;

-- Ends stale jobs through the door: all of them in one go while all is well; when the door refuses, each half by itself,
-- down to the single job that is the reason, which goes to the attention list. So a healthy batch costs one savepoint
-- and one bad job among 250 costs sixteen, not 250. Counts apart what is only busy: locked by somebody, no failure. Raises when a whole table is held: to ask job by job would take minutes.
create or replace function estorno.end_stale_jobs(
  tool estorno.job_tables, job_ids uuid[], run_id bigint, actor text,
  out cancelled_count integer, out refunded_credits integer, out failures integer, out busy_count integer)
language plpgsql
set search_path = ''
as $$
declare
  settled uuid[];
  busy uuid[];
  problem text;
  half integer := cardinality(job_ids) / 2;
begin
  begin
    select array_agg(s.job_id), count(*), coalesce(sum(s.refunded_credits), 0) into settled, cancelled_count, refunded_credits
    from estorno.settle_ai_jobs(tool, job_ids, 'timeout', actor) s;
    failures := 0;
    busy_count := 0;
    if cancelled_count < cardinality(job_ids) then
      execute format('select array_agg(j.id) from (%s) j where j.id = any ($1) and j.id <> all ($2) and j.past_limit', estorno.jobs_sql(tool))
        into busy using job_ids, coalesce(settled, '{}');
      busy_count := coalesce(
        estorno.note_attention(tool.table_name, busy, run_id, 'busy', 'a row of the job or of its customer is locked'), 0);
    end if;
    return;
  exception when others or assert_failure then
    get stacked diagnostics problem = pg_exception_detail;
    problem := coalesce(nullif(problem, ''), sqlerrm);
    if sqlstate = '55P03' and estorno.whole_table_is_held(tool) then
      raise;
    elsif half = 0 then
      failures := estorno.note_attention(tool.table_name, job_ids, run_id,
        case sqlstate when 'PT500' then 'refund_failed' when '55P03' then 'busy' else 'not_ended' end, problem);
      cancelled_count := 0; refunded_credits := 0; busy_count := 0;
      return;
    end if;
  end;
  select sum(h.cancelled_count), sum(h.refunded_credits), sum(h.failures), sum(h.busy_count)
  into cancelled_count, refunded_credits, failures, busy_count
  from (values (job_ids[:half]), (job_ids[half + 1:])) as halves (ids)
  cross join lateral estorno.end_stale_jobs(tool, halves.ids, run_id, actor) h;
end
$$;
revoke all on function estorno.end_stale_jobs(estorno.job_tables, uuid[], bigint, text) from public, anon, authenticated, service_role;

-- Begins a run: its row in the log, and away with what has become moot (old runs, attention for jobs that are over or gone).
-- What a parallel run takes away at this moment is left to it: to wait would be to wait for the whole of that run.
create or replace function estorno.begin_cleanup_run(started_by text)
returns bigint
language plpgsql
set search_path = ''
set lock_timeout = '100ms'
as $$
declare
  tool estorno.job_tables;
  run_id bigint;
begin
  insert into estorno.cleanup_runs (started_by) values (begin_cleanup_run.started_by) returning id into run_id;
  delete from estorno.cleanup_runs r where r.id in (
    select moot.id from estorno.cleanup_runs moot where moot.started_at < now() - interval '30 days' for update skip locked);
  for tool in
    select * from estorno.usable_job_tables() t
    where exists (select from estorno.attention a where a.table_name = t.table_name)
  loop
    begin
      execute format('delete from estorno.attention a where (a.table_name, a.job_id) in (
          select moot.table_name, moot.job_id from estorno.attention moot where moot.table_name = %L and not exists (
            select from public.%I j where j.id = moot.job_id and j.status <> all (%L)) for update skip locked)',
        tool.table_name, tool.table_name, tool.over_statuses);
    exception when lock_not_available then
      continue; -- held as a whole by somebody: the run will say so
    end;
  end loop;
  return run_id;
end
$$;
revoke all on function estorno.begin_cleanup_run(text) from public, anon, authenticated, service_role;

-- Works on all registered tables: first every table's fresh jobs, then what failed in earlier runs, so that a bad job never
-- costs another one its turn. At most 10,000 jobs or 6 s a call (the API's statement_timeout is 8 s), in batches of 50 and, as
-- long as they end soon, up to 250: a host's slow triggers, or a bad job, make the batches small again.
-- With the transaction's setting estorno.batch_size a call takes at most that many jobs, or 40 ms, and belongs to the session's
-- run, whose number stands in estorno.run_id until nothing is left: that is how the cron command commits in between, so that
-- no customer waits long for their credits row. Its first call only begins the run, so that a run that dies is in the log.
create or replace function estorno.cleanup_stale_jobs()
returns table (table_name text, cancelled_count integer, refunded_credits integer)
language plpgsql security definer
set search_path = ''
as $$
declare
  batch_size integer := nullif(current_setting('estorno.batch_size', true), '')::integer;
  actor text := case when batch_size is null then 'service' else 'cron' end;
  run_id bigint := case when batch_size is not null then nullif(current_setting('estorno.run_id', true), '')::bigint end;
  budget integer := coalesce(batch_size, 10000);
  deadline timestamptz := clock_timestamp() + case when batch_size is null then interval '6 s' else interval '40 ms' end;
  chunk integer := 50;
  chunk_time interval := case when batch_size is null then interval '250 ms' else interval '20 ms' end;
  chunk_began timestamptz;
  tools estorno.job_tables[] := array(select t from estorno.job_tables t order by t.table_name);
  totals estorno.cleanup_run_tables[];
  job_ids uuid[];
  set_aside uuid[] := array[]::uuid[]; -- neither ended nor listed: not asked for again by this call
  ended record;
  done integer;
begin
  if run_id is null then
    run_id := estorno.begin_cleanup_run(actor);
    if batch_size is not null then
      perform set_config('estorno.run_id', run_id::text, false);
      return query select t.table_name, 0, 0 from unnest(tools) t;
      return;
    end if;
  end if;
  totals := array(select row(run_id, t.table_name, 0, 0, 0, null)::estorno.cleanup_run_tables from unnest(tools) t);

  for pass in 1 .. 2 loop
    for i in 1 .. coalesce(cardinality(tools), 0) loop
      while budget > 0 and tools[i].enabled and totals[i].error is null loop
        begin
          chunk_began := clock_timestamp();
          job_ids := estorno.stale_jobs(tools[i], run_id, pass = 2, set_aside, least(budget, chunk));
          exit when job_ids is null;
          ended := estorno.end_stale_jobs(tools[i], job_ids, run_id, actor);
          totals[i].cancelled_count := totals[i].cancelled_count + ended.cancelled_count;
          totals[i].refunded_credits := totals[i].refunded_credits + ended.refunded_credits;
          totals[i].failures := totals[i].failures + ended.failures;
          if ended.cancelled_count + ended.failures + ended.busy_count < cardinality(job_ids) then
            set_aside := set_aside || job_ids;
          end if;
          chunk := case when ended.failures = 0 and clock_timestamp() < chunk_began + chunk_time
            then least(chunk * 2, 250) else greatest(chunk / 2, 10) end;
          -- Out of time is out of budget: the next call goes on from here. Not after a batch without any progress: the next call
          -- would only meet the same jobs again.
          done := ended.cancelled_count + ended.failures + ended.busy_count;
          budget := case when done = 0 or clock_timestamp() < deadline then budget - done else 0 end;
        exception when others or assert_failure then
          totals[i].error := sqlerrm;
          totals[i].failures := totals[i].failures + 1;
        end;
      end loop;
    end loop;
  end loop;

  insert into estorno.cleanup_run_tables as t select * from unnest(totals)
  on conflict on constraint cleanup_run_tables_pkey do update set
    cancelled_count = t.cancelled_count + excluded.cancelled_count,
    refunded_credits = t.refunded_credits + excluded.refunded_credits,
    failures = t.failures + excluded.failures,
    error = coalesce(excluded.error, t.error);
  if batch_size is null or budget > 0 then
    update estorno.cleanup_runs r set finished_at = clock_timestamp() where r.id = run_id;
    if batch_size is not null then
      perform set_config('estorno.run_id', '', false);
    end if;
  end if;
  return query select t.table_name, t.cancelled_count, t.refunded_credits from unnest(totals) t;
end
$$;
revoke all on function estorno.cleanup_stale_jobs() from public, anon, authenticated, service_role;
grant execute on function estorno.cleanup_stale_jobs() to service_role;

-- Ends every job that waits or runs longer than its tool allows, in all registered tables, and gives the credits back.
-- Returns one row a table, also when nothing was to do: the jobs it ended and the credits it gave back, by this call alone.
-- For cron and the service role. Jobs that cannot be ended stay as they are and go to the attention list.
create or replace function public.cleanup_all_stale_ai_jobs()
returns table (table_name text, cancelled_count integer, refunded_credits integer)
language sql
set search_path = ''
as $$
  select * from estorno.cleanup_stale_jobs()
$$;
revoke all on function public.cleanup_all_stale_ai_jobs() from public, anon, authenticated, service_role;
grant execute on function public.cleanup_all_stale_ai_jobs() to service_role;
