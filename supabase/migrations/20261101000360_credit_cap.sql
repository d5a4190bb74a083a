-- The credits that an admin may give back on one day, where the owner set a cap, and what another admin confirmed above it.
-- A day goes from midnight to midnight in São Paulo.

create table if not exists estorno.cap_raises (
  id bigint generated always as identity primary key,
  admin_id uuid not null,
  day date not null,
  credits integer not null check (credits between 1 and 1000000),
  reason text not null,
  requested_at timestamptz not null default now(),
  request_id uuid default estorno.request_id(),
  unique (id, admin_id)
);
create index if not exists cap_raises_of_day on estorno.cap_raises (admin_id, day);
alter table estorno.cap_raises enable row level security;
revoke all on estorno.cap_raises from public, anon, authenticated, service_role;
revoke all on sequence estorno.cap_raises_id_seq from public, anon, authenticated, service_role;

create table if not exists estorno.cap_raise_confirmations (
  raise_id bigint not null,
  admin_id uuid not null,
  confirmed_by uuid not null check (confirmed_by <> admin_id),
  confirmed_at timestamptz not null default now(),
  request_id uuid default estorno.request_id(),
  id bigint generated always as identity unique, -- the order in which they were written
  primary key (raise_id, admin_id),
  foreign key (raise_id, admin_id) references estorno.cap_raises (id, admin_id)
);
alter table estorno.cap_raise_confirmations enable row level security;
revoke all on estorno.cap_raise_confirmations from public, anon, authenticated, service_role;
revoke all on sequence estorno.cap_raise_confirmations_id_seq from public, anon, authenticated, service_role;

create or replace trigger cap_raises_are_append_only before update or delete or truncate on estorno.cap_raises
  for each statement execute function estorno.refuse_change();
create or replace trigger cap_raise_confirmations_are_append_only before update or delete or truncate on estorno.cap_raise_confirmations
  for each statement execute function estorno.refuse_change();

create or replace function estorno.today()
returns date
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select (now() at time zone 'America/Sao_Paulo')::date
$$;
revoke all on function estorno.today() from public, anon, authenticated, service_role;

-- What an admin may give back today, with what was confirmed (null: as much as there is), and what they have given back. A run
-- by hand, whose ends share an act_id, gives back what the clock would have minutes later: it does not count.
create or replace function estorno.credits_of_today(admin uuid, out cap bigint, out used bigint)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  select s.daily_credit_cap into cap from estorno.settings s;
  if cap is not null then
    cap := cap + (
      select coalesce(sum(r.credits), 0) from estorno.cap_raises r join estorno.cap_raise_confirmations c on c.raise_id = r.id
      where r.admin_id = admin and r.day = estorno.today());
    used := (
      select coalesce(sum(s.refunded_credits), 0) from estorno.settlements s
      where s.actor_id = admin and s.settled_at >= estorno.today()::timestamp at time zone 'America/Sao_Paulo'
        and (s.ending <> 'timeout' or s.act_id is null));
  end if;
end
$$;
revoke all on function estorno.credits_of_today(uuid) from public, anon, authenticated, service_role;

create or replace function estorno.over_cap_text()
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select 'O estorno passa do seu limite diário de créditos. Peça a confirmação de outro administrador.'
$$;
revoke all on function estorno.over_cap_text() from public, anon, authenticated, service_role;

-- Raises PT429 when the admin, having ended the given jobs in this transaction, is over their cap; who gave nothing back is not.
-- The seconds of its detail are those until the next day.
create or replace function estorno.require_within_cap(tool estorno.job_tables, job_ids uuid[], admin uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  today record := estorno.credits_of_today(admin);
  asked bigint;
begin
  if today.used > today.cap then
    select sum(s.refunded_credits) into asked from estorno.settlements s where s.table_name = tool.table_name and s.job_id = any (job_ids);
    if asked > 0 then
      raise exception using errcode = 'PT429', message = estorno.over_cap_text(), hint = 'daily_cap',
        detail = json_build_object('capCredits', today.cap, 'usedCredits', today.used - asked, 'askedCredits', asked, 'retryAfterSeconds',
          ceil(extract(epoch from (estorno.today() + 1)::timestamp at time zone 'America/Sao_Paulo' - now())));
    end if;
  end if;
end
$$;
revoke all on function estorno.require_within_cap(estorno.job_tables, uuid[], uuid) from public, anon, authenticated, service_role;
