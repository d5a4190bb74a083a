-- What needs a human: jobs that the clock could not or may not end, and the acts that mend them.

do $$
begin
  if to_regtype('estorno.attention_row') is null then
    create type estorno.attention_row as (
      table_name text, tool_label text, job_id uuid, user_id uuid, status text, created_at timestamptz, credits integer,
      reason text, detail text, tries integer, first_tried_at timestamptz, last_tried_at timestamptz);
  end if;
end
$$;

-- Every unfinished job that will not end by itself. Reasons:
--   refund_failed, not_ended (the last try's error is the detail), busy (locked in two runs or more),
--   predates_installation, unknown_age (no creation time, or one in the future), unknown_status (a word nobody registered),
--   table_disabled, overdue (past its limit for two runs and nobody knows why).
create or replace function estorno.list_attention(max_rows integer)
returns setof estorno.attention_row
language plpgsql stable
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
  jobs text;
begin
  select string_agg(format(
    $sql$select %1$L::text as table_name, %2$L::text as tool_label, j.id, j.user_id, coalesce(j.status, '') as status, j.created_at, j.credits,
      coalesce(case when a.reason <> 'busy' or a.tries > 1 then a.reason end, case
        when j.phase = 'unknown' then 'unknown_status'
        when j.created_at is null or j.clock_started_at > now() + interval '5 minutes' then 'unknown_age'
        when not j.past_limit then null
        when not %3$L::boolean then 'table_disabled'
        when j.clock_started_at < now() - j.time_limit - interval '10 minutes' then 'overdue'
      end) as reason, a.detail, coalesce(a.tries, 0) as tries, a.first_tried_at, a.last_tried_at
    from (%4$s) j left join estorno.attention a on a.table_name = %1$L and a.job_id = j.id
    where %5$s$sql$,
    t.table_name, t.label, t.enabled, estorno.jobs_sql(t), estorno.not_over_sql(t)), E'\nunion all\n')
  into jobs
  from estorno.usable_job_tables() t;
  if jobs is not null then
    return query execute format('select * from (%s) u where u.reason is not null order by u.created_at nulls first, u.id limit $1', jobs)
      using max_rows;
  end if;
end
$$;
revoke all on function estorno.list_attention(integer) from public, anon, authenticated, service_role;

create or replace function estorno.admin_list_attention(max_rows integer)
returns table (
  table_name text, tool_label text, job_id uuid, customer_name text, customer_email text, status text, created_at timestamptz,
  credits integer, reason text, detail text, tries integer, first_tried_at timestamptz, last_tried_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.require_admin();
  return query
    select a.table_name, a.tool_label, a.job_id, p.name, p.email, a.status, a.created_at, a.credits, a.reason, a.detail,
      a.tries, a.first_tried_at, a.last_tried_at
    from estorno.list_attention(least(max_rows, 1000)) a left join public.profiles p on p.id = a.user_id
    order by a.created_at nulls first, a.job_id;
end
$$;
revoke all on function estorno.admin_list_attention(integer) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_attention(integer) to authenticated;

-- The jobs that need a human, oldest first, with the reason (see estorno.list_attention) and the tries so far.
-- max_rows: up to 1,000. Raises 42501 (not an admin).
create or replace function public.admin_list_attention(max_rows integer default 200)
returns table (
  table_name text, tool_label text, job_id uuid, customer_name text, customer_email text, status text, created_at timestamptz,
  credits integer, reason text, detail text, tries integer, first_tried_at timestamptz, last_tried_at timestamptz)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_list_attention(max_rows)
$$;
revoke all on function public.admin_list_attention(integer) from public, anon, authenticated, service_role;
grant execute on function public.admin_list_attention(integer) to authenticated;

create or replace function estorno.admin_close_ai_job(job_table text, job_id uuid, reason text)
returns table (outcome text, status text)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  admin uuid := estorno.require_admin();
  tool estorno.job_tables := estorno.job_table(job_table);
  answer record;
  settled estorno.settlements := estorno.settlement_of(tool.table_name, job_id);
begin
  if coalesce(trim(reason), '') = '' then
    raise exception 'Encerrar sem estorno exige um motivo.' using errcode = '22023', hint = 'reason_required';
  end if;
  if settled.job_id is null and not exists (
    select from estorno.list_attention(null) a where a.table_name = tool.table_name and a.job_id = admin_close_ai_job.job_id) then
    execute format('select j.status from public.%I j where j.id = $1', tool.table_name) into status using job_id;
    if status = any (tool.waiting_statuses || tool.running_statuses) then
      raise exception 'Este job não está na lista de atenção: cancele-o, e os créditos voltam ao cliente.'
        using errcode = '22023', hint = 'not_on_attention_list';
    end if;
  end if;
  answer := estorno.settle_for_admin(tool, job_id, 'close', admin, reason);
  settled := estorno.settlement_of(tool.table_name, job_id);
  outcome := case
    when answer.settled_now then 'closed'
    when settled.ending = 'close' then 'replayed'
    when answer.status is null and settled.job_id is null then 'not_found'
    else 'already_over'
  end;
  status := coalesce(case when settled.ending = 'close' then settled.status_after end, answer.status, settled.status_after);
  return next;
end
$$;
revoke all on function estorno.admin_close_ai_job(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_close_ai_job(text, uuid, text) to authenticated;

-- Encerrar sem estorno: ends a job of the attention list as cancelled and gives nothing back, for what can never be refunded.
--   reason: obligatory, up to 500 characters, kept in the record
-- outcome: closed (now) | replayed (closed before) | already_over | not_found.
-- Raises 42501 (not an admin), 22023 (table not registered, no reason, job not on the attention list), PT429 (too many acts),
-- 55P03 (try again).
create or replace function public.admin_close_ai_job(job_table text, job_id uuid, reason text)
returns table (outcome text, status text)
language sql
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_close_ai_job(job_table, job_id, reason)
$$;
revoke all on function public.admin_close_ai_job(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.admin_close_ai_job(text, uuid, text) to authenticated;

create or replace function estorno.admin_retry_ai_job(job_table text, job_id uuid)
returns table (outcome text, status text, refunded_credits integer, new_balance integer)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  admin uuid := estorno.require_admin();
  tool estorno.job_tables := estorno.job_table(job_table);
  answer record := estorno.settle_for_admin(tool, job_id, 'timeout', admin, null);
  settled estorno.settlements := estorno.settlement_of(tool.table_name, job_id);
begin
  status := coalesce(answer.status, settled.status_after);
  outcome := case
    when answer.settled_now then 'ended'
    when status is null then 'not_found'
    when status = any (tool.over_statuses) then 'already_over'
    else 'not_due'
  end;
  if outcome in ('ended', 'already_over') then
    refunded_credits := coalesce(settled.refunded_credits, 0);
  end if;
  if answer.settled_now then
    new_balance := settled.balance_after;
  end if;
  return next;
end
$$;
revoke all on function estorno.admin_retry_ai_job(text, uuid) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_retry_ai_job(text, uuid) to authenticated;

-- Tentar de novo: ends a job that is past its limit as the clock would, now and in the admin's name, and gives back what was
-- taken. For what the clock could not end, or may not: from before the installation, or of a tool that is switched off.
-- outcome: ended (now) | already_over (refunded_credits: what its end gave back) | not_due (within its limit, or of unknown
-- age or status: the clock would not end it either) | not_found. new_balance: credits after the call, null without a customer.
-- Raises 42501 (not an admin), 22023 (table not registered), PT429 (too many acts, or over the cap of the day), PT500 (the
-- refund failed again: the job is as before), 55P03 (locked by somebody for 5 s: try again).
create or replace function public.admin_retry_ai_job(job_table text, job_id uuid)
returns table (outcome text, status text, refunded_credits integer, new_balance integer)
language sql
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_retry_ai_job(job_table, job_id)
$$;
revoke all on function public.admin_retry_ai_job(text, uuid) from public, anon, authenticated, service_role;
grant execute on function public.admin_retry_ai_job(text, uuid) to authenticated;
