-- What the panel's side sheet reads: one job with its end, its customer's credits and what came late.

do $$
begin
  if to_regtype('estorno.ai_job_details') is null then
    create type estorno.ai_job_details as (
      table_name text, tool_label text, id uuid, task_id text, user_id uuid, customer_name text, customer_email text,
      status text, phase text, created_at timestamptz, started_at timestamptz, completed_at timestamptz,
      waiting_seconds integer, running_seconds integer, age_seconds integer, limit_seconds integer, stuck boolean,
      cost integer, refundable_credits integer, charge_proof text, ended_by text, refunded_credits integer,
      error_message text, attention text, refund_state text, late_result boolean, returned_credits integer,
      output_url text, rh_cost integer, settled_at timestamptz, settled_by text, settled_by_id uuid, settled_by_name text,
      settled_by_email text, settle_reason text, status_before text, settle_limit_seconds integer, request_id uuid, to_admin boolean, refund_id text, refunded_at timestamptz,
      charged_at timestamptz, charged_credits integer, balance integer, monthly_balance integer, lifetime_balance integer, ledger jsonb, late_results jsonb);
  end if;
end
$$;

-- What a job took, as an expression on jobs_sql() called j and its settlement s, best proof first: the ledger's consumption,
-- looked up for each of a few jobs, what its end gave back, what the table says.
create or replace function estorno.taken_sql(table_name text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format('coalesce(%s, nullif(s.refunded_credits, 0), j.taken)', case when estorno.ledger_names_jobs() then format(
    '(select -sum(t.amount) from public.upscaler_credit_transactions t
      where t.job_table = %s and t.job_id = j.id and t.transaction_type = ''consumption'')', table_name)
    else 'null::bigint' end);
end
$$;
revoke all on function estorno.taken_sql(text) from public, anon, authenticated, service_role;

-- Columns that a host's tables may lack are read from the row as jsonb, where they are null.
create or replace function estorno.admin_get_ai_job(job_table text, job_id uuid)
returns setof estorno.ai_job_details
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
  filter estorno.job_filter;
  jobs text;
  tool estorno.job_tables;
begin
  perform estorno.require_admin();
  tool := estorno.job_table(job_table);
  filter.job_id := job_id;
  filter.stuck_only := false;
  jobs := estorno.filtered_jobs_sql(job_table, null, '');
  if jobs is null or job_id is null then
    return;
  end if;
  return query execute format(
    $sql$select job.*, host.job ->> 'output_url',
      case jsonb_typeof(host.job -> 'rh_cost') when 'number' then least((host.job ->> 'rh_cost')::numeric, 2147483647)::integer end,
      s.settled_at, s.actor, s.actor_id, actor.name, actor.email, s.reason, s.status_before, extract(epoch from s.time_limit)::integer, s.request_id,
      s.refunded_credits > 0 and s.user_id = any (estorno.known_admins(array[s.user_id])) is true,
      line.line_id, line.created_at, %4$s,
      -- A presumed charge is none for a job of nobody, or that ended before anything was taken.
      (select nullif(least(case when j.charge_proof = 'presumed' and (j.user_id is null and s.job_id is null and not j.delivered or s.charge_proof = 'not_charged')
          then 0 else %6$s end, 2147483647), 0)::integer
        from (%5$s) j where j.id = job.id),
      (credits.part ->> 'balance')::integer, (credits.part ->> 'monthly_balance')::integer, (credits.part ->> 'lifetime_balance')::integer,
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.line ->> 'id', 'amount', l.line -> 'amount',
          'balance_after', l.line -> 'balance_after', 'transaction_type', l.line -> 'transaction_type',
          'credit_type', l.line -> 'credit_type', 'description', l.line -> 'description', 'created_at', l.line -> 'created_at')
          order by l.created_at desc, l.line -> 'id' desc), '[]')
        from (select to_jsonb(t) as line, t.created_at from public.upscaler_credit_transactions t
          where t.user_id = job.user_id order by t.created_at desc, to_jsonb(t) -> 'id' desc limit 10) l),
      (select coalesce(jsonb_agg(jsonb_build_object('status', l.status, 'output_url', l.output_url,
          'error_message', l.error_message, 'received_at', l.received_at) order by l.received_at desc, l.id desc), '[]')
        from estorno.late_results l where l.table_name = job.table_name and l.job_id = job.id)
    from (%1$s) job
    join lateral (select to_jsonb(t) as job from public.%2$I t where t.id = job.id) host on true
    left join estorno.settlements s on s.table_name = job.table_name and s.job_id = job.id
    left join public.profiles actor on actor.id = s.actor_id
    left join lateral (
      select g.line_id, g.created_at from (%3$s) g where g.user_id = job.user_id and g.job_id = job.id
      order by g.created_at = s.settled_at desc, g.created_at desc limit 1) line on true
    left join lateral (select to_jsonb(c) as part from public.upscaler_credits c where c.user_id = job.user_id) credits on true$sql$,
    estorno.ai_job_rows_sql(jobs), job_table, estorno.given_back_sql(),
    case when estorno.ledger_names_jobs() then
      '(select min(t.created_at) from public.upscaler_credit_transactions t
        where t.job_table = job.table_name and t.job_id = job.id and t.transaction_type = ''consumption'')'
    else 'null::timestamptz' end, estorno.jobs_sql(tool), estorno.taken_sql(quote_literal(job_table)))
    using filter;
end
$$;
revoke all on function estorno.admin_get_ai_job(text, uuid) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_get_ai_job(text, uuid) to authenticated;

-- One job, or no row when there is none: what admin_list_ai_jobs says of it, and
--   output_url, rh_cost (what the provider charged): as the table has them
--   settled_*, settle_*, status_before, request_id: its end as recorded. settled_by: cron, service or admin; settle_limit_seconds: the
--   limit it was under; request_id: of the call that asked for it, as the caller said it; all null when the job was not ended here
--   to_admin: its end gave credits back to who is an admin, or has acted as one (see estorno.known_admins)
--   refund_id, refunded_at: the ledger line that gave its credits back; charged_at: when they were taken; null when the ledger
--   cannot tell
--   charged_credits: what the job took, also when it is over and whatever went back since; null when nothing was taken. By the
--   ledger, what its end gave back, the table's credits_charged, or presumed from the price (see charge_proof), in this order
--   balance = monthly_balance + lifetime_balance: the customer's credits now; ledger: their last 10 lines, newest first
--   late_results: what arrived after the end, newest first
-- Raises 42501 (not an admin), 22023 (table not registered).
create or replace function public.admin_get_ai_job(job_table text, job_id uuid)
returns table (
  table_name text, tool_label text, id uuid, task_id text, user_id uuid, customer_name text, customer_email text,
  status text, phase text, created_at timestamptz, started_at timestamptz, completed_at timestamptz,
  waiting_seconds integer, running_seconds integer, age_seconds integer, limit_seconds integer, stuck boolean,
  cost integer, refundable_credits integer, charge_proof text, ended_by text, refunded_credits integer,
  error_message text, attention text, refund_state text, late_result boolean, returned_credits integer,
  output_url text, rh_cost integer, settled_at timestamptz, settled_by text, settled_by_id uuid, settled_by_name text,
  settled_by_email text, settle_reason text, status_before text, settle_limit_seconds integer, request_id uuid, to_admin boolean, refund_id text, refunded_at timestamptz,
  charged_at timestamptz, charged_credits integer, balance integer, monthly_balance integer, lifetime_balance integer, ledger jsonb, late_results jsonb)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_get_ai_job(job_table, job_id)
$$;
revoke all on function public.admin_get_ai_job(text, uuid) from public, anon, authenticated, service_role;
grant execute on function public.admin_get_ai_job(text, uuid) to authenticated;
