-- The four tools, as far as they are there; limits and labels that were changed since stay as they are.
-- An index on a live table is made with a short lock_timeout: better a clear message now than every customer waiting.
do $$
declare
  known record;
  tool estorno.job_tables;
begin
  for known in
    select * from (values
      ('upscaler_jobs', 'Upscaler de Imagem'), ('pose_changer_jobs', 'Troca de Pose'),
      ('veste_ai_jobs', 'Provador Virtual'), ('video_upscaler_jobs', 'Upscaler de Vídeo')) as t (table_name, label)
    where to_regclass(format('public.%I', t.table_name)) is not null
  loop
    perform set_config('lock_timeout', '5s', true);
    execute format('create index if not exists %I on public.%I (created_at) where status <> all (%L)',
      known.table_name || '_unfinished', known.table_name, array['completed', 'failed', 'cancelled']);
    execute format('create index if not exists %I on public.%I (created_at desc, id desc)',
      known.table_name || '_history', known.table_name);
    select * into tool from estorno.job_tables t where t.table_name = known.table_name;
    if found then
      perform estorno.guard_job_table(tool);
    else
      perform estorno.register_job_table(known.table_name, known.label);
    end if;
  end loop;
exception when lock_not_available then
  raise exception 'A job table stayed locked for 5 s, so its indexes could not be made'
    using errcode = '55P03', hint = 'Run the migration again in a quieter minute; nothing was changed.';
end
$$;
