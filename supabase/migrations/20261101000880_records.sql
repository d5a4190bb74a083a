-- Who did what: every end of a job and every change of a tool, a setting or a cap, page by page, and the ends per day.

do $$
begin
  if to_regtype('estorno.record_row') is null then
    create type estorno.record_row as (
      kind text, at timestamptz, key text, actor text, actor_id uuid, actor_name text, actor_email text,
      table_name text, tool_label text, job_id uuid, user_id uuid, customer_name text, customer_email text, to_admin boolean,
      reason text, status_before text, status_after text, refunded_credits integer, balance_after integer,
      before jsonb, after jsonb, request_id uuid);
  end if;
end
$$;

-- What was changed that is no job's end: tools, settings, and an admin's cap of one day.
create or replace view estorno.changes with (security_invoker = true) as
select case when c.table_name is null then 'setting_change' else 'tool_change' end as kind, c.changed_at as at,
  'change/' || lpad(c.id::text, 19, '0') collate "C" as key, c.changed_by as actor_id, c.table_name, c.reason, c.before, c.after, c.request_id
from estorno.tool_changes c
union all
select 'cap_raise_request', r.requested_at, 'cap_raise_request/' || lpad(r.id::text, 19, '0'), r.admin_id, null, r.reason, null,
  jsonb_build_object('credits', r.credits, 'day', r.day, 'admin_id', r.admin_id), r.request_id
from estorno.cap_raises r
union all
select 'cap_raise', c.confirmed_at, 'cap_raise/' || lpad(r.id::text, 19, '0'), c.confirmed_by, null, r.reason, null,
  jsonb_build_object('credits', r.credits, 'day', r.day, 'admin_id', r.admin_id), c.request_id
from estorno.cap_raises r join estorno.cap_raise_confirmations c on c.raise_id = r.id;
revoke all on estorno.changes from public, anon, authenticated, service_role;

-- Each of the two records is cut to a page by its own index on time before they are put together.
create or replace function estorno.admin_list_records(
  tool text, kinds text[], actor_id uuid, since timestamptz, until timestamptz,
  page_size integer, cursor_at timestamptz, cursor_key text)
returns setof estorno.record_row
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.require_admin();
  if page_size is null or page_size not between 1 and 1000 then
    raise exception 'Uma página tem de 1 a 1.000 registros.' using errcode = '22023', hint = 'filter_invalid';
  end if;
  return query
    with page as (
      (select s.ending as kind, s.settled_at as at, k.key, s.actor, s.actor_id, s.table_name, s.job_id, s.user_id, s.reason,
        s.status_before, s.status_after, s.refunded_credits, s.balance_after, null::jsonb as before, null::jsonb as after, s.request_id
      from estorno.settlements s
      cross join lateral (select concat(s.table_name, '/', s.job_id) collate "C" as key) k
      where (tool is null or s.table_name = tool) and (kinds is null or s.ending = any (kinds))
        and (admin_list_records.actor_id is null or s.actor_id = admin_list_records.actor_id)
        and s.settled_at >= coalesce(since, '-infinity') and s.settled_at < coalesce(until, 'infinity')
        and s.settled_at <= coalesce(cursor_at, 'infinity') and (cursor_at is null or (s.settled_at, k.key) < (cursor_at, cursor_key))
      order by s.settled_at desc, k.key desc limit page_size)
      union all
      (select c.kind, c.at, c.key, case when c.actor_id is null then 'developer' else 'admin' end, c.actor_id,
        c.table_name, null, null, c.reason, null, null, null, null, c.before, c.after, c.request_id
      from estorno.changes c
      where (tool is null or c.table_name = tool) and (kinds is null or c.kind = any (kinds))
        and (admin_list_records.actor_id is null or c.actor_id = admin_list_records.actor_id)
        and c.at >= coalesce(since, '-infinity') and c.at < coalesce(until, 'infinity')
        and c.at <= coalesce(cursor_at, 'infinity') and (cursor_at is null or (c.at, c.key) < (cursor_at, cursor_key))
      order by c.at desc, c.key desc limit page_size)
      order by at desc, key desc limit page_size
    )
    select p.kind, p.at, p.key, p.actor, p.actor_id, a.name, a.email, p.table_name, coalesce(t.label, p.table_name), p.job_id,
      p.user_id, c.name, c.email, p.refunded_credits > 0 and p.user_id = any (admins.known) is true,
      p.reason, p.status_before, p.status_after, p.refunded_credits, p.balance_after, p.before, p.after, p.request_id
    from page p
    cross join (select estorno.known_admins(array_agg(distinct r.user_id)) as known from page r where r.refunded_credits > 0) admins
    left join estorno.job_tables t on t.table_name = p.table_name
    left join public.profiles a on a.id = p.actor_id
    left join public.profiles c on c.id = p.user_id
    order by p.at desc, p.key desc;
end
$$;
revoke all on function estorno.admin_list_records(text, text[], uuid, timestamptz, timestamptz, integer, timestamptz, text)
  from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_records(text, text[], uuid, timestamptz, timestamptz, integer, timestamptz, text)
  to authenticated;

-- A page of what was done, newest first: every end of a job and every change of a tool, a setting or an admin's cap.
--   tool: a table name, also of a tool that is no longer registered
--   kinds: timeout, cancel, close, repair, tool_change, setting_change, cap_raise_request, cap_raise (confirmed by the actor)
--   actor_id: an admin; since and until (until itself is out); page_size: 1 to 1,000; cursor_*: at and key of the last row seen
-- Null filters do not filter. actor: cron, service, admin, or developer (who changes settings, and tools without the panel).
-- before and after: the columns of the tool or the settings that changed, limits in minutes; after of a cap: credits, day and
-- admin_id (whose cap). to_admin: the credits went back to who is an admin, or has acted as one (see estorno.known_admins),
-- whoever gave them. request_id: of the call that asked for it, as the
-- caller said it; the Edge Function's is the x-request-id of its answer. Names and e-mails are null once a person is gone.
-- Raises 42501 (not an admin), 22023 (page size).
create or replace function public.admin_list_records(
  tool text default null, kinds text[] default null, actor_id uuid default null,
  since timestamptz default null, until timestamptz default null,
  page_size integer default 50, cursor_at timestamptz default null, cursor_key text default null)
returns setof estorno.record_row
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_list_records(tool, kinds, actor_id, since, until, page_size, cursor_at, cursor_key)
$$;
revoke all on function public.admin_list_records(text, text[], uuid, timestamptz, timestamptz, integer, timestamptz, text)
  from public, anon, authenticated, service_role;
grant execute on function public.admin_list_records(text, text[], uuid, timestamptz, timestamptz, integer, timestamptz, text)
  to authenticated;

create or replace function estorno.admin_list_record_admins()
returns table (actor_id uuid, name text, email text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.require_admin();
  return query
    select admin.id, p.name, p.email
    from estorno.acting_admins() admin (id)
    left join public.profiles p on p.id = admin.id
    order by coalesce(p.name, p.email), admin.id;
end
$$;
revoke all on function estorno.admin_list_record_admins() from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_record_admins() to authenticated;

-- The admins who stand in the record, by name; name and e-mail are null once they are gone. Raises 42501 (not an admin).
create or replace function public.admin_list_record_admins()
returns table (actor_id uuid, name text, email text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_list_record_admins()
$$;
revoke all on function public.admin_list_record_admins() from public, anon, authenticated, service_role;
grant execute on function public.admin_list_record_admins() to authenticated;

create or replace function estorno.admin_chart_endings(since timestamptz, until timestamptz, time_zone text)
returns table (day date, table_name text, tool_label text, ending text, jobs bigint, credits bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.require_admin();
  if (until > since and until <= since + interval '366 days') is not true then
    raise exception 'Escolha um período de até 366 dias.' using errcode = '22023', hint = 'filter_invalid';
  end if;
  begin
    perform now() at time zone coalesce(time_zone, '');
  exception when invalid_parameter_value then
    raise exception 'Fuso horário desconhecido: "%".', time_zone using errcode = '22023', hint = 'filter_invalid';
  end;
  return query
    select e.day, e.table_name, coalesce(t.label, e.table_name), e.ending, e.jobs, e.credits
    from (
      select (s.settled_at at time zone time_zone)::date as day, s.table_name, s.ending, count(*) as jobs, sum(s.refunded_credits) as credits
      from estorno.settlements s where s.settled_at >= since and s.settled_at < until group by 1, 2, 3) e
    left join estorno.job_tables t on t.table_name = e.table_name
    order by e.day, e.table_name, e.ending;
end
$$;
revoke all on function estorno.admin_chart_endings(timestamptz, timestamptz, text) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_chart_endings(timestamptz, timestamptz, text) to authenticated;

-- How many jobs were ended, and how many credits went back, per day, tool and ending (timeout, cancel, close, repair); only
-- where there were any. since and until (until itself is out): 366 days at most; time_zone: the one whose days are meant.
-- Raises 42501 (not an admin), 22023 (period, time zone).
create or replace function public.admin_chart_endings(
  since timestamptz, until timestamptz, time_zone text default 'America/Sao_Paulo')
returns table (day date, table_name text, tool_label text, ending text, jobs bigint, credits bigint)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_chart_endings(since, until, time_zone)
$$;
revoke all on function public.admin_chart_endings(timestamptz, timestamptz, text) from public, anon, authenticated, service_role;
grant execute on function public.admin_chart_endings(timestamptz, timestamptz, text) to authenticated;
