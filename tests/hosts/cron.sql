-- What the project schedules: a cleanup of its own under two names, one of them ours, one switched off, and something else.
select cron.schedule('limpar-jobs-travados', '*/10 * * * *', 'select public.cleanup_all_stale_ai_jobs()');
select cron.schedule('cleanup-stale-ai-jobs', '*/15 * * * *', 'select * from public.cleanup_all_stale_ai_jobs();');
select cron.schedule('limpeza-antiga', '0 * * * *', 'select public.cleanup_all_stale_ai_jobs()');
select cron.alter_job(jobid, active => false) from cron.job where jobname = 'limpeza-antiga';
select cron.schedule('novo-mes', '0 0 1 * *', 'update public.upscaler_credits set monthly_balance = 0 where false');
