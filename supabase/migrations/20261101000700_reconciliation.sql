-- Does everything add up? No line means yes.

do $$
begin
  if to_regtype('estorno.contradiction') is null then
    create type estorno.contradiction as (
      kind text, table_name text, job_id uuid, user_id uuid, credits integer, detail jsonb);
  end if;
end
$$;

-- SQL text that yields the contradictions of all usable tools' jobs from the time $1 on; null when there is no tool.
-- One id can be a job in several tables: what is tied to another one, or was paid by the door for its job, is not this one's.
-- What nearly all jobs are is settled for all of them at once; a look-up each is for the few that are left. "offset 0" keeps
-- the planner from asking them of every job.
create or replace function estorno.contradictions_sql()
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select format(
    $sql$with given as materialized (
      select * from (%1$s) g where g.created_at >= $1
    ), settled as materialized (
      select s.table_name, s.job_id, s.user_id, s.refunded_credits from estorno.settlements s
      where s.table_name = any (%2$L) and s.settled_at >= $1
    ), repaid as materialized ( -- not by the door, so there is nothing to repair
      select g.user_id, g.job_id from given g
      where g.in_words and (g.job_table = any (%2$L)) is not true and not exists (select from estorno.settlements s where s.job_id = g.job_id)
    ), unpaid as materialized (
      %3$s
    ), touched as materialized (
      select g.job_id, case when g.job_table = any (%2$L) then g.job_table end as only_in from given g
      union select s.job_id, null from settled s
    ), job as materialized (
      %4$s
    ), returned as (
      select line.table_name, line.id, greatest(sum(line.credits), 0) as credits from (
        select j.table_name, j.id, g.credits from job j join given g on g.job_id = j.id and g.user_id = j.user_id
        where (g.job_table <> j.table_name and g.job_table = any (%2$L)) is not true
        union all
        select j.table_name, j.id, -s.refunded_credits from job j
        join settled s on s.job_id = j.id and s.user_id = j.user_id and s.table_name <> j.table_name) line
      group by line.table_name, line.id
    ), consumed as (
      %5$s
    ), odd as materialized (
      select j.table_name, j.id, money.* from job j
      left join estorno.settlements s on s.table_name = j.table_name and s.job_id = j.id
      left join returned r on r.table_name = j.table_name and r.id = j.id
      left join consumed c on c.job_table = j.table_name and c.job_id = j.id
      cross join lateral (
        select coalesce(r.credits, 0) as back, r.credits > 0 or s.refunded_credits > 0 as moved, %6$s as taken) money
      where case when money.moved then j.delivered or money.back <> money.taken else s.ending <> 'close' and not j.delivered end
    ) %7$s$sql$,
    estorno.given_back_sql(),
    array(select o.table_name from estorno.job_tables o),
    string_agg(format(
      $sql$select %1$L as table_name, j.id from (%2$s) j
      where (j.created_at >= $1 or j.created_at is null) and j.status = any (%3$L) and not j.delivered
        and not exists (select from estorno.settlements s where s.table_name = %1$L and s.job_id = j.id)
        and not exists (select from repaid r where r.user_id = j.user_id and r.job_id = j.id)$sql$,
      t.table_name, estorno.jobs_sql(t), t.over_statuses), E'\nunion all\n' order by t.table_name),
    string_agg(format(
      $sql$select distinct %1$L as table_name, j.id, j.user_id, j.delivered, j.taken from (%2$s) j
      join touched on touched.job_id = j.id and coalesce(touched.only_in, %1$L) = %1$L where j.status = any (%3$L)$sql$,
      t.table_name, estorno.jobs_sql(t), t.over_statuses), E'\nunion all\n' order by t.table_name),
    case when estorno.ledger_names_jobs()
      then $sql$select t.job_table, t.job_id, -sum(t.amount) as credits from public.upscaler_credit_transactions t
      join job j on j.table_name = t.job_table and j.id = t.job_id where t.transaction_type = 'consumption' group by t.job_table, t.job_id$sql$
      else 'select null::text as job_table, null::uuid as job_id, null::bigint as credits' end,
    estorno.taken_sql('c.credits'),
    string_agg(format(
      $sql$select 'charged_not_refunded', %1$L::text, j.id, j.user_id, j.credits, jsonb_build_object('status', j.status, 'charge_proof', j.charge_proof)
      from unpaid cross join lateral (select * from (%2$s) j where j.id = unpaid.id offset 0) j
      where unpaid.table_name = %1$L and %3$s
      union all
      select case when j.delivered then 'completed_and_refunded' when odd.moved then 'refund_differs' else 'charged_after_end' end,
        %1$L, j.id, j.user_id, least(case when odd.moved then odd.back else j.credits end, 2147483647)::integer,
        case when odd.moved then jsonb_build_object('taken', odd.taken)
          else jsonb_build_object('statement', format('select * from public.refund_upscaler_credits(%%L, %%s, %%L);',
            j.user_id, j.credits, format('Estorno: cobrado depois do encerramento (%%s, %%s)', %4$L, j.id))) end
      from odd cross join lateral (select * from (%2$s) j where j.id = odd.id offset 0) j
      join public.upscaler_credits customer on customer.user_id = j.user_id -- a deleted one's books are gone
      where odd.table_name = %1$L and (odd.moved or j.credits > 0 and j.charge_proof in ('ledger', 'charged_column'))$sql$,
      t.table_name, estorno.jobs_sql(t), estorno.claimable_sql(t, 'repair'), t.label), E'\nunion all\n' order by t.table_name))
  from estorno.usable_job_tables() t
  having count(*) > 0
$$;
revoke all on function estorno.contradictions_sql() from public, anon, authenticated, service_role;

-- What contradicts itself in jobs created since the given time, in the books, and in the registry. The detail holds codes and
-- figures, for each reader to say in their own language:
--   charged_not_refunded      over without a result, charged for certain, no refund: can be repaired; status, charge_proof
--   charged_after_end         the same, but ended here with nothing to give back before the charge came. Its end stays on
--                             record as it was, so the refund is one by hand, with this statement
--   completed_and_refunded    the customer has the result and the credits; taken
--   refund_differs            over without a result, and what came back is not what was taken: too much, twice, or a part; taken
--   ledger_differs            a customer whose balance is not what the ledger, or its monthly and lifetime parts (null: there
--                             are none), add up to; ledger, parts
--   table_not_registered      a table *_jobs that nobody cleans up; statement (null: of a name that cannot be registered)
create or replace function estorno.reconcile(since timestamptz)
returns setof estorno.contradiction
language plpgsql stable
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
  contradictions text := estorno.contradictions_sql();
begin
  if contradictions is not null then
    return query execute contradictions using since;
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
revoke all on function estorno.reconcile(timestamptz) from public, anon, authenticated, service_role;

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
    from estorno.reconcile(since) r left join public.profiles p on p.id = r.user_id limit 1000;
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
