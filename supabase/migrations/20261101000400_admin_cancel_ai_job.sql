-- The admin's click: is the caller an admin? → the door.

-- Whatever refuses an admin says why in Portuguese, and in the error's hint (of one job among many: problem_code) by a word that
-- a program can read or translate:
--   42501   not_admin
--   22023   table_not_registered, bad_reason, reason_required, unknown_status, not_on_attention_list, jobs_malformed, filter_invalid
--           limit_invalid, clock_under_cap, status_word_invalid, tool_value_invalid, status_known, status_has_ended_jobs
--           table_not_ready (the message goes on with what the table lacks, a line each, with SQL for a developer)
--           no_cap, cap_raise_invalid, cap_raise_waiting, cap_raise_not_found, cap_raise_expired, own_cap_raise
--   PT429   rate_limited, daily_cap (detail: {"retryAfterSeconds"}; of the cap capCredits, usedCredits and askedCredits as well)
--   PT500   refund_failed, other_code_moved_credits (detail: the database's or the host's words, for a developer)
--   P0001   status_kept
--   55P03   job_busy, table_busy
-- Of one job among many also: table_unusable (its columns changed), not_ended (the database refused).

-- The caller's id when they are an admin at this moment (a row in user_roles, never a claim); raises 42501 otherwise.
create or replace function estorno.require_admin()
returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  caller uuid := auth.uid();
begin
  if caller is null or public.has_role(caller, 'admin') is not true then
    raise exception 'Somente administradores podem fazer isto.' using errcode = '42501', hint = 'not_admin';
  end if;
  return caller;
end
$$;
revoke all on function estorno.require_admin() from public, anon, authenticated, service_role;

-- Who has acted as an admin by the record. From one admin to the next by the index: to look for each person, or through all ends,
-- would be to read the whole record.
create or replace function estorno.acting_admins()
returns setof uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    with recursive admins (id) as (
      (select s.actor_id from estorno.settlements s where s.actor_id is not null order by s.actor_id limit 1)
      union all
      select (select s.actor_id from estorno.settlements s where s.actor_id > admins.id order by s.actor_id limit 1)
      from admins where admins.id is not null)
    select admins.id from admins where admins.id is not null
    union select c.actor_id from estorno.changes c where c.actor_id is not null;
end
$$;
revoke all on function estorno.acting_admins() from public, anon, authenticated, service_role;

-- Those of the people who are admins now, or have acted as one by the record: credits that go back to them are marked. Asked when
-- the record is read, so that no end waits for it. Who lost the role without having acted is not known any more, and who has it
-- now need not have had it then.
create or replace function estorno.known_admins(people uuid[])
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select distinct person from unnest(people) person
    where person in (select estorno.acting_admins()) or public.has_role(person, 'admin') is true);
end
$$;
revoke all on function estorno.known_admins(uuid[]) from public, anon, authenticated, service_role;

-- Raises 22023 when a reason is too long to be read, or would not show as it was written. Null is fine.
create or replace function estorno.check_reason(reason text)
returns void
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if length(reason) > 500 or reason ~ '[[:cntrl:]]' then
    raise exception 'O motivo pode ter até 500 caracteres, sem caracteres de controle.' using errcode = '22023', hint = 'bad_reason';
  end if;
end
$$;
revoke all on function estorno.check_reason(text) from public, anon, authenticated, service_role;

-- Takes one job through the door for an admin, unless they have to wait; what would change nothing waits for nothing. While somebody else holds the job or its customer's credits it tries again
-- after 2, 4, 8 … 50 ms, 5 s in all (then 55P03), and each try gives its locks up first: so it is never part of a deadlock.
-- Returns whether this call settled the job; if not, the job's status (null: no such job).
create or replace function estorno.settle_for_admin(
  tool estorno.job_tables, job_id uuid, ending text, admin uuid, reason text,
  out settled_now boolean, out status text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  claimable boolean;
  seconds_to_wait integer;
  attempt integer := 0;
  deadline timestamptz := clock_timestamp() + interval '5 seconds';
begin
  perform estorno.check_reason(reason);
  seconds_to_wait := estorno.seconds_to_wait(admin);
  loop
    begin
      settled_now := seconds_to_wait is null and exists (select from estorno.settle_ai_jobs(tool, array[job_id], ending, 'admin', admin, reason));
      exit when settled_now;
      execute format('select coalesce(j.status, ''''), %s from (%s) j where j.id = $1', estorno.claimable_sql(tool, ending), estorno.jobs_sql(tool))
        into status, claimable using job_id;
      exit when claimable is not true;
      perform estorno.refuse_until(seconds_to_wait);
      raise lock_not_available;
    exception when lock_not_available or deadlock_detected then
      if clock_timestamp() > deadline then
        raise exception 'O job está sendo alterado por outro processo. Tente de novo em instantes.'
            using errcode = '55P03', hint = 'job_busy';
      end if;
    end;
    attempt := attempt + 1;
    perform pg_sleep(least(0.001 * 2 ^ attempt, 0.05));
  end loop;
  if settled_now then
    perform estorno.require_within_cap(tool, array[job_id], admin);
  end if;
end
$$;
revoke all on function estorno.settle_for_admin(estorno.job_tables, uuid, text, uuid, text) from public, anon, authenticated, service_role;

-- What is on record of a job's end; a row of nulls when nothing is.
create or replace function estorno.settlement_of(table_name text, job_id uuid)
returns estorno.settlements
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  settled estorno.settlements;
begin
  select * into settled from estorno.settlements s where s.table_name = settlement_of.table_name and s.job_id = settlement_of.job_id;
  return settled;
end
$$;
revoke all on function estorno.settlement_of(text, uuid) from public, anon, authenticated, service_role;

create or replace function estorno.unknown_status_text(status text)
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select format('O status "%s" não está cadastrado para esta ferramenta. Corrija o cadastro antes de cancelar.', status)
$$;
revoke all on function estorno.unknown_status_text(text) from public, anon, authenticated, service_role;

create or replace function estorno.admin_cancel_ai_job(job_table text, job_id uuid, reason text)
returns table (outcome text, status text, refunded_credits integer, new_balance integer)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  admin uuid := estorno.require_admin();
  tool estorno.job_tables := estorno.job_table(job_table);
  answer record := estorno.settle_for_admin(tool, job_id, 'cancel', admin, reason);
  settled estorno.settlements := estorno.settlement_of(tool.table_name, job_id);
  last_status text := coalesce(answer.status, settled.status_after);
begin
  if settled.ending = 'cancel' then
    return query select case when answer.settled_now then 'cancelled' else 'replayed' end,
      settled.status_after, settled.refunded_credits, settled.balance_after;
  elsif last_status is null then
    return query select 'not_found', null::text, null::integer, null::integer;
  elsif last_status = any (tool.over_statuses) then
    return query select 'already_over', last_status, coalesce(settled.refunded_credits, 0), null::integer;
  else
    raise exception using errcode = '22023', hint = 'unknown_status', message = estorno.unknown_status_text(last_status);
  end if;
end
$$;
revoke all on function estorno.admin_cancel_ai_job(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_cancel_ai_job(text, uuid, text) to authenticated;

-- Cancels a running or queued job as an admin and gives the customer what was taken, exactly once.
--   job_table: a registered table; job_id; reason: up to 500 characters, kept in the record
-- outcome: cancelled (now) | replayed (an earlier cancel did; its figures) | already_over | not_found.
-- new_balance: credits after the call, null without a customer.
-- Raises 42501 (not an admin), 22023 (table not registered, bad reason, status word unknown), PT429 (too many acts, or over the
-- cap of the day: try again after the detail's retryAfterSeconds), PT500 (the refund did not happen: the job is as before), 55P03
-- (locked by somebody for 5 s: try again).
create or replace function public.admin_cancel_ai_job(job_table text, job_id uuid, reason text default null)
returns table (outcome text, status text, refunded_credits integer, new_balance integer)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select * from estorno.admin_cancel_ai_job(job_table, job_id, reason);
end
$$;
revoke all on function public.admin_cancel_ai_job(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.admin_cancel_ai_job(text, uuid, text) to authenticated;
