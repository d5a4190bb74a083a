-- Is the cleaner alive? The panel, the doctor and any monitor ask here.

-- state: ok | late (a run was missed: more than 6 minutes since the last one that finished well) | down (two were missed: 11).
--   A fresh installation counts from its first registered table. A run that goes on has not missed its turn: while it is the
--   first since then, it counts from its own beginning.
-- problems: what to mend, empty when all is well: late, down, run_failed (the last run did not finish or a table could not be
--   worked on), table_unusable (a registered table is gone, or a column of it is, or has another type), refunds_failing (no
--   refund succeeded since a job could not be ended for the first time), attention_unreadable, records_unsealed (for half an hour
--   no run could seal what was recorded), cron_run_failed (pg_cron says so of its last run), cron_unscheduled, cron_inactive,
--   cron_doubled, and cron_absent (only when nothing else runs the cleanup in time).
-- failed_*_24h: jobs that could not be ended, runs that were killed or failed in part, runs that pg_cron reports as failed.
-- attention_jobs: all that need a human; when that list cannot be read, those that a run has put on it.
-- next_run_at: when pg_cron is due, null when nothing is scheduled.
-- record_head: the digest of the newest seal, for a monitor to keep (see estorno.verify_records).
-- Definer, so that a monitor's role needs no right but this one; granted to nobody here.
create or replace function estorno.cleaner_health()
returns table (
  state text, problems text[], last_success_at timestamptz, age_seconds integer, next_run_at timestamptz,
  failed_jobs_24h integer, failed_runs_24h integer, failed_cron_runs_24h integer, attention_jobs integer, record_head text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  cron_jobs integer := 0;
  active_jobs integer := 0;
  last_run_failed boolean;
  last_cron_run text;
  silent_since timestamptz;
  last_sealed_at timestamptz;
begin
  problems := '{}';
  select max(r.finished_at) into last_success_at from estorno.cleanup_runs r
  where not exists (select from estorno.cleanup_run_tables t where t.run_id = r.id and t.error is not null);
  silent_since := coalesce(last_success_at, (select min(t.registered_at) from estorno.job_tables t));
  age_seconds := extract(epoch from now() - silent_since);
  silent_since := coalesce((
    select min(r.started_at) from estorno.cleanup_runs r where r.started_at > silent_since
    having count(*) = 1 and bool_and(r.finished_at is null)), silent_since);
  state := case when silent_since < now() - interval '11 minutes' then 'down' when silent_since < now() - interval '6 minutes' then 'late' else 'ok' end;
  if state <> 'ok' then
    problems := problems || state;
  end if;

  select coalesce(sum(t.failures), 0) into failed_jobs_24h
  from estorno.cleanup_runs r join estorno.cleanup_run_tables t on t.run_id = r.id where r.started_at > now() - interval '24 hours';
  select count(*) filter (where f.failed), (array_agg(f.failed order by f.started_at desc))[1] into failed_runs_24h, last_run_failed
  from (
    select r.started_at, r.finished_at is null and (r.started_at < now() - interval '10 minutes'
        or exists (select from estorno.cleanup_runs later where later.ran_as = r.ran_as and later.started_by = 'cron' and later.id > r.id))
      or exists (select from estorno.cleanup_run_tables t where t.run_id = r.id and t.error is not null) as failed
    from estorno.cleanup_runs r where r.started_at > now() - interval '24 hours') f;
  if last_run_failed then
    problems := problems || 'run_failed'::text;
  end if;
  if exists (select from estorno.job_tables t where t.table_name not in (select u.table_name from estorno.usable_job_tables() u)) then
    problems := problems || 'table_unusable'::text;
  end if;
  -- A job or two that fail again and again need a human, and are no fault of the cleaner; neither are any beside others of
  -- their tool that end.
  if exists (
    select from (
      select a.table_name, a.reason, max(a.first_tried_at) as since from estorno.attention a
      where a.reason in ('refund_failed', 'not_ended') group by a.table_name, a.reason having count(*) >= 3) failing
    where not exists (
      select from estorno.settlements s where s.table_name = failing.table_name and s.settled_at >= failing.since
        and s.ending <> 'close' and (s.refunded_credits > 0 or failing.reason = 'not_ended'))) then
    problems := problems || 'refunds_failing'::text;
  end if;

  select encode(s.digest, 'hex'), s.sealed_at into record_head, last_sealed_at from estorno.seals s order by s.number desc limit 1;
  if state = 'ok' and coalesce(last_sealed_at, '-infinity') < now() - interval '30 minutes' and exists (
    select from estorno.unsealed_lines u where u.oldest < now() - interval '30 minutes') then
    problems := problems || 'records_unsealed'::text;
  end if;

  failed_cron_runs_24h := 0;
  if to_regclass('cron.job') is not null then
    execute $sql$select count(*), count(*) filter (where active) from cron.job
      where command ilike '%cleanup\_all\_stale\_ai\_jobs%' and database = current_database()$sql$ into cron_jobs, active_jobs;
    -- A run that never began has no start_time. It is one of this day's when it is among the job's last 288, one in 5 minutes,
    -- and none after it began a day ago or more.
    execute $sql$select count(*) filter (where d.status = 'failed' and (d.start_time > now() - interval '24 hours' or d.start_time is null
        and d.place <= 288
        and d.runid > (select coalesce(max(o.runid), 0) from cron.job_run_details o where o.start_time <= now() - interval '24 hours'))),
        (array_agg(d.status order by d.runid desc) filter (where d.status in ('succeeded', 'failed')))[1]
      from (
        select r.*, row_number() over (partition by r.jobid order by r.runid desc) as place
        from cron.job_run_details r join cron.job j on j.jobid = r.jobid where j.command ilike '%cleanup\_all\_stale\_ai\_jobs%') d$sql$
      into failed_cron_runs_24h, last_cron_run;
    next_run_at := case when active_jobs > 0 then date_bin('5 minutes', now(), 'epoch'::timestamptz) + interval '5 minutes' end;
  end if;
  problems := problems || case
    when to_regclass('cron.job') is null then case when state <> 'ok' then 'cron_absent' end
    when cron_jobs = 0 then 'cron_unscheduled'
    when active_jobs = 0 then 'cron_inactive'
    when active_jobs > 1 or 1 < (
      select count(distinct r.ran_as) from estorno.cleanup_runs r where r.started_by = 'cron' and r.started_at > now() - interval '15 minutes')
    then 'cron_doubled'
  end;
  problems := array_remove(problems || case when last_cron_run = 'failed' then 'cron_run_failed' end, null);
  begin
    attention_jobs := (select count(*) from estorno.list_attention(null));
  exception when others then
    problems := problems || 'attention_unreadable'::text;
    attention_jobs := (select count(*) from estorno.attention);
  end;
  return next;
end
$$;
revoke all on function estorno.cleaner_health() from public, anon, authenticated, service_role;

create or replace function estorno.admin_cleaner_health()
returns table (
  state text, problems text[], last_success_at timestamptz, age_seconds integer, next_run_at timestamptz,
  failed_jobs_24h integer, failed_runs_24h integer, failed_cron_runs_24h integer, attention_jobs integer, record_head text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.require_admin();
  return query select * from estorno.cleaner_health();
end
$$;
revoke all on function estorno.admin_cleaner_health() from public, anon, authenticated, service_role;
grant execute on function estorno.admin_cleaner_health() to authenticated;

-- The cleaner's health, one row (see estorno.cleaner_health), for admins. Raises 42501 (not an admin).
create or replace function public.admin_cleaner_health()
returns table (
  state text, problems text[], last_success_at timestamptz, age_seconds integer, next_run_at timestamptz,
  failed_jobs_24h integer, failed_runs_24h integer, failed_cron_runs_24h integer, attention_jobs integer, record_head text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_cleaner_health()
$$;
revoke all on function public.admin_cleaner_health() from public, anon, authenticated, service_role;
grant execute on function public.admin_cleaner_health() to authenticated;
