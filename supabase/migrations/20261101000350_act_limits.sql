-- What an admin's session may do in wrong hands: so many acts a minute and, where the owner of the database says so, give back
-- so many credits a day. What they may do at all is the next file's.

create table if not exists estorno.settings (
  one_row boolean primary key default true check (one_row),
  acts_per_minute integer default 60 check (acts_per_minute > 0), -- of each admin; null: no limit
  -- what each admin may give back from midnight to midnight in São Paulo; above it a second one confirms; null: no cap
  daily_credit_cap integer check (daily_credit_cap >= 0)
);
alter table estorno.settings enable row level security;
revoke all on estorno.settings from public, anon, authenticated, service_role;
insert into estorno.settings default values on conflict do nothing;

create index if not exists settlements_by_admin on estorno.settlements (actor_id, settled_at) where actor_id is not null;

-- The seconds until an admin's acts of the last minute are fewer than the limit; null when they are. An act is the end of one
-- job, the change of a tool, or all ends that share an act_id, up to 10,000 of them: a caller can reuse its own act_id, and so
-- goes on with that act, but not without end. What changed nothing left nothing to be counted.
create or replace function estorno.seconds_over_limit(admin uuid, act_id uuid, acts_per_minute integer)
returns integer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  minute_ago timestamptz := now() - interval '1 minute';
  in_the_way timestamptz; -- the act that has to be a minute old first
begin
  select max(act.at) into in_the_way
  from (
    select each.at, sum(each.acts) over (order by each.at desc rows unbounded preceding) as acts
    from (
      select max(s.settled_at) as at,
        case when s.act_id = seconds_over_limit.act_id then count(*) / 10000 else (count(*) + 9999) / 10000 end as acts
      from estorno.settlements s where s.actor_id = admin and s.settled_at > minute_ago and (s.ending <> 'timeout' or s.act_id is null)
      group by s.act_id, case when s.act_id is null then s.id end
      union all
      select c.changed_at, 1 from estorno.tool_changes c where c.changed_by = admin and c.changed_at > minute_ago
      union all
      select r.started_at, 1 from estorno.cleanup_runs r where r.started_by_id = admin and r.started_at > minute_ago) each) act
  where act.acts >= acts_per_minute;
  return case when in_the_way is not null then
    greatest(ceil(extract(epoch from in_the_way + interval '1 minute' - clock_timestamp())), 1) end;
end
$$;
revoke all on function estorno.seconds_over_limit(uuid, uuid, integer) from public, anon, authenticated, service_role;

-- Whether an act needs not wait for the admin's other ones that are on their way: those have so many numbered places as half of
-- the limit, and less than half of it is on record, so that they cannot be too many together. False gives the locks back.
create or replace function estorno.is_far_from_limit(admin uuid, acts_per_minute integer)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  half integer := acts_per_minute / 2;
  on_record integer;
begin
  for place in 1 .. half loop
    if pg_try_advisory_xact_lock(hashtextextended(admin::text, place)) then
      if pg_try_advisory_xact_lock_shared(hashtextextended(admin::text, 0)) then
        select count(*) into on_record from (
          select from estorno.settlements s where s.actor_id = admin and s.settled_at > now() - interval '1 minute'
          union all
          select from estorno.tool_changes c where c.changed_by = admin and c.changed_at > now() - interval '1 minute'
          union all
          select from estorno.cleanup_runs r where r.started_by_id = admin and r.started_at > now() - interval '1 minute'
          limit half) act;
        if on_record < half then
          return true;
        end if;
      end if;
      exit;
    end if;
  end loop;
  raise lock_not_available;
exception when lock_not_available then
  return false;
end
$$;
revoke all on function estorno.is_far_from_limit(uuid, integer) from public, anon, authenticated, service_role;

-- Waits until none of the admin's other acts is on its way, and keeps them waiting until this one is over; false after 2 s.
create or replace function estorno.is_alone(admin uuid)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(admin::text, 0));
  return true;
exception when lock_not_available then
  return false;
end
$$;
revoke all on function estorno.is_alone(uuid) from public, anon, authenticated, service_role;

-- The seconds an admin has to wait before the act, null for none. Asked before anything else is locked, so that no circle can
-- close. Whoever is far from the limit waits for nobody; the others, and all where there is a cap to be counted, go one by one.
create or replace function estorno.seconds_to_wait(admin uuid, act_id uuid default null)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  settings estorno.settings;
begin
  select s.* into settings from estorno.settings s;
  if settings.daily_credit_cap is null and (
    settings.acts_per_minute is null or estorno.is_far_from_limit(admin, settings.acts_per_minute)) then
    return null;
  elsif not estorno.is_alone(admin) then
    return 1;
  end if;
  return estorno.seconds_over_limit(admin, act_id, settings.acts_per_minute);
end
$$;
revoke all on function estorno.seconds_to_wait(uuid, uuid) from public, anon, authenticated, service_role;

-- Raises PT429, which the API answers with 429, unless there is nothing to wait for.
create or replace function estorno.refuse_until(seconds integer)
returns void
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if seconds is not null then
    raise exception 'Muitas ações em pouco tempo. Tente de novo em % s.', seconds
      using errcode = 'PT429', detail = json_build_object('retryAfterSeconds', seconds), hint = 'rate_limited';
  end if;
end
$$;
revoke all on function estorno.refuse_until(integer) from public, anon, authenticated, service_role;

-- The admin, when they may act now; raises PT429 otherwise. act_id: what many calls of one act share.
create or replace function estorno.admit_act(admin uuid, act_id uuid default null)
returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.refuse_until(estorno.seconds_to_wait(admin, act_id));
  return admin;
end
$$;
revoke all on function estorno.admit_act(uuid, uuid) from public, anon, authenticated, service_role;
