-- Above their cap of the day an admin asks, and another one confirms.

do $$
begin
  if to_regtype('estorno.cap_raise_row') is null then
    create type estorno.cap_raise_row as (
      id bigint, admin_id uuid, admin_name text, admin_email text, credits integer, reason text, requested_at timestamptz, status text,
      confirmed_by uuid, confirmed_by_name text, confirmed_by_email text, confirmed_at timestamptz, cap_credits bigint, used_credits bigint);
  end if;
end
$$;

create or replace function estorno.cap_raise_rows()
returns setof estorno.cap_raise_row
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select r.id, r.admin_id, admin.name, admin.email, r.credits, r.reason, r.requested_at,
    case when c.raise_id is not null then 'confirmed' when r.day = estorno.today() then 'pending' else 'expired' end,
    c.confirmed_by, other.name, other.email, c.confirmed_at, today.cap, today.used
  from estorno.cap_raises r
  left join estorno.cap_raise_confirmations c on c.raise_id = r.id
  left join public.profiles admin on admin.id = r.admin_id
  left join public.profiles other on other.id = c.confirmed_by
  left join lateral estorno.credits_of_today(r.admin_id) today on r.day = estorno.today()
  order by r.id desc
$$;
revoke all on function estorno.cap_raise_rows() from public, anon, authenticated, service_role;

create or replace function estorno.admin_list_cap_raises()
returns setof estorno.cap_raise_row
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.require_admin();
  return query select r.* from estorno.cap_raise_rows() r limit 100;
end
$$;
revoke all on function estorno.admin_list_cap_raises() from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_cap_raises() to authenticated;

-- The last 100 requests of admins to give back more than their cap, newest first. status: pending | confirmed | expired (its day
-- went by). cap_credits (with what was confirmed) and used_credits: the admin's today; null for a request of another day.
-- Raises 42501 (not an admin).
create or replace function public.admin_list_cap_raises()
returns setof estorno.cap_raise_row
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_list_cap_raises()
$$;
revoke all on function public.admin_list_cap_raises() from public, anon, authenticated, service_role;
grant execute on function public.admin_list_cap_raises() to authenticated;

create or replace function estorno.admin_request_cap_raise(credits integer, reason text)
returns setof estorno.cap_raise_row
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  admin uuid := estorno.require_admin();
  raise_id bigint;
begin
  perform estorno.check_reason(reason);
  if coalesce(trim(reason), '') = '' then
    raise exception 'O pedido exige um motivo.' using errcode = '22023', hint = 'reason_required';
  elsif (credits between 1 and 1000000) is not true then
    raise exception 'Peça de 1 a 1.000.000 de créditos.' using errcode = '22023', hint = 'cap_raise_invalid';
  elsif (estorno.credits_of_today(admin)).cap is null then
    raise exception 'Não há limite diário de créditos.' using errcode = '22023', hint = 'no_cap';
  end if;
  perform estorno.refuse_until(case when not estorno.is_alone(admin) then 1 end);
  if exists (select from estorno.cap_raise_rows() r where r.admin_id = admin and r.status = 'pending') then
    raise exception 'Um pedido seu já espera pela confirmação de outro administrador.'
      using errcode = '22023', hint = 'cap_raise_waiting';
  end if;
  insert into estorno.cap_raises (admin_id, day, credits, reason)
  values (admin, estorno.today(), admin_request_cap_raise.credits, trim(admin_request_cap_raise.reason)) returning id into raise_id;
  return query select r.* from estorno.cap_raise_rows() r where r.id = raise_id;
end
$$;
revoke all on function estorno.admin_request_cap_raise(integer, text) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_request_cap_raise(integer, text) to authenticated;

-- Asks for so many credits more than the caller's cap, today; another admin has to confirm it.
--   credits: 1 to 1,000,000; reason: obligatory, up to 500 characters, kept in the record
-- Returns the request as admin_list_cap_raises does. Raises 42501 (not an admin), 22023 (credits, reason, there is no cap, or a
-- request of the caller waits already), PT429 (an act of the caller is on its way: try again).
create or replace function public.admin_request_cap_raise(credits integer, reason text)
returns setof estorno.cap_raise_row
language sql
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_request_cap_raise(credits, reason)
$$;
revoke all on function public.admin_request_cap_raise(integer, text) from public, anon, authenticated, service_role;
grant execute on function public.admin_request_cap_raise(integer, text) to authenticated;

create or replace function estorno.admin_confirm_cap_raise(raise_id bigint)
returns setof estorno.cap_raise_row
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  admin uuid := estorno.require_admin();
  request estorno.cap_raise_row;
begin
  select r.* into request from estorno.cap_raise_rows() r where r.id = raise_id;
  if request.id is null then
    raise exception 'Pedido não encontrado.' using errcode = '22023', hint = 'cap_raise_not_found';
  elsif request.admin_id = admin then
    raise exception 'Quem pediu não confirma: isto cabe a outro administrador.' using errcode = '22023', hint = 'own_cap_raise';
  elsif request.status = 'expired' then
    raise exception 'O pedido valia só para o dia em que foi feito.' using errcode = '22023', hint = 'cap_raise_expired';
  end if;
  insert into estorno.cap_raise_confirmations (raise_id, admin_id, confirmed_by)
  values (request.id, request.admin_id, admin) on conflict do nothing;
  return query select r.* from estorno.cap_raise_rows() r where r.id = request.id;
end
$$;
revoke all on function estorno.admin_confirm_cap_raise(bigint) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_confirm_cap_raise(bigint) to authenticated;

-- Confirms another admin's request: their cap is higher by its credits until the end of its day. Once more changes nothing.
-- Returns the request as admin_list_cap_raises does, with who confirmed it.
-- Raises 42501 (not an admin), 22023 (no such request, the caller's own, or of another day).
create or replace function public.admin_confirm_cap_raise(raise_id bigint)
returns setof estorno.cap_raise_row
language sql
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_confirm_cap_raise(raise_id)
$$;
revoke all on function public.admin_confirm_cap_raise(bigint) from public, anon, authenticated, service_role;
grant execute on function public.admin_confirm_cap_raise(bigint) to authenticated;

create or replace function estorno.admin_get_credit_cap()
returns table (cap_credits bigint, used_credits bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select today.cap, today.used from estorno.credits_of_today(estorno.require_admin()) today;
end
$$;
revoke all on function estorno.admin_get_credit_cap() from public, anon, authenticated, service_role;
grant execute on function estorno.admin_get_credit_cap() to authenticated;

-- What the caller may give back today, with what was confirmed, and has given back; both null where there is no cap.
-- Raises 42501 (not an admin).
create or replace function public.admin_get_credit_cap()
returns table (cap_credits bigint, used_credits bigint)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_get_credit_cap()
$$;
revoke all on function public.admin_get_credit_cap() from public, anon, authenticated, service_role;
grant execute on function public.admin_get_credit_cap() to authenticated;
