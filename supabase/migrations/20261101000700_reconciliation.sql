-- Does everything add up? No line means yes.

do $$
begin
  if to_regtype('estorno.contradiction') is null then
    create type estorno.contradiction as (
      kind text, table_name text, job_id uuid, user_id uuid, credits integer, detail text);
  end if;
end
$$;

-- What contradicts itself in jobs created since the given time, in the books, and in the registry:
--   charged_not_refunded      over without a result, charged for certain, no refund: can be repaired
--   completed_and_refunded    the customer has the result and the credits
--   refund_differs            over without a result, and what came back is not what was taken: too much, twice, or a part
--   ledger_differs            a customer whose ledger does not add up to the balance
--   table_not_registered      a table *_jobs that nobody cleans up
create or replace function estorno.reconcile(since timestamptz)
returns setof estorno.contradiction
language plpgsql stable
set search_path = ''
as $$
declare
  tool estorno.job_tables;
begin
  for tool in select * from estorno.usable_job_tables() t order by t.table_name loop
    -- A refund belongs to the job that its line names, by column or in its words; what was taken, without tied lines, is the price.
    return query execute format(
      $sql$with returned as materialized (
        select refund.job_id, sum(refund.amount)::bigint as credits from (
          select coalesce((to_jsonb(t) ->> 'job_id')::uuid,
            substring(t.description from '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')::uuid) as job_id, t.amount
          from public.upscaler_credit_transactions t where t.amount > 0 and t.created_at >= $1) refund
        where refund.job_id is not null group by refund.job_id
      )
      select 'charged_not_refunded', %1$L::text, j.id, j.user_id, j.credits,
        format('status %%s, cobrança: %%s', j.status, j.charge_proof)
      from (%2$s) j where (j.created_at >= $1 or j.created_at is null) and %3$s
      union all
      select case when j.delivered then 'completed_and_refunded' else 'refund_differs' end, %1$L, j.id, j.user_id,
        least(back.credits, 2147483647)::integer, format('cobrado: %%s', back.taken)
      from (select * from estorno.settlements s where s.table_name = %1$L and s.refunded_credits > 0 and s.settled_at >= $1) s
      full join returned r on r.job_id = s.job_id
      join (%2$s) j on j.id = coalesce(r.job_id, s.job_id)
      cross join lateral (select coalesce(r.credits, 0) as credits, coalesce(%4$s, j.cost) as taken) back
      where j.phase = 'over' and (j.delivered or back.credits <> back.taken or back.credits <> coalesce(s.refunded_credits, back.credits))$sql$,
      tool.table_name, estorno.jobs_sql(tool), estorno.claimable_sql(tool, 'repair'),
      case when estorno.ledger_names_jobs() then format(
        '(select -sum(t.amount) from public.upscaler_credit_transactions t
          where t.job_table = %L and t.job_id = j.id and t.transaction_type = ''consumption'')', tool.table_name)
      else 'null::bigint' end)
      using since;
  end loop;
  return query
    select 'ledger_differs', null::text, null::uuid, c.user_id, c.balance, format('o livro-razão soma %s', coalesce(ledger.total, 0))
    from public.upscaler_credits c
    left join (select t.user_id, sum(t.amount) as total from public.upscaler_credit_transactions t group by t.user_id) ledger
      on ledger.user_id = c.user_id
    where c.balance is distinct from coalesce(ledger.total, 0);
  return query
    select 'table_not_registered', u.table_name, null::uuid, null::uuid, null::integer, estorno.registering_sql(u.table_name)
    from estorno.unregistered_job_tables() u (table_name);
end
$$;
revoke all on function estorno.reconcile(timestamptz) from public, anon, authenticated, service_role;

-- The last 90 days.
create or replace view estorno.reconciliation with (security_invoker = true) as
select * from estorno.reconcile(now() - interval '90 days');
revoke all on estorno.reconciliation from public, anon, authenticated, service_role;

create or replace function estorno.admin_reconcile(since timestamptz)
returns table (kind text, table_name text, job_id uuid, user_id uuid, customer_email text, credits integer, detail text)
language plpgsql stable security definer
set search_path = ''
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
returns table (kind text, table_name text, job_id uuid, user_id uuid, customer_email text, credits integer, detail text)
language sql stable
set search_path = ''
as $$
  select * from estorno.admin_reconcile(since)
$$;
revoke all on function public.admin_reconcile(timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.admin_reconcile(timestamptz) to authenticated;

create or replace function estorno.admin_repair_ai_job(job_table text, job_id uuid, reason text)
returns table (outcome text, refunded_credits integer, new_balance integer)
language plpgsql security definer
set search_path = ''
as $$
declare
  admin uuid := estorno.require_admin();
  answer record := estorno.settle_for_admin(estorno.job_table(job_table), job_id, 'repair', admin, reason);
  settled estorno.settlements := estorno.settlement_of(job_table, job_id);
begin
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
-- Raises 42501 (not an admin), 22023 (table not registered, bad reason), PT500 (the refund did not happen), 55P03 (try again).
create or replace function public.admin_repair_ai_job(job_table text, job_id uuid, reason text default null)
returns table (outcome text, refunded_credits integer, new_balance integer)
language sql
set search_path = ''
as $$
  select * from estorno.admin_repair_ai_job(job_table, job_id, reason)
$$;
revoke all on function public.admin_repair_ai_job(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.admin_repair_ai_job(text, uuid, text) to authenticated;
