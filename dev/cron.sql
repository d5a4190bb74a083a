-- A stand-in for pg_cron where it cannot be had: the same schema, tables and functions as pg_cron 1.4.
-- The rows are run by the local start. Schedules: five fields of *, */n or one number, in UTC.
create schema if not exists cron;
revoke all on schema cron from public;

create sequence if not exists cron.jobid_seq;
create table if not exists cron.job (
  jobid bigint primary key default nextval('cron.jobid_seq'),
  schedule text not null,
  command text not null,
  nodename text not null default 'localhost',
  nodeport integer not null default 5432,
  database text not null default current_database(),
  username text not null default current_user,
  active boolean not null default true,
  jobname text,
  constraint jobname_username_uniq unique (jobname, username)
);

create sequence if not exists cron.runid_seq;
create table if not exists cron.job_run_details (
  jobid bigint,
  runid bigint primary key default nextval('cron.runid_seq'),
  job_pid integer,
  database text,
  username text,
  command text,
  status text,
  return_message text,
  start_time timestamptz,
  end_time timestamptz
);

create or replace function cron.require_schedule(schedule text)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if schedule !~ '^\s*((\*(/[1-9]\d?)?|\d{1,2})\s+){4}(\*(/[1-9]\d?)?|\d{1,2})\s*$' then
    raise exception 'invalid schedule: %', schedule using errcode = '22023';
  end if;
  return schedule;
end
$$;

-- Schedules a command, or replaces the caller's job of that name.
create or replace function cron.schedule(job_name text, schedule text, command text)
returns bigint
language sql
set search_path = pg_catalog, pg_temp
as $$
  insert into cron.job (jobname, schedule, command)
  values (job_name, cron.require_schedule(schedule), command)
  on conflict on constraint jobname_username_uniq do update set
    schedule = excluded.schedule, command = excluded.command, active = true
  returning jobid
$$;

create or replace function cron.schedule(schedule text, command text)
returns bigint
language sql
set search_path = pg_catalog, pg_temp
as $$
  insert into cron.job (schedule, command) values (cron.require_schedule(schedule), command) returning jobid
$$;

create or replace function cron.unschedule(job_id bigint)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from cron.job j where j.jobid = job_id and j.username = current_user;
  if not found then
    raise exception 'could not find valid entry for job ''%''', job_id;
  end if;
  return true;
end
$$;

create or replace function cron.unschedule(job_name text)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from cron.job j where j.jobname = job_name and j.username = current_user;
  if not found then
    raise exception 'could not find valid entry for job ''%''', job_name;
  end if;
  return true;
end
$$;

-- Changes what is given; null leaves a part as it is.
create or replace function cron.alter_job(
  job_id bigint, schedule text default null, command text default null, database text default null,
  username text default null, active boolean default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update cron.job j set
    schedule = coalesce(cron.require_schedule(alter_job.schedule), j.schedule),
    command = coalesce(alter_job.command, j.command),
    database = coalesce(alter_job.database, j.database),
    username = coalesce(alter_job.username, j.username),
    active = coalesce(alter_job.active, j.active)
  where j.jobid = job_id and j.username = current_user;
  if not found then
    raise exception 'could not find valid entry for job ''%''', job_id;
  end if;
end
$$;
