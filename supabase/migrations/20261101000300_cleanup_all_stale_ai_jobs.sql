-- The clock: which jobs are past their limit → the door. One run may be many committed batches.

-- The log of runs, kept 30 days. A run without finished_at was killed, or is going on.
create table if not exists estorno.cleanup_runs (
  id bigint generated always as identity primary key,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  started_by text not null check (started_by in ('cron', 'service', 'admin')),
  started_by_id uuid check ((started_by = 'admin') = (started_by_id is not null)),
  request_id uuid default estorno.request_id(),
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
  refunded_credits bigint not null default 0,
  failures integer not null default 0,
  error text, -- why the table as a whole could not be worked on
  -- Where the run stands. pass: 1 takes the fresh jobs, 2 those on the attention list, 3 is the end; within a pass it goes on
  -- after the job at reached_at and reached_id. It takes batch jobs at once, no more than that for the next careful_for ones.
  pass integer not null default 1,
  reached_at timestamptz not null default '-infinity',
  reached_id uuid not null default '00000000-0000-0000-0000-000000000000',
  batch integer not null default 1,
  careful_for integer not null default 0,
  served_at timestamptz not null default '-infinity', -- when the run took its last batch of this table
  suspect boolean not null default false, -- the run before was cut off: one job at a time, and a commit after each
  primary key (run_id, table_name)
);
alter table estorno.cleanup_run_tables enable row level security;
revoke all on estorno.cleanup_run_tables from public, anon, authenticated, service_role;

-- What was logged stays: a run that goes on moves forward and finishes, once; it is pruned when it is 30 days old.
create or replace trigger cleanup_runs_only_finish before update on estorno.cleanup_runs
  for each row when (old.finished_at is not null
    or (new.id, new.started_at, new.started_by, new.started_by_id, new.request_id, new.ran_as)
      is distinct from (old.id, old.started_at, old.started_by, old.started_by_id, old.request_id, old.ran_as))
  execute function estorno.refuse_change();
create or replace trigger cleanup_runs_stay before delete on estorno.cleanup_runs
  for each row when (old.started_at >= now() - interval '30 days') execute function estorno.refuse_change();
create or replace trigger cleanup_runs_are_not_emptied before truncate on estorno.cleanup_runs
  for each statement execute function estorno.refuse_change();

-- Raises 42501 when a line of a finished run would change, or one go without its run.
create or replace function estorno.keep_run_tables()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from estorno.cleanup_runs r where r.id = old.run_id and (tg_op = 'DELETE' or r.finished_at is not null)) then
    raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = '42501';
  end if;
  return case tg_op when 'UPDATE' then new else old end;
end
$$;
revoke all on function estorno.keep_run_tables() from public, anon, authenticated, service_role;

create or replace trigger cleanup_run_tables_stay before update or delete on estorno.cleanup_run_tables
  for each row execute function estorno.keep_run_tables();
create or replace trigger cleanup_run_tables_are_not_emptied before truncate on estorno.cleanup_run_tables
  for each statement execute function estorno.refuse_change();

-- Which jobs a run has to end, as a condition on jobs_sql() called j. Those from before the installation wait for a human.
-- "is false", here and below: where "not exists" would be a join, the planner, who knows of no storm, sorts all that is stale
-- before it, and a search reads the whole of a backlog.
create or replace function estorno.stale_sql(tool estorno.job_tables)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select format(
    $sql$j.status = any (%L) and j.past_limit and j.created_at is not null and exists (select from estorno.attention a
      where a.table_name = %L and a.job_id = j.id and a.reason = 'predates_installation') is false$sql$,
    tool.waiting_statuses || tool.running_statuses, tool.table_name)
$$;
revoke all on function estorno.stale_sql(estorno.job_tables) from public, anon, authenticated, service_role;

do $$
begin
  if to_regtype('estorno.stale_queue') is null then
    create type estorno.stale_queue as (job_ids uuid[], places timestamptz[]);
  end if;
end
$$;

-- The text of the function that finds up to 250 of them after the place that a run has reached. How many is no parameter: a plan
-- that is kept for any number is none for few.
create or replace function estorno.stale_body(tool estorno.job_tables)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- The index has them by time already: to sort by id as well is left to those that are taken.
  search text := $sql$select array_agg(stale.id), array_agg(stale.at) into job_ids, places from (
      select * from (
        select j.id, %3$s as at from %1$s where %2$s and (%3$s, %4$s) > (place.reached_at, place.reached_id)
        order by at fetch first 250 rows with ties) oldest
      order by at, id limit 250) stale$sql$;
  listed text := format('select from estorno.attention a where a.table_name = %L and a.job_id = j.id', tool.table_name);
  jobs text := format('(%s) j', estorno.jobs_sql(tool));
begin
  return format(
    $body$
#variable_conflict use_column
begin
  if place.pass = 1 then
    %s;
  else
    %s;
  end if;
end
$body$,
    format(search, jobs, format('%s and exists (%s) is false', estorno.stale_sql(tool), listed), 'j.created_at', 'j.id'),
    format(search, format('estorno.attention a join %s on j.id = a.job_id', jobs),
      format('%s and a.table_name = %L and a.last_run_id < place.run_id', estorno.stale_sql(tool), tool.table_name), 'a.last_tried_at', 'a.job_id'));
end
$$;
revoke all on function estorno.stale_body(estorno.job_tables) from public, anon, authenticated, service_role;

-- The next jobs of a table that a run has to end, after the place it has reached: in its first pass the fresh ones, oldest
-- first, in the second those on the attention list that neither it nor a later run has tried, whoever was tried longest ago first.
-- So a run looks at each job once, whatever becomes of it. Null when none is left.
-- Raises 55P03 when somebody holds the table as a whole: the other tables must not wait for that.
create or replace function estorno.stale_jobs(tool estorno.job_tables, place estorno.cleanup_run_tables)
returns estorno.stale_queue
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '100ms'
as $$
declare
  queue estorno.stale_queue;
begin
  if place.pass = 2 and not exists (
    select from estorno.attention a where a.table_name = tool.table_name and a.last_run_id < place.run_id) then
    return null; -- the usual case
  end if;
  execute format('select * from %s($1)', estorno.kept_function(tool, 'stale')) into queue.job_ids, queue.places using place;
  return queue;
end
$$;
revoke all on function estorno.stale_jobs(estorno.job_tables, estorno.cleanup_run_tables)
  from public, anon, authenticated, service_role;

-- Puts jobs that could not be ended on the attention list, or counts one more try; those from before the installation stay
-- what they are. A line that another run holds is left to it: nobody waits longer than 10 ms, with all that a run has locked.
create or replace function estorno.note_attention(table_name text, job_ids uuid[], run_id bigint, reason text, detail text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '10ms'
as $$
begin
  update estorno.attention a set
    reason = case a.reason when 'predates_installation' then a.reason else note_attention.reason end,
    detail = note_attention.detail, tries = a.tries + 1, last_tried_at = now(), last_run_id = greatest(a.last_run_id, note_attention.run_id)
  where (a.table_name, a.job_id) in (
    select listed.table_name, listed.job_id from estorno.attention listed
    where listed.table_name = note_attention.table_name and listed.job_id = any (job_ids) for update skip locked);
  insert into estorno.attention (table_name, job_id, reason, detail, tries, last_run_id)
  select note_attention.table_name, job_id, note_attention.reason, note_attention.detail, 1, note_attention.run_id
  from unnest(job_ids) job_id
  on conflict do nothing;
exception when lock_not_available then
  null; -- another run lists one of them at this moment
end
$$;
revoke all on function estorno.note_attention(text, uuid[], bigint, text, text) from public, anon, authenticated, service_role;

-- Whether somebody holds, or waits to hold, one of the tables that the door writes as a whole: then no job can be ended.
create or replace function estorno.whole_table_is_held(tool estorno.job_tables)
returns boolean
language sql
set search_path = pg_catalog, pg_temp
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

-- Takes a batch of stale jobs through the door, all of them or none: one that cannot be ended takes the others back with it,
-- and refused says that fewer have to be tried. A single job that cannot be ended goes to the attention list; so does what
-- the door left out because somebody has it locked, which is no failure.
-- Raises when a whole table is held: to ask job by job would take minutes.
create or replace function estorno.end_stale_jobs(
  tool estorno.job_tables, job_ids uuid[], run_id bigint, actor text, actor_id uuid, act_id uuid,
  out cancelled_count integer, out refunded_credits bigint, out failures integer, out refused boolean)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  settled uuid[];
  busy uuid[];
  problem text;
begin
  failures := 0;
  refused := false;
  select array_agg(s.job_id), count(*), coalesce(sum(s.refunded_credits), 0) into settled, cancelled_count, refunded_credits
  from estorno.settle_ai_jobs(tool, job_ids, 'timeout', actor, actor_id, null, act_id) s;
  if cancelled_count < cardinality(job_ids) then
    execute format('select array_agg(j.id) from (%s) j where j.id = any ($1) and j.id <> all ($2) and j.past_limit', estorno.jobs_sql(tool))
      into busy using job_ids, coalesce(settled, '{}');
    perform estorno.note_attention(tool.table_name, busy, run_id, 'busy', 'a row of the job or of its customer is locked');
  end if;
exception when others or assert_failure then
  get stacked diagnostics problem = pg_exception_detail;
  problem := coalesce(nullif(problem, ''), sqlerrm);
  if sqlstate = '55P03' and estorno.whole_table_is_held(tool) then
    raise;
  end if;
  cancelled_count := 0; refunded_credits := 0;
  refused := cardinality(job_ids) > 1;
  if not refused then
    failures := 1;
    perform estorno.note_attention(tool.table_name, job_ids, run_id,
      case sqlstate when 'PT500' then 'refund_failed' when '55P03' then 'busy' else 'not_ended' end, problem);
  end if;
end
$$;
revoke all on function estorno.end_stale_jobs(estorno.job_tables, uuid[], bigint, text, uuid, uuid)
  from public, anon, authenticated, service_role;

-- How many jobs a run takes next, after so many: as many times as many as their time fits into that of a batch, but twice to eight
-- times, and 250 at most; the same batch again when it took longer than that, half of it when twice as long. After a refusal a
-- quarter, and no more than that until the jobs of the refused batch are behind it: so one bad job among 250 costs five refusals, and
-- a hundred among 1,000 about 700 tries, not 1,000 savepoints.
create or replace function estorno.after_batch(
  place estorno.cleanup_run_tables, jobs integer, refused boolean, took interval, batch_time interval)
returns estorno.cleanup_run_tables
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  fits numeric := floor(extract(epoch from batch_time) / greatest(extract(epoch from took), 0.001));
begin
  place.careful_for := case when refused then jobs else greatest(place.careful_for - jobs, 0) end;
  place.suspect := place.suspect and place.careful_for > 0;
  place.batch := case
    when refused then greatest(jobs / 4, 1)
    when took > 2 * batch_time then greatest(place.batch / 2, 1)
    when took > batch_time or place.careful_for > 0 then place.batch
    else least(greatest(place.batch, jobs * least(greatest(fits, 2), 8)), 250)
  end;
  return place;
end
$$;
revoke all on function estorno.after_batch(estorno.cleanup_run_tables, integer, boolean, interval, interval)
  from public, anon, authenticated, service_role;

-- What a run of the same role that was cut off leaves to the next one: for the first 250 jobs of each table this one takes them
-- one by one and commits after each. So if it is cut off as well, the job is known: it waits for the second pass of the
-- one after. Without this a job that outlasts every statement_timeout would be met first at every tick.
create or replace function estorno.learn_from_cut_off_run(run_id bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  cut_off estorno.cleanup_run_tables;
begin
  select p.* into cut_off
  from estorno.cleanup_runs r join estorno.cleanup_run_tables p on p.run_id = r.id
  where r.id = (
      select max(last.id) from estorno.cleanup_runs last
      where last.id < learn_from_cut_off_run.run_id and last.started_by = 'cron' and last.ran_as = session_user)
    and r.finished_at is null and r.started_at < now() - interval '4 minutes' and p.pass < 3 and p.error is null
  order by p.pass, p.served_at, p.table_name limit 1;
  if cut_off.run_id is null then
    return;
  end if;
  update estorno.cleanup_run_tables p set suspect = true, careful_for = 250 where p.run_id = learn_from_cut_off_run.run_id;
  if cut_off.suspect then
    perform estorno.note_attention(t.table_name, (estorno.stale_jobs(t, cut_off)).job_ids[:1], 0, 'not_ended', 'the run was cut off at this job')
    from estorno.usable_job_tables() t where t.table_name = cut_off.table_name;
  end if;
exception when others then
  null; -- no hint is worth the run: raised on, this would end it here, and every one after it
end
$$;
revoke all on function estorno.learn_from_cut_off_run(bigint) from public, anon, authenticated, service_role;

-- Begins a run: its row in the log, a seal on what was recorded before, and away with what has become moot (old runs, attention
-- for jobs that are over or gone).
-- What a parallel run takes away at this moment is left to it: to wait would be to wait for the whole of that run.
create or replace function estorno.begin_cleanup_run(started_by text, started_by_id uuid default null)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '100ms'
as $$
declare
  tool estorno.job_tables;
  run_id bigint;
begin
  insert into estorno.cleanup_runs (started_by, started_by_id)
  values (begin_cleanup_run.started_by, begin_cleanup_run.started_by_id) returning id into run_id;
  insert into estorno.cleanup_run_tables (run_id, table_name) select run_id, t.table_name from estorno.job_tables t;
  perform estorno.seal_records();
  delete from estorno.cleanup_runs r where r.id in (
    select moot.id from estorno.cleanup_runs moot where moot.started_at < now() - interval '30 days' for update skip locked);
  for tool in
    select * from estorno.job_tables t
    where exists (select from estorno.attention a where a.table_name = t.table_name)
  loop
    begin
      execute format('delete from estorno.attention a where (a.table_name, a.job_id) in (
          select moot.table_name, moot.job_id from estorno.attention moot where moot.table_name = %L and not exists (
            select from public.%I j where j.id = moot.job_id and j.status <> all (%L)) for update skip locked)',
        tool.table_name, tool.table_name, tool.over_statuses);
    exception when others then
      continue; -- held as a whole by somebody, or of another shape than it was: the run will say so
    end;
  end loop;
  if started_by = 'cron' then
    perform estorno.learn_from_cut_off_run(run_id);
    begin
      perform estorno.keep_functions();
    exception when others then
      null; -- the door makes what it needs
    end;
  end if;
  return run_id;
end
$$;
revoke all on function estorno.begin_cleanup_run(text, uuid) from public, anon, authenticated, service_role;

-- Works on all registered tables: first every table's fresh jobs, then what failed in earlier runs, so that a bad job never
-- costs another one its turn. The tables take turns, whoever was served longest ago first: so a slow one keeps none of the others from its end.
-- At most 10,000 jobs or 5 s a call (the API's statement_timeout is 8 s); for an admin (their id)
-- 1,000 jobs or 1 s: cron will come anyway, and a click shall make nobody wait.
-- With the transaction's setting estorno.batch_size a call takes at most that many jobs, or 40 ms, and belongs to the session's
-- run, whose number stands in estorno.run_id until nothing is left: that is how the cron command commits in between, so that
-- no customer waits long for their credits row. Its first call only begins the run, so that a run that dies is in the log.
-- Returns what this call did, one row a table.
create or replace function estorno.run_cleanup(admin uuid)
returns table (table_name text, cancelled_count integer, refunded_credits bigint, failures integer)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  batch_size integer := case when admin is null then nullif(current_setting('estorno.batch_size', true), '')::integer end;
  act_id uuid := case when admin is not null then gen_random_uuid() end;
  actor text := case when admin is not null then 'admin' when batch_size is null then 'service' else 'cron' end;
  begun_run bigint := case when actor = 'cron' then nullif(current_setting('estorno.run_id', true), '')::bigint end;
  this_run bigint := coalesce(begun_run, estorno.begin_cleanup_run(actor, admin));
  budget integer := coalesce(batch_size, case actor when 'admin' then 1000 else 10000 end);
  deadline timestamptz := clock_timestamp()
    + case actor when 'service' then interval '5 s' when 'admin' then interval '1 s' else interval '40 ms' end;
  batch_time interval := case actor when 'cron' then interval '40 ms' else interval '250 ms' end;
  tools estorno.job_tables[];
  places estorno.cleanup_run_tables[];
  before estorno.cleanup_run_tables[];
  queues estorno.stale_queue[];
  jobs integer;
  ended record;
  began timestamptz;
  worked boolean;
  taken boolean := false;
begin
  if actor = 'cron' and begun_run is null then
    perform set_config('estorno.run_id', this_run::text, false);
    budget := 0;
  end if;
  select array_agg(turn.t), array_agg(turn.p) into tools, places from (
    select t, p from estorno.job_tables t join estorno.cleanup_run_tables p on p.run_id = this_run and p.table_name = t.table_name
    order by p.served_at, p.table_name) turn;
  before := places;
  queues := array_fill(null::estorno.stale_queue, array[coalesce(cardinality(tools), 0)]);

  for current_pass in 1 .. 2 loop
    loop
      worked := false;
      for i in 1 .. coalesce(cardinality(tools), 0) loop
        continue when budget = 0 or not tools[i].enabled or places[i].error is not null or places[i].pass <> current_pass
          or places[i].suspect and taken;
        worked := true;
        begin
          if coalesce(cardinality(queues[i].job_ids), 0) = 0 then
            queues[i] := estorno.stale_jobs(tools[i], places[i]);
          end if;
          if queues[i].job_ids is null then
            places[i].pass := current_pass + 1;
            places[i].reached_at := '-infinity';
          else
            jobs := least(places[i].batch, budget, cardinality(queues[i].job_ids));
            began := clock_timestamp();
            taken := true;
            ended := estorno.end_stale_jobs(tools[i], queues[i].job_ids[:jobs], this_run, actor, admin, act_id);
            places[i].cancelled_count := places[i].cancelled_count + ended.cancelled_count;
            places[i].refunded_credits := places[i].refunded_credits + ended.refunded_credits;
            places[i].failures := places[i].failures + ended.failures;
            places[i].served_at := clock_timestamp();
            places[i] := estorno.after_batch(places[i], jobs, ended.refused, clock_timestamp() - began, batch_time);
            if not ended.refused then
              places[i].reached_at := queues[i].places[jobs];
              places[i].reached_id := queues[i].job_ids[jobs];
              queues[i].job_ids := queues[i].job_ids[jobs + 1:];
              queues[i].places := queues[i].places[jobs + 1:];
              budget := budget - jobs;
            end if;
          end if;
        exception when others or assert_failure then
          places[i].error := sqlerrm;
          places[i].failures := places[i].failures + 1;
        end;
        budget := case when clock_timestamp() < deadline and not (taken and places[i].suspect) then greatest(budget, 0) else 0 end;
      end loop;
      exit when not worked;
    end loop;
  end loop;

  update estorno.cleanup_run_tables t set
    cancelled_count = p.cancelled_count, refunded_credits = p.refunded_credits, failures = p.failures, error = p.error,
    pass = p.pass, reached_at = p.reached_at, reached_id = p.reached_id, batch = p.batch, careful_for = p.careful_for,
    served_at = p.served_at, suspect = p.suspect
  from unnest(places) p where t.run_id = p.run_id and t.table_name = p.table_name;
  if actor <> 'cron' or not exists (
    select from unnest(tools) t join unnest(places) p using (table_name) where t.enabled and p.error is null and p.pass < 3) then
    update estorno.cleanup_runs r set finished_at = clock_timestamp() where r.id = this_run;
    if actor = 'cron' then
      perform set_config('estorno.run_id', '', false);
    end if;
  end if;
  return query
    select p.table_name, p.cancelled_count - b.cancelled_count, p.refunded_credits - b.refunded_credits, p.failures - b.failures
    from unnest(places) p join unnest(before) b using (table_name) order by p.table_name;
end
$$;
revoke all on function estorno.run_cleanup(uuid) from public, anon, authenticated, service_role;

create or replace function estorno.cleanup_stale_jobs()
returns table (table_name text, cancelled_count integer, refunded_credits integer)
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
  select t.table_name, t.cancelled_count, least(t.refunded_credits, 2147483647)::integer from estorno.run_cleanup(null) t
$$;
revoke all on function estorno.cleanup_stale_jobs() from public, anon, authenticated, service_role;
grant execute on function estorno.cleanup_stale_jobs() to service_role;

-- Ends every job that waits or runs longer than its tool allows, in all registered tables, and gives the credits back.
-- Returns one row a table, also when nothing was to do: the jobs it ended and the credits it gave back, by this call alone.
-- For cron and the service role. Jobs that cannot be ended stay as they are and go to the attention list.
create or replace function public.cleanup_all_stale_ai_jobs()
returns table (table_name text, cancelled_count integer, refunded_credits integer)
language sql
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.cleanup_stale_jobs()
$$;
revoke all on function public.cleanup_all_stale_ai_jobs() from public, anon, authenticated, service_role;
grant execute on function public.cleanup_all_stale_ai_jobs() to service_role;
