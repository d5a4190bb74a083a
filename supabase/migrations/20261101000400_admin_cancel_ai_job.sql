-- The admin's click: is the caller an admin? → the door.

-- The caller's id when they are an admin at this moment (a row in user_roles, never a claim); raises 42501 otherwise.
create or replace function estorno.require_admin()
returns uuid
language plpgsql stable
set search_path = ''
as $$
declare
  caller uuid := auth.uid();
begin
  if caller is null or public.has_role(caller, 'admin') is not true then
    raise exception 'Somente administradores podem fazer isto.' using errcode = '42501';
  end if;
  return caller;
end
$$;
revoke all on function estorno.require_admin() from public, anon, authenticated, service_role;

-- Ends one job for an admin; see public.admin_cancel_ai_job. While somebody else holds the job or its customer's credits it
-- tries again every 20 ms for 5 s, and each try gives its locks up first: so it is never part of a deadlock.
create or replace function estorno.admin_cancel_ai_job(job_table text, job_id uuid, reason text)
returns table (outcome text, status text, refunded_credits integer, new_balance integer)
language plpgsql security definer
set search_path = ''
as $$
declare
  admin uuid := estorno.require_admin();
  tool estorno.job_tables := estorno.job_table(job_table);
  settled estorno.settlements;
  found_status text;
begin
  if length(reason) > 500 or reason ~ '[[:cntrl:]]' then
    raise exception 'O motivo pode ter até 500 caracteres, sem caracteres de controle.' using errcode = '22023';
  end if;
  for attempt in 1 .. 250 loop
    begin
      select * into settled from estorno.settle_ai_jobs(tool, array[job_id], 'cancel', 'admin', admin, reason);
      if settled.job_id is not null then
        return query select 'cancelled', settled.status_after, settled.refunded_credits, settled.balance_after;
        return;
      end if;
      execute format('select j.status from public.%I j where j.id = $1', tool.table_name) into found_status using job_id;
      exit when found_status is null or found_status <> all (tool.waiting_statuses || tool.running_statuses);
      raise lock_not_available;
    exception when lock_not_available or deadlock_detected then
      if attempt = 250 then
        raise exception 'O job está sendo alterado por outro processo. Tente de novo em instantes.' using errcode = '55P03';
      end if;
    end;
    perform pg_sleep(0.02);
  end loop;

  select * into settled from estorno.settlements s where s.table_name = tool.table_name and s.job_id = admin_cancel_ai_job.job_id;
  found_status := coalesce(found_status, settled.status_after);
  if settled.ending = 'cancel' then
    return query select 'replayed', settled.status_after, settled.refunded_credits, settled.balance_after;
  elsif found_status is null then
    return query select 'not_found', null::text, null::integer, null::integer;
  elsif found_status = any (tool.over_statuses) then
    return query select 'already_over', found_status, coalesce(settled.refunded_credits, 0), null::integer;
  else
    raise exception 'O status "%" não está cadastrado para esta ferramenta. Corrija o cadastro antes de cancelar.', found_status
      using errcode = '22023';
  end if;
end
$$;
revoke all on function estorno.admin_cancel_ai_job(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_cancel_ai_job(text, uuid, text) to authenticated;

-- Cancels a running or queued job as an admin and gives the customer what was taken, exactly once.
--   job_table: a registered table; job_id; reason: up to 500 characters, kept in the record
-- outcome: cancelled (now) | replayed (an earlier cancel did; its figures) | already_over | not_found.
-- new_balance: credits after the call, null without a customer.
-- Raises 42501 (not an admin), 22023 (table not registered, bad reason, status word unknown), ES001 (the refund did not
-- happen: the job is as before), 55P03 (locked by somebody for 5 s: try again).
create or replace function public.admin_cancel_ai_job(job_table text, job_id uuid, reason text default null)
returns table (outcome text, status text, refunded_credits integer, new_balance integer)
language sql
set search_path = ''
as $$
  select * from estorno.admin_cancel_ai_job(job_table, job_id, reason)
$$;
revoke all on function public.admin_cancel_ai_job(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.admin_cancel_ai_job(text, uuid, text) to authenticated;
