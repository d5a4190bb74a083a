-- The four tools, as far as they are there; limits and labels that were changed since stay as they are. A table that cannot
-- be registered is left out with a notice that says what it lacks, and the others go on.
-- An index on a live table is made with a short lock_timeout: better a clear message now than every customer waiting. On a
-- table above a million rows a migration makes none at all: only "concurrently" does that without keeping writers out.
do $$
declare
  tool estorno.job_tables;
  is_new boolean;
  is_large boolean;
  wanted record;
begin
  perform set_config('lock_timeout', '5s', true);
  for tool in
    select (coalesce(registered, estorno.tool_by_default(known.table_name, known.label))).*
    from (values
      ('upscaler_jobs', 'Upscaler de Imagem'), ('pose_changer_jobs', 'Troca de Pose'),
      ('veste_ai_jobs', 'Provador Virtual'), ('video_upscaler_jobs', 'Upscaler de Vídeo')) as known (table_name, label)
    left join estorno.job_tables registered on registered.table_name = known.table_name
    where to_regclass(format('public.%I', known.table_name)) is not null
  loop
    is_new := tool.registered_at is null;
    -- A table that was never analysed does not know its rows; 128 MB are about a million of them.
    select case when c.reltuples < 0 then pg_relation_size(c.oid) > 128 * 1024 * 1024 else c.reltuples > 1000000 end into is_large
    from pg_catalog.pg_class c where c.oid = to_regclass(format('public.%I', tool.table_name));
    for wanted in
      select tool.table_name || w.suffix as name, format('on public.%I %s', tool.table_name, w.definition) as definition
      from (values
        ('_unfinished', format('(created_at) where status <> all (%L)', tool.over_statuses), estorno.has_index_of_unfinished(tool)),
        ('_history', '(created_at desc, id desc)', estorno.has_index_of_history(tool))) as w (suffix, definition, is_there)
      where not w.is_there
    loop
      if to_regclass(format('public.%I', wanted.name)) is not null then
        raise notice 'public.% is invalid or leads elsewhere. Run, outside a transaction: drop index concurrently public.%; create index concurrently % %;',
          wanted.name, wanted.name, wanted.name, wanted.definition;
      elsif is_large then
        raise notice 'public.% has more than a million rows. Run, outside a transaction: create index concurrently % %;',
          tool.table_name, wanted.name, wanted.definition;
      else
        execute format('create index %I %s', wanted.name, wanted.definition);
        insert into estorno.indexes_made (index_name) values (wanted.name) on conflict do nothing;
      end if;
    end loop;
    if is_new then
      begin
        perform estorno.register_job_table(tool.table_name, tool.label);
      exception when invalid_parameter_value then
        raise notice E'%\nThen register it: %', sqlerrm, estorno.registering_sql(tool.table_name);
      end;
    else
      perform estorno.guard_job_table(tool);
    end if;
  end loop;
exception when lock_not_available then
  raise exception 'A job table stayed locked for 5 s, so neither its indexes nor its trigger could be made'
    using errcode = '55P03', hint = 'Run the migration again in a quieter minute; nothing was changed.';
end
$$;
