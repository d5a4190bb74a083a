-- Applied after scene.sql: markup and scripts in everything that somebody else than the panel writes. The word behind each says
-- where it came from.
create or replace function pg_temp.planted(place text)
returns text
language sql
as $$
  select format('<img src="x" onerror="injected=1"><script>injected=1</script>plantado:%s', place)
$$;

update public.profiles set name = name || pg_temp.planted('customer') where email = 'ana@example.com';
update public.profiles set name = pg_temp.planted('customer'), email = '<svg/onload=injected=1>plantado:email@example.com'
where email = 'marcacao@example.com';
update public.profiles set name = name || pg_temp.planted('admin') where email = 'admin@example.com';
update estorno.job_tables set label = pg_temp.planted('tool') where table_name = 'pose_changer_jobs';

-- A stuck one whose refund fails, one with a status of its own, and one that an admin cancelled before the provider answered.
select pg_temp.add_job(31, 'pose_changer_jobs', 'ana@example.com', 'running', 25, '3 hours', pg_temp.planted('error'));
select pg_temp.add_job(32, 'pose_changer_jobs', 'ana@example.com', pg_temp.planted('status'), 0, '15 minutes');
select pg_temp.add_job(33, 'pose_changer_jobs', 'ana@example.com', 'cancelled', 0, '2 hours', 'Cancelado pelo administrador.');
update public.pose_changer_jobs set output_url = 'javascript:injected=1//plantado:url', task_id = pg_temp.planted('task')
where id = 'ce0ce031-0000-4000-8000-000000000000';
update public.pose_changer_jobs set output_url = 'https://example.com/<img src=x onerror=injected=1>plantado:file.png'
where id = 'ce0ce033-0000-4000-8000-000000000000';
update public.upscaler_credit_transactions set description = pg_temp.planted('ledger')
where job_id = 'ce0ce031-0000-4000-8000-000000000000';
insert into estorno.attention (table_name, job_id, reason, detail)
values ('pose_changer_jobs', 'ce0ce031-0000-4000-8000-000000000000', 'refund_failed', pg_temp.planted('detail'));
insert into estorno.settlements (table_name, job_id, user_id, ending, actor, actor_id, reason, status_before, status_after, charge_proof,
  refunded_credits, refunded_to_monthly, balance_after, settled_at)
select 'pose_changer_jobs', j.id, j.user_id, 'cancel', 'admin', u.id, pg_temp.planted('reason'), 'running', 'cancelled', 'not_charged',
  0, 0, 0, now() - interval '5 minutes'
from public.pose_changer_jobs j join auth.users u on u.email = 'admin@example.com'
where j.id = 'ce0ce033-0000-4000-8000-000000000000';
insert into estorno.late_results (table_name, job_id, status, output_url, error_message) values
  ('pose_changer_jobs', 'ce0ce033-0000-4000-8000-000000000000', pg_temp.planted('late-status'), 'javascript:injected=1//plantado:late-url',
    pg_temp.planted('late-error'));

alter table estorno.cleanup_run_tables disable trigger user;
update estorno.cleanup_run_tables set error = pg_temp.planted('run') where table_name = 'pose_changer_jobs'
  and run_id = (select max(r.id) from estorno.cleanup_runs r);
alter table estorno.cleanup_run_tables enable trigger user;
select public.admin_change_tool('veste_ai_jobs', null, 11, null, pg_temp.planted('change'));
