-- Demo history: finished jobs of the last 90 days with their charges, refunds and records, and jobs that run right now.
-- How many: the settings estorno.demo_finished and estorno.demo_running. Everything adds up, as after a real past.
-- Never for production: it writes settlements that no door has made.
create temp table demo_customer on commit drop as
select n, gen_random_uuid() as id, format('cliente-%s@example.com', left(gen_random_uuid()::text, 8)) as email
from generate_series(1, 250) n;

insert into auth.users (id, email, created_at, updated_at)
select c.id, c.email, now() - interval '120 days', now() from demo_customer c;
insert into public.profiles (id, name, email)
select c.id, format('Cliente %s', c.n), c.email from demo_customer c
on conflict (id) do update set name = excluded.name, email = excluded.email;

-- Of 100 finished jobs 86 deliver, 6 fail and are refunded by the host, 5 run into the limit, 3 are cancelled by an admin.
create temp table demo_job on commit drop as
select gen_random_uuid() as id, customer.id as user_id, registered.table_name, registered.label, price.cost, drawn.ending,
  drawn.created_at, drawn.created_at + drawn.waited as started_at,
  case when drawn.ending <> 'running' then drawn.created_at + drawn.waited + case drawn.ending
    when 'timeout' then interval '12 minutes' when 'cancel' then interval '5 minutes' else drawn.ran end end as completed_at
from (
  select n, case
      when n > setting.finished then 'running' when percentile < 86 then 'completed' when percentile < 92 then 'failed'
      when percentile < 97 then 'timeout' else 'cancel' end as ending,
    case when n > setting.finished then now() - interval '9 minutes' * chance.at
      else now() - interval '30 minutes' - interval '90 days' * chance.at ^ 1.5 end as created_at,
    interval '1 second' * (chance.wait * 15)::integer as waited,
    interval '1 second' * (5 + 400 * chance.run ^ 6)::integer as ran,
    1 + floor(chance.who * 250)::integer as customer, 1 + floor(chance.tool * 4)::integer as tool
  from (select current_setting('estorno.demo_finished')::integer as finished, current_setting('estorno.demo_running')::integer as running) setting
  cross join lateral generate_series(1, setting.finished + setting.running) n
  cross join lateral (select random() + n * 0 as at, random() as wait, random() as run, random() as who, random() as tool, random() * 100 as percentile) chance
) drawn
join demo_customer customer on customer.n = drawn.customer
join (values (1, 'upscaler_jobs', 20), (2, 'pose_changer_jobs', 25), (3, 'veste_ai_jobs', 35), (4, 'video_upscaler_jobs', 75)) price (n, table_name, cost)
  on price.n = drawn.tool
join estorno.job_tables registered on registered.table_name = price.table_name;

do $$
declare
  tool text;
begin
  foreach tool in array array['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'] loop
    execute format(
      $sql$insert into public.%1$I (id, user_id, session_id, task_id, status, user_credit_cost, rh_cost, output_url, error_message,
        created_at, started_at, completed_at, queue_wait_seconds)
      select j.id, j.user_id, 'demo-' || left(j.id::text, 8), 'rh-' || left(replace(j.id::text, '-', ''), 12),
        case j.ending when 'timeout' then 'failed' when 'cancel' then 'cancelled' else j.ending end, j.cost, j.cost / 5,
        case j.ending when 'completed' then 'https://example.com/results/' || j.id || '.png' end,
        case j.ending when 'failed' then 'O provedor recusou a imagem.'
          when 'timeout' then 'Trabalho cancelado automaticamente após 10 minutos. Créditos estornados.'
          when 'cancel' then 'Cancelado pelo administrador. Créditos estornados.' end,
        j.created_at, j.started_at, j.completed_at, extract(epoch from j.started_at - j.created_at)
      from demo_job j where j.table_name = %1$L$sql$, tool);
  end loop;
end
$$;

insert into public.upscaler_credits (user_id, balance, lifetime_balance)
select c.id, line.total, line.total from demo_customer c
cross join lateral (
  select 100000 - coalesce(sum(j.cost) filter (where j.ending in ('completed', 'running')), 0)::integer as total
  from demo_job j where j.user_id = c.id) line;

insert into public.upscaler_credit_transactions
  (user_id, amount, balance_after, transaction_type, credit_type, description, job_table, job_id, created_at)
select line.user_id, line.amount, sum(line.amount) over (partition by line.user_id order by line.at, line.amount desc, line.job_id),
  line.kind, 'lifetime', line.description, line.job_table, line.job_id, line.at
from (
  select c.id as user_id, 100000 as amount, 'grant' as kind, 'Compra de créditos' as description,
    null::text as job_table, null::uuid as job_id, now() - interval '120 days' as at from demo_customer c
  union all
  select j.user_id, -j.cost, 'consumption', 'Uso de ferramenta de IA', j.table_name, j.id, j.created_at from demo_job j
  union all
  select j.user_id, j.cost, 'refund', case j.ending
      when 'timeout' then format('Estorno: trabalho encerrado após 10 minutos (%s, %s)', j.label, j.id)
      when 'cancel' then format('Estorno: cancelado pelo administrador (%s, %s)', j.label, j.id)
      else format('Estorno: falha do provedor (%s, %s)', j.label, j.id) end,
    null, null, j.completed_at
  from demo_job j where j.ending in ('failed', 'timeout', 'cancel')) line;

insert into estorno.settlements (table_name, job_id, user_id, ending, actor, actor_id, reason, status_before, status_after,
  time_limit, charge_proof, refunded_credits, refunded_to_monthly, balance_after, settled_at)
select j.table_name, j.id, j.user_id, j.ending, case j.ending when 'cancel' then 'admin' else 'cron' end,
  case j.ending when 'cancel' then admin.id end, case j.ending when 'cancel' then 'Pedido do cliente' end, 'running',
  case j.ending when 'cancel' then 'cancelled' else 'failed' end, interval '10 minutes', 'ledger', j.cost, 0,
  t.balance_after, j.completed_at
from demo_job j
join public.upscaler_credit_transactions t on t.user_id = j.user_id and t.transaction_type = 'refund' and t.created_at = j.completed_at
  and strpos(t.description, j.id::text) > 0
cross join (select u.id from auth.users u where u.email = 'admin@example.com') admin
where j.ending in ('timeout', 'cancel');

-- It came in as if it had been here all along, which a recount of the panel's figures would take hours to find.
delete from estorno.counted_tables;
