-- What the panel is tried with beside the demo history: jobs with ids and customers that a test can name. Never for production.

-- The clock runs in name only: what is stuck stays so until a test ends it.
update cron.job set command = 'select /* cleanup_all_stale_ai_jobs */ 1' where jobname = 'cleanup-stale-ai-jobs';

-- What is within its limit stays so for minutes, however slow the machine.
do $$
declare
  tool text;
begin
  foreach tool in array array['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'] loop
    execute format(
      $sql$update public.%I j set created_at = now() - (now() - j.created_at) / 4, started_at = now() - (now() - j.started_at) / 4
      where j.status in ('pending', 'queued', 'starting', 'running') and j.created_at > now() - interval '10 minutes'$sql$, tool);
  end loop;
end
$$;

create or replace function pg_temp.add_customer(name text, email text, credits integer)
returns void
language sql
as $$
  insert into auth.users (id, email, created_at, updated_at) values (gen_random_uuid(), email, now(), now());
  insert into public.profiles (id, name, email) select u.id, add_customer.name, u.email from auth.users u where u.email = add_customer.email
  on conflict (id) do update set name = excluded.name, email = excluded.email;
  select public.grant_upscaler_credits(u.id, credits, 'lifetime', 'Compra de créditos') from auth.users u where u.email = add_customer.email;
  update public.upscaler_credit_transactions t set created_at = now() - interval '30 days'
  from auth.users u where u.id = t.user_id and u.email = add_customer.email;
$$;

-- The job with the number at the end of its id, charged and begun so long ago.
create or replace function pg_temp.add_job(
  number integer, tool text, email text, status text, cost integer, age interval, error_message text default null)
returns void
language plpgsql
as $$
declare
  made uuid := format('%s-0000-4000-8000-000000000000', lpad(number::text, 8, 'ce0'));
  customer uuid := (select u.id from auth.users u where u.email = add_job.email);
begin
  execute format(
    'insert into public.%I (id, user_id, session_id, task_id, status, user_credit_cost, rh_cost, output_url, error_message,
       created_at, started_at, completed_at)
     values ($1, $2, ''scene'', $3, $4, $5, $5 / 5, $6, $7, $8, $9, $10)', tool)
    using made, customer, format('rh-scene-%s', number), status, cost,
      case status when 'completed' then format('https://example.com/results/%s.png', made) end, error_message,
      now() - age, case when status <> 'queued' then now() - age + interval '3 seconds' end,
      case when status in ('completed', 'failed') then now() - age + interval '12 minutes' end;
  if cost > 0 then
    perform public.spend_upscaler_credits(customer, cost, 'Uso de ferramenta de IA', tool, made);
    update public.upscaler_credit_transactions t set created_at = now() - age where t.job_id = made;
  end if;
end
$$;

select pg_temp.add_customer('Ana Beatriz', 'ana@example.com', 1000);
select pg_temp.add_customer('Ana Empresa', 'ana.empresa@example.com', 500000);
select pg_temp.add_customer('<img src=x onerror="window.injected=true">', 'marcacao@example.com', 1000);
select pg_temp.add_customer('=HYPERLINK("https://example.com";"Clique")', 'formula@example.com', 1000);
select pg_temp.add_customer(
  'Maria Aparecida dos Santos Albuquerque Cavalcanti de Oliveira', 'maria.aparecida.albuquerque.cavalcanti.oliveira@example.com', 1000);

select pg_temp.add_job(1, 'upscaler_jobs', 'ana@example.com', 'running', 20, '2 minutes');
select pg_temp.add_job(2, 'veste_ai_jobs', 'ana@example.com', 'running', 35, '3 minutes');
select pg_temp.add_job(3, 'video_upscaler_jobs', 'ana@example.com', 'queued', 75, '4 minutes');
select pg_temp.add_job(4, 'pose_changer_jobs', 'ana@example.com', 'queued', 0, '5 minutes');
-- More credits than one refund may be.
select pg_temp.add_job(5, 'upscaler_jobs', 'ana.empresa@example.com', 'running', 150000, '1 minute');

-- Attention: more credits than one refund may be; one whose refund would succeed by now; a status nobody registered.
select pg_temp.add_job(11, 'upscaler_jobs', 'ana.empresa@example.com', 'running', 150000, '6 hours 20 minutes');
select pg_temp.add_job(12, 'veste_ai_jobs', 'ana@example.com', 'running', 35, '6 hours 40 minutes');
select pg_temp.add_job(13, 'pose_changer_jobs', 'ana@example.com', 'processing', 25, '20 minutes');
insert into estorno.attention (table_name, job_id, reason, detail, tries, first_tried_at, last_tried_at)
select job.table_name, job.id::uuid, 'refund_failed', 'A refund is 1 to 100000 credits', 74, now() - interval '6 hours', now() - interval '3 minutes'
from (values ('upscaler_jobs', 'ce0ce011-0000-4000-8000-000000000000'), ('veste_ai_jobs', 'ce0ce012-0000-4000-8000-000000000000'))
  job (table_name, id);

-- Charged, over, never refunded.
select pg_temp.add_job(14, 'video_upscaler_jobs', 'ana@example.com', 'failed', 75, '3 hours', 'O provedor recusou o vídeo.');

-- Ended by the clock, and then the provider answered.
select pg_temp.add_job(15, 'upscaler_jobs', 'ana@example.com', 'failed', 20, '5 hours',
  'Trabalho cancelado automaticamente após 10 minutos. Créditos estornados.');
insert into estorno.settlements (table_name, job_id, user_id, ending, actor, status_before, status_after, time_limit, charge_proof,
  refunded_credits, refunded_to_monthly, balance_after, settled_at)
select 'upscaler_jobs', j.id, j.user_id, 'timeout', 'cron', 'running', 'failed', interval '10 minutes', 'ledger', 20, 0, r.new_balance, j.completed_at
from public.upscaler_jobs j
cross join lateral public.refund_upscaler_credits(
  j.user_id, 20, format('Estorno: trabalho encerrado após 10 minutos (Upscaler de imagem, %s)', j.id)) r
where j.id = 'ce0ce015-0000-4000-8000-000000000000';
update public.upscaler_jobs set status = 'completed', output_url = 'https://example.com/results/tarde.png'
where id = 'ce0ce015-0000-4000-8000-000000000000';

-- What people and providers write: markup, a formula, more than fits.
select pg_temp.add_job(21, 'upscaler_jobs', 'marcacao@example.com', 'failed', 20, '1 hour',
  '<img src=x onerror="window.injected=true"><script>window.injected = true</script>');
select pg_temp.add_job(22, 'pose_changer_jobs', 'formula@example.com', 'completed', 25, '2 hours');
select pg_temp.add_job(23, 'video_upscaler_jobs', 'maria.aparecida.albuquerque.cavalcanti.oliveira@example.com', 'failed', 75, '4 hours',
  repeat('O provedor devolveu um erro interno ao ler o quadro 4711 do vídeo enviado. ', 4));
select public.refund_upscaler_credits(p.id, case p.email when 'marcacao@example.com' then 20 else 75 end,
  format('Estorno: falha do provedor (%s)', case p.email when 'marcacao@example.com' then 'ce0ce021-0000-4000-8000-000000000000'
    else 'ce0ce023-0000-4000-8000-000000000000' end))
from public.profiles p where p.email in ('marcacao@example.com', 'maria.aparecida.albuquerque.cavalcanti.oliveira@example.com');

-- Charged in the order they stand in above, but each balance is the one of its time.
update public.upscaler_credit_transactions t set balance_after = line.total
from (
  select l.id, sum(l.amount) over (partition by l.user_id order by l.created_at, l.id) as total
  from public.upscaler_credit_transactions l join public.profiles p on p.id = l.user_id and p.email like 'ana%') line
where line.id = t.id;

-- The runs of the last day, one in five minutes, with what the history says they ended.
with run as (
  insert into estorno.cleanup_runs (started_at, finished_at, started_by)
  select at, at + interval '1 second', 'cron' from generate_series(now() - interval '24 hours', now() - interval '1 minute', interval '5 minutes') at
  returning id, started_at
)
insert into estorno.cleanup_run_tables (run_id, table_name, cancelled_count, refunded_credits, pass, failures)
select run.id, t.table_name, count(s.job_id), coalesce(sum(s.refunded_credits), 0), 3,
  case when run.started_at > now() - interval '6 hours' and t.table_name in ('upscaler_jobs', 'veste_ai_jobs') then 1 else 0 end
from run
cross join estorno.job_tables t
left join estorno.settlements s on s.table_name = t.table_name and s.ending = 'timeout'
  and s.settled_at >= run.started_at and s.settled_at < run.started_at + interval '5 minutes'
group by run.id, run.started_at, t.table_name;

-- An admin tried a longer limit.
select set_config('request.jwt.claim.sub', u.id::text, true) from auth.users u where u.email = 'admin@example.com';
select public.admin_change_tool('video_upscaler_jobs', null, 15, null, 'Vídeos longos precisam de mais tempo');
select public.admin_change_tool('video_upscaler_jobs', null, 10, null, 'Voltou ao padrão');
