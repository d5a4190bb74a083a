-- The four tools, as far as they are there and nobody took them out; limits and labels that were changed since stay as they
-- are. A table that cannot be registered is left out, with a notice that says why and without a trace, and the others go on.
-- An index on a live table is made with a short lock_timeout: better a clear message now than every customer waiting. On a
-- table above a million rows a migration makes none at all: only "concurrently" does that without keeping writers out.
do $$
declare
  tool estorno.job_tables;
  is_large boolean;
  missing text;
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
      and (select c.after is null from estorno.tool_changes c where c.table_name = known.table_name order by c.id desc limit 1) is not true
  loop
    if exists (select from estorno.missing_but_indexes(tool)) then
      select string_agg(m, E'\n') into missing from estorno.missing_for_registration(tool) m;
      raise notice E'public.% is left out; it lacks\n%\nThen register it: %', tool.table_name, missing, estorno.registering_sql(tool.table_name);
      continue;
    end if;
    -- A table that was never analysed does not know its rows; 128 MB are about a million of them.
    select case when c.reltuples < 0 then pg_relation_size(c.oid) > 128 * 1024 * 1024 else c.reltuples > 1000000 end into is_large
    from pg_catalog.pg_class c where c.oid = to_regclass(format('public.%I', tool.table_name));
    begin
      for wanted in
        select w.name, w.definition, estorno.index_sql(tool.table_name, w.name, w.definition) as by_hand
        from (values
          (tool.table_name || '_unfinished', format('(created_at) where status <> all (%L)', tool.over_statuses), estorno.has_index_of_unfinished(tool)),
          (tool.table_name || '_history', '(created_at desc, id desc)', estorno.has_index_of_history(tool))) as w (name, definition, is_there)
        where not w.is_there
      loop
        if to_regclass(format('public.%I', wanted.name)) is not null then
          raise notice 'public.% is invalid or leads elsewhere. Run, outside a transaction: drop index concurrently public.%; %',
            wanted.name, wanted.name, wanted.by_hand;
        elsif is_large then
          raise notice 'public.% has more than a million rows. Run, outside a transaction: %', tool.table_name, wanted.by_hand;
        else
          execute format('create index %I on public.%I %s', wanted.name, tool.table_name, wanted.definition);
          insert into estorno.indexes_made (index_name) values (wanted.name) on conflict do nothing;
        end if;
      end loop;
      if tool.registered_at is null then
        perform estorno.register_job_table(tool.table_name, tool.label);
      else
        perform estorno.guard_job_table(tool);
      end if;
    exception
      when lock_not_available then
        raise;
      when others then
        raise notice E'public.% is left out: %\nThen register it: %', tool.table_name, sqlerrm, estorno.registering_sql(tool.table_name);
    end;
  end loop;
exception when lock_not_available then
  raise exception 'A job table stayed locked for 5 s, so neither its indexes nor its trigger could be made'
    using errcode = '55P03', hint = 'Run the migration again in a quieter minute; nothing was changed.';
end
$$;

select estorno.keep_functions(anew => true);
