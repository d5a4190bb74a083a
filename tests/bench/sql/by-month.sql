-- Two tools with the same history and time-ordered ids: one table, and one cut into months by its ids. (A table that is cut by
-- created_at can have no unique index on id, and is refused.)
create procedure bench.make_tools_by_month(jobs integer) language plpgsql as $$
declare
  month date;
  tool text;
begin
  create table public.whole_jobs (like public.upscaler_jobs including defaults including constraints, primary key (id));
  create table public.monthly_jobs (like public.upscaler_jobs including defaults including constraints, primary key (id)) partition by range (id);
  for month in select generate_series(date_trunc('month', now() - interval '23 months'), now() + interval '1 month', '1 month') loop
    execute format('create table %I partition of public.monthly_jobs for values from (%L) to (%L)',
      to_char(month, '"monthly_jobs_"YYYY_MM'), bench.id_at(month, 0), bench.id_at(month + interval '1 month', 0));
  end loop;
  foreach tool in array array['whole_jobs', 'monthly_jobs'] loop
    execute format($sql$insert into public.%I (id, user_id, task_id, status, user_credit_cost, created_at, started_at, completed_at)
      select bench.id_at(at, n), bench.customer(1 + bench.chance(n, 1, 25000)), 'rh-' || n, case when n %% 10 < 9 then 'completed' else 'failed' end, 60,
        at, at + interval '5 s', at + interval '4 minutes'
      from (select n, now() - interval '670 days' + n * (interval '669 days' / $1) as at from generate_series(1, $1) n) past$sql$, tool) using jobs;
    execute format('create index on public.%I (created_at) where status <> all (''{completed,failed,cancelled}'')', tool);
    execute format('create index on public.%I (created_at desc, id desc)', tool);
    execute format('create index on public.%I (user_id, created_at desc)', tool);
    execute format('alter table public.%I owner to postgres', tool);
  end loop;
end
$$;

create procedure bench.drop_tools_by_month() language plpgsql as $$
declare
  tool text;
begin
  foreach tool in array array['whole_jobs', 'monthly_jobs'] loop
    if exists (select from estorno.job_tables t where t.table_name = tool) then
      perform estorno.unregister_job_table(tool);
    end if;
    execute format('drop table public.%I', tool);
  end loop;
end
$$;
