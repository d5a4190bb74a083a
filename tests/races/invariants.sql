-- What must hold of jobs, credits, ledger and settlements after anything at all has happened.
create schema tests;

-- Writes down every change of a finished row, which no trigger of the product can hide.
create table tests.rewrites (table_name text, job_id uuid, before jsonb, after jsonb);
create function tests.note_rewrite() returns trigger language plpgsql security definer as $$
begin
  if new.status <> old.status or new.completed_at is distinct from coalesce(old.completed_at, new.completed_at) then
    insert into tests.rewrites values (tg_table_name, old.id, to_jsonb(old), to_jsonb(new));
  end if;
  return null;
end $$;

-- So is a change of a ledger line, or of a settlement by whoever could get past its trigger.
create function tests.note_changed_record() returns trigger language plpgsql security definer as $$
begin
  insert into tests.rewrites values (tg_table_name, null, to_jsonb(old), to_jsonb(new));
  return null;
end $$;
create trigger tests_note_change after update on public.upscaler_credit_transactions for each row
  when (old.transaction_type = 'refund') execute function tests.note_changed_record();
create trigger tests_note_change after update or delete on estorno.settlements for each row execute function tests.note_changed_record();

create view tests.jobs as
select 'upscaler_jobs' as table_name, id, user_id, status, error_message, completed_at, created_at, started_at, output_url from public.upscaler_jobs
union all select 'pose_changer_jobs', id, user_id, status, error_message, completed_at, created_at, started_at, output_url from public.pose_changer_jobs
union all select 'veste_ai_jobs', id, user_id, status, error_message, completed_at, created_at, started_at, output_url from public.veste_ai_jobs
union all select 'video_upscaler_jobs', id, user_id, status, error_message, completed_at, created_at, started_at, output_url from public.video_upscaler_jobs;

do $$
declare
  job_table text;
begin
  foreach job_table in array array['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'] loop
    execute format($f$create trigger tests_note_rewrite after update on public.%I for each row
      when (old.status in ('completed', 'failed', 'cancelled')) execute function tests.note_rewrite()$f$, job_table);
  end loop;
end $$;

-- A job that a customer paid for and that was started some minutes ago.
create function tests.start_job(job_table text, customer uuid, cost integer, status text, minutes_ago integer) returns uuid
language plpgsql as $$
declare
  job uuid := public.start_ai_job(job_table, customer, cost, null, status);
begin
  execute format('update public.%I set created_at = now() - $2, started_at = started_at - $2 where id = $1', job_table)
    using job, make_interval(mins => minutes_ago);
  return job;
end $$;

-- Jobs that outlived their trial would grow stale in the middle of a later one; also those whose customer was deleted.
create function tests.finish_jobs(customers uuid[], ids uuid[]) returns void language plpgsql as $$
declare
  job_table text;
begin
  foreach job_table in array array['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'] loop
    execute format($f$update public.%I set status = 'completed', completed_at = now()
      where (user_id = any ($1) or id = any ($2)) and status in ('queued', 'pending', 'running', 'starting')$f$, job_table)
      using customers, ids;
  end loop;
end $$;

-- Each broken invariant of the given customers (of everybody: null), one row.
create function tests.violations(customers uuid[] default null) returns table (invariant text, subject text)
language sql stable as $$
  with job as materialized (
    select j.*, s.ending, s.refunded_credits, s.status_after, s.actor, s.actor_id, s.reason, s.time_limit,
      (select -sum(t.amount) from public.upscaler_credit_transactions t
        where t.job_id = j.id and t.job_table = j.table_name and t.transaction_type = 'consumption') as charged,
      (select count(*) from public.upscaler_credit_transactions t
        where t.user_id = j.user_id and t.transaction_type = 'refund' and t.description like '%, ' || j.id || ')') as refunds,
      (select sum(t.amount) from public.upscaler_credit_transactions t
        where t.user_id = j.user_id and t.transaction_type = 'refund' and t.description like '%, ' || j.id || ')') as refunded
    from tests.jobs j left join estorno.settlements s on s.table_name = j.table_name and s.job_id = j.id
    where customers is null or j.user_id = any (customers)
  )
  select 'I1 ledger = balance = parts >= 0', c.user_id::text
  from public.upscaler_credits c
  where (customers is null or c.user_id = any (customers))
    and (c.balance <> c.monthly_balance + c.lifetime_balance or least(c.monthly_balance, c.lifetime_balance) < 0
      or c.balance <> (select coalesce(sum(t.amount), 0) from public.upscaler_credit_transactions t where t.user_id = c.user_id))
  union all
  select 'I1 balance_after runs', t.id::text
  from (select t.*, sum(t.amount) over (partition by t.user_id order by t.id) as running from public.upscaler_credit_transactions t
        where customers is null or t.user_id = any (customers)) t
  where t.balance_after <> t.running
  union all select 'I2 at most one refund, of what was taken', job.id::text from job where job.refunds > 1 or job.refunded <> job.charged
  union all
  select 'I3 refunded if and only if charged and ended by us', job.id::text from job
  where job.user_id is not null and coalesce(job.charged, 0) > 0 and (job.refunds = 1) <> coalesce(job.ending in ('timeout', 'cancel', 'repair'), false)
  union all select 'I4 completed means not refunded', job.id::text from job where job.status = 'completed' and (job.refunds > 0 or job.ending is not null)
  union all select 'I5 finished rows, settlements and ledger lines never change', coalesce(r.job_id::text, r.table_name) from tests.rewrites r
    where customers is null or r.job_id is null or exists (select from job where job.id = r.job_id)
  union all select 'I5 what a settled row says never changes', job.id::text from job
    where job.ending in ('timeout', 'cancel') and (job.output_url is not null or job.error_message not like case job.ending
      when 'timeout' then 'Trabalho cancelado automaticamente após %' else 'Cancelado pelo administrador.%' end)
  union all select 'I6 the record says who, by which limit, and what was taken', job.id::text from job
    where job.ending = 'cancel' and (job.actor <> 'admin' or job.actor_id is null)
      or job.ending = 'timeout' and job.time_limit is null
      or job.ending in ('timeout', 'cancel') and job.user_id is not null and job.refunded_credits <> coalesce(job.charged, 0)
  union all select 'I7 balances = grants - charges + refunds', 'all of them' where customers is null
    and (select coalesce(sum(c.balance), 0) from public.upscaler_credits c) <> (select coalesce(sum(t.amount), 0) from public.upscaler_credit_transactions t)
  union all select 'I6 the record says what the row says', job.id::text from job where job.ending <> 'repair' and job.status_after <> job.status
  union all select 'I6 an ended row has its time', job.id::text from job where job.ending <> 'repair' and job.completed_at is null
  union all
  select 'I8 a text claims credits only where they went back', job.id::text from job
  where (coalesce(job.error_message, '') like '%Créditos estornados.%') <> (coalesce(job.refunded_credits, 0) > 0 and job.ending <> 'repair')
$$;

-- I10: jobs past their limit that are neither over nor on the attention list.
create function tests.stuck() returns setof uuid language sql stable as $$
  select j.id from tests.jobs j
  where (j.status in ('queued', 'pending') and j.created_at < now() - interval '10 minutes'
      or j.status in ('running', 'starting') and coalesce(j.started_at, j.created_at) < now() - interval '10 minutes')
    and not exists (select from estorno.attention a where a.table_name = j.table_name and a.job_id = j.id)
$$;

-- I11: everything of one customer, to be compared byte by byte.
create function tests.fingerprint(customer uuid) returns text language sql stable as $$
  select md5(concat(
    (select jsonb_agg(to_jsonb(j) order by j.id) from tests.jobs j where j.user_id = customer),
    (select to_jsonb(c) from public.upscaler_credits c where c.user_id = customer),
    (select jsonb_agg(to_jsonb(t) order by t.id) from public.upscaler_credit_transactions t where t.user_id = customer)))
$$;
