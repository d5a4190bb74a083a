\set turn :turn + 1
\set place :turn * :clients + :client_id
with job as (
  update public.upscaler_jobs set status = 'cancelled', completed_at = now(),
    error_message = 'Cancelado pelo administrador. Créditos estornados.'
  where id = (select t.id from bench.target t where t.n = :place)
  returning id, user_id, user_credit_cost as cost
), paid as (
  update public.upscaler_credits c set balance = c.balance + job.cost, lifetime_balance = c.lifetime_balance + job.cost
  from job where c.user_id = job.user_id returning c.balance
), line as (
  insert into public.upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description)
  select job.user_id, job.cost, paid.balance, 'refund', 'lifetime', format('Estorno: cancelado pelo administrador (Upscaler, %s)', job.id)
  from job cross join paid
)
insert into estorno.settlements (table_name, job_id, user_id, ending, actor, actor_id, status_before, status_after,
  charge_proof, refunded_credits, refunded_to_monthly, balance_after)
select 'upscaler_jobs', job.id, job.user_id, 'cancel', 'admin', job.user_id, 'running', 'cancelled', 'ledger', job.cost, 0, paid.balance
from job cross join paid;
