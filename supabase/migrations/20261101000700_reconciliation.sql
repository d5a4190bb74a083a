-- Does everything add up? No line means yes.

do $$
begin
  if to_regtype('estorno.contradiction') is null then
    create type estorno.contradiction as (
      kind text, table_name text, job_id uuid, user_id uuid, credits integer, detail jsonb);
  end if;
end
$$;

-- Jobs of counted hours that contradicted themselves when they were last looked at: looked at again whenever somebody asks, as
-- are those that are not counted yet. hour: of their creation.
create table if not exists estorno.suspects (
  table_name text not null references estorno.counted_tables on update cascade on delete cascade,
  hour timestamptz not null,
  job_id uuid not null,
  primary key (table_name, hour, job_id)
);
alter table estorno.suspects enable row level security;
revoke all on estorno.suspects from public, anon, authenticated, service_role;

-- SQL text that yields the contradictions, from the time $1 on, among the jobs that the SQL text wanted selects (table_name, id):
-- of all usable tools, or of one; null when there is none.
-- One id can be a job in several tables: what is tied to another one, or was paid by the door for its job, is not this one's.
-- "offset 0": what nearly every job is, is settled by its row and its settlement; what costs more look-ups is asked of the few
-- that are left.
create or replace function estorno.contradictions_sql(tool text, wanted text)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select format('with wanted as materialized (%s) %s', wanted, string_agg(format(
      $sql$select 'charged_not_refunded', %1$L::text, j.id, j.user_id, j.credits, jsonb_build_object('status', j.status, 'charge_proof', j.charge_proof)
      from (
        select k.id from wanted cross join lateral (select * from (%2$s) j where j.id = wanted.id offset 0) k
        where wanted.table_name = %1$L and k.status = any (%5$L) and not k.delivered and (k.created_at >= $1 or k.created_at is null)
          and exists (select from estorno.settlements s where s.table_name = %1$L and s.job_id = k.id) is false offset 0
      ) unpaid cross join lateral (select * from (%2$s) j where j.id = unpaid.id offset 0) j
      where %3$s
      union all
      select case when j.delivered then 'completed_and_refunded' when odd.moved then 'refund_differs' else 'charged_after_end' end,
        %1$L, j.id, j.user_id, least(case when odd.moved then odd.back else j.credits end, 2147483647)::integer,
        case when odd.moved then jsonb_build_object('taken', odd.taken)
          else jsonb_build_object('statement', format('select * from public.refund_upscaler_credits(%%L, %%s, %%L);',
            j.user_id, j.credits, format('Estorno: cobrado depois do encerramento (%%s, %%s)', %4$L, j.id))) end
      from (
        select j.id, money.* from wanted cross join lateral (select * from (%2$s) j where j.id = wanted.id offset 0) j
        left join estorno.settlements s on s.table_name = %1$L and s.job_id = j.id
        cross join lateral (
          select case when count(*) = 0 then 0 else greatest(sum(t.amount) - (
              select coalesce(sum(o.refunded_credits), 0) from estorno.settlements o
              where o.job_id = j.id and o.user_id = j.user_id and o.table_name <> %1$L), 0) end as back, max(t.created_at) as given_at
          from public.upscaler_credit_transactions t
          where t.user_id = j.user_id and t.amount > 0 and t.created_at >= case when j.created_at < now() then j.created_at else '-infinity' end
            and %6$s) r
        cross join lateral (
          select r.back, m.moved, case when m.moved then %7$s end as taken
          from (select r.back > 0 or coalesce(s.refunded_credits, 0) > 0 as moved) m offset 0) money
        where wanted.table_name = %1$L and j.status = any (%5$L)
          and (j.created_at >= $1 or j.created_at is null or s.settled_at >= $1 or r.given_at >= $1)
          and case when money.moved then j.delivered or money.back <> money.taken else s.ending <> 'close' and not j.delivered end offset 0
      ) odd cross join lateral (select * from (%2$s) j where j.id = odd.id offset 0) j
      join public.upscaler_credits customer on customer.user_id = j.user_id -- a deleted one's books are gone
      where odd.moved or j.credits > 0 and j.charge_proof in ('ledger', 'charged_column')$sql$,
      t.table_name, estorno.jobs_sql(t), estorno.claimable_sql(t, 'repair'), t.label, t.over_statuses,
      case when estorno.ledger_names_jobs() then format(
        $sql$(t.job_id = j.id or strpos(t.description, j.id::text) > 0) and (t.job_table <> %1$L and t.job_table = any (%2$L)) is not true$sql$,
        t.table_name, array(select o.table_name from estorno.job_tables o))
      else 'strpos(t.description, j.id::text) > 0' end,
      estorno.taken_sql(quote_literal(t.table_name))), E'\nunion all\n' order by t.table_name))
  from estorno.usable_job_tables() t
  where contradictions_sql.tool is null or t.table_name = contradictions_sql.tool
  having count(*) > 0
$$;
revoke all on function estorno.contradictions_sql(text, text) from public, anon, authenticated, service_role;

-- SQL text that yields the ids of jobs that were touched since then by a line of the ledger that gives, or by a settlement.
create or replace function estorno.touched_sql(since timestamptz)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format('select g.job_id from (%s) g where g.created_at >= %L union select s.job_id from estorno.settlements s where s.settled_at >= %L',
    estorno.given_back_sql(), since, since);
end
$$;
revoke all on function estorno.touched_sql(timestamptz) from public, anon, authenticated, service_role;

-- SQL text that selects those of a table's jobs under a condition on jobs_sql() called j that can contradict themselves: over,
-- and either nothing was delivered or something came back.
create or replace function estorno.looked_at_sql(tool estorno.job_tables, condition text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(
    $sql$select %1$L::text as table_name, j.id from (%2$s) j where (%3$s) and j.status = any (%4$L)
      and (not j.delivered or exists (select from estorno.settlements s where s.table_name = %1$L and s.job_id = j.id) or %5$s)$sql$,
    tool.table_name, estorno.jobs_sql(tool), condition, tool.over_statuses, estorno.is_given_back_sql());
end
$$;
revoke all on function estorno.looked_at_sql(estorno.job_tables, text) from public, anon, authenticated, service_role;

-- Remembers which jobs of a table's hours, just counted, contradict themselves.
create or replace function estorno.suspect_jobs(tool estorno.job_tables, since timestamptz, until timestamptz)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set jit = off
as $$
begin
  delete from estorno.suspects s where s.table_name = tool.table_name and s.hour >= since and s.hour < until;
  execute format('insert into estorno.suspects (table_name, hour, job_id)
      select distinct %1$L, estorno.hour_of(j.created_at), j.id from (%2$s) c (kind, table_name, job_id, user_id, credits, detail)
      join public.%1$I j on j.id = c.job_id',
    tool.table_name, estorno.contradictions_sql(tool.table_name,
      estorno.looked_at_sql(tool, format('j.created_at >= %L and j.created_at < %L', since, until))))
    using '-infinity'::timestamptz;
end
$$;
revoke all on function estorno.suspect_jobs(estorno.job_tables, timestamptz, timestamptz) from public, anon, authenticated, service_role;

-- Once an hour: remembers jobs of counted hours that the ledger's newer lines or settlements touched. Whoever asks looks at
-- those of the last hour by themselves.
create or replace function estorno.watch_ledger()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
  watched timestamptz;
  -- A line is written with its transaction's beginning, and seen at its end.
  new_until timestamptz := now() - interval '30 minutes';
begin
  select min(c.watched_until) into watched from estorno.counted_tables c;
  if watched > new_until - interval '1 hour' or watched is null then
    return;
  end if;
  execute format('with touched as materialized (%s) insert into estorno.suspects (table_name, hour, job_id) %s on conflict do nothing',
    estorno.touched_sql(watched), (
      select string_agg(format('select %1$L, estorno.hour_of(j.created_at), j.id from touched join public.%1$I j on j.id = touched.job_id
        where j.created_at >= %2$L and j.created_at < %3$L', t.table_name, c.since, c.until), ' union all ')
      from estorno.usable_job_tables() t join estorno.counted_tables c on c.table_name = t.table_name));
  update estorno.counted_tables set watched_until = new_until;
end
$$;
revoke all on function estorno.watch_ledger() from public, anon, authenticated, service_role;

-- SQL text that selects the jobs that are to be looked at, so that no contradiction since then is missed but one that comes of a late
-- charge or an edited row in a counted hour, which the next recount of it finds: the suspects, what was touched since the last watch, and the jobs of hours that are not counted: of the recent ones all, of the history before
-- those that brought nothing, were touched, or have no time that the touch could come after.
create or replace function estorno.wanted_jobs_sql(since timestamptz)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  tool estorno.job_tables;
  counted estorno.counted_tables;
  watched timestamptz := (select min(c.watched_until) from estorno.counted_tables c);
  uncounted text;
  wanted text[];
begin
  for tool in select u.* from estorno.usable_job_tables() u order by u.table_name loop
    uncounted := 'true';
    select * into counted from estorno.counted_tables c where c.table_name = tool.table_name and c.reading = estorno.reading_of(tool);
    if counted.table_name is not null then
      uncounted := format('j.created_at < %L', counted.since);
      wanted := wanted || format('select %1$L::text as table_name, s.job_id as id from estorno.suspects s where s.table_name = %1$L
        union select %1$L, touched.job_id from touched union %2$s',
        tool.table_name, estorno.looked_at_sql(tool, concat_ws(' or ', 'j.created_at is null',
          format('j.created_at >= %L', greatest(counted.until, since)), (
          select string_agg(format('j.created_at >= %L and j.created_at < %L', o.hour, o.hour + interval '1 hour'), ' or ')
          from estorno.open_hours o where o.table_name = tool.table_name))));
    end if;
    if counted.table_name is null or estorno.has_uncounted_history(counted) then
      wanted := wanted || format('select %1$L::text as table_name, j.id from public.%1$I j
          where %2$s and (j.created_at >= %3$L or j.created_at is null) and j.status = any (%4$L)
            and (j.status <> all (%5$L) or j.created_at is null or j.created_at >= now())
        union select %1$L, j.id from public.%1$I j join (%6$s) changed on changed.job_id = j.id where %2$s',
        tool.table_name, uncounted, since, tool.over_statuses, tool.delivered_statuses, estorno.touched_sql(since));
    end if;
  end loop;
  return format('with touched as (%s) ', estorno.touched_sql(coalesce(watched, since))) || array_to_string(wanted, E'\nunion\n');
end
$$;
revoke all on function estorno.wanted_jobs_sql(timestamptz) from public, anon, authenticated, service_role;

-- What contradicts itself in jobs created since the given time, in the books, and in the registry. The detail holds codes and
-- figures, for each reader to say in their own language:
--   charged_not_refunded      over without a result, charged for certain, no refund: can be repaired; status, charge_proof
--   charged_after_end         the same, but ended here with nothing to give back before the charge came. Its end stays on
--                             record as it was, so the refund is one by hand: the detail holds the statement
--   completed_and_refunded    the customer has the result and the credits
--   refund_differs            over without a result, and what came back is not what was taken: too much, twice, or a part
--   ledger_differs            a customer whose balance is not what the ledger, or its monthly and lifetime parts, add up to
--   table_not_registered      a table *_jobs that nobody cleans up
-- most: no more than so many lines about jobs; null for all.
create or replace function estorno.reconcile(since timestamptz, most integer default null)
returns setof estorno.contradiction
language plpgsql stable
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
  contradictions text := estorno.contradictions_sql(null, estorno.wanted_jobs_sql(since));
begin
  if contradictions is not null then
    return query execute contradictions || ' limit $2' using since, most;
  end if;
  -- The parts are read as jsonb, where those are null that a host's table lacks. A ledger may outlive its customer.
  return query
    select 'ledger_differs', null::text, null::uuid, user_id, c.balance,
      jsonb_build_object('ledger', coalesce(ledger.total, 0), 'parts', part.total)
    from public.upscaler_credits c
    full join (select t.user_id, sum(t.amount) as total from public.upscaler_credit_transactions t group by t.user_id) ledger using (user_id)
    cross join lateral (
      select (to_jsonb(c) ->> 'monthly_balance')::bigint + (to_jsonb(c) ->> 'lifetime_balance')::bigint as total) part
    where coalesce(c.balance, 0) <> coalesce(ledger.total, 0) and (c.user_id is not null or exists (select from auth.users u where u.id = user_id))
      or c.balance <> part.total;
  return query
    select 'table_not_registered', u.table_name, null::uuid, null::uuid, null::integer,
      jsonb_build_object('statement', estorno.registering_sql(u.table_name))
    from estorno.unregistered_job_tables() u (table_name);
end
$$;
revoke all on function estorno.reconcile(timestamptz, integer) from public, anon, authenticated, service_role;

-- The last 90 days.
create or replace view estorno.reconciliation with (security_invoker = true) as
select * from estorno.reconcile(now() - interval '90 days');
revoke all on estorno.reconciliation from public, anon, authenticated, service_role;

create or replace function estorno.admin_reconcile(since timestamptz)
returns table (kind text, table_name text, job_id uuid, user_id uuid, customer_email text, credits integer, detail jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.require_admin();
  return query
    select r.kind, r.table_name, r.job_id, r.user_id, p.email, r.credits, r.detail
    from estorno.reconcile(since, 1000) r left join public.profiles p on p.id = r.user_id limit 1000;
end
$$;
revoke all on function estorno.admin_reconcile(timestamptz) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_reconcile(timestamptz) to authenticated;

-- What does not add up, up to 1,000 lines (kinds: see estorno.reconcile); none is good news.
-- since: jobs created and settlements written from then on. Raises 42501 (not an admin).
create or replace function public.admin_reconcile(since timestamptz default now() - interval '90 days')
returns table (kind text, table_name text, job_id uuid, user_id uuid, customer_email text, credits integer, detail jsonb)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_reconcile(since)
$$;
revoke all on function public.admin_reconcile(timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.admin_reconcile(timestamptz) to authenticated;

create or replace function estorno.admin_repair_ai_job(job_table text, job_id uuid, reason text)
returns table (outcome text, refunded_credits integer, new_balance integer)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  admin uuid := estorno.require_admin();
  answer record := estorno.settle_for_admin(estorno.job_table(job_table), job_id, 'repair', admin, reason);
  settled estorno.settlements := estorno.settlement_of(job_table, job_id);
begin
  if answer.settled_now then
    perform estorno.open_hour_of(estorno.job_table(job_table), job_id);
  end if;
  outcome := case
    when answer.settled_now then 'repaired'
    when settled.ending = 'repair' then 'replayed'
    when answer.status is null then 'not_found'
    else 'not_repairable'
  end;
  if outcome in ('repaired', 'replayed') then
    refunded_credits := settled.refunded_credits;
    new_balance := settled.balance_after;
  end if;
  return next;
end
$$;
revoke all on function estorno.admin_repair_ai_job(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_repair_ai_job(text, uuid, text) to authenticated;

-- Gives back what a job took that failed or was cancelled elsewhere and never refunded, once; the job row stays as it is.
-- outcome: repaired (now) | replayed (repaired before; the figures of then) | not_repairable (not charged for certain, has its
-- result, refunded already, or not over) | not_found. reason: up to 500 characters, kept in the record.
-- Raises 42501 (not an admin), 22023 (table not registered, bad reason), PT429 (too many acts, or over
-- the cap of the day), PT500 (the refund did not happen), 55P03 (try again).
create or replace function public.admin_repair_ai_job(job_table text, job_id uuid, reason text default null)
returns table (outcome text, refunded_credits integer, new_balance integer)
language sql
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_repair_ai_job(job_table, job_id, reason)
$$;
revoke all on function public.admin_repair_ai_job(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.admin_repair_ai_job(text, uuid, text) to authenticated;
