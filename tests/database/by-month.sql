-- A host's job table that is cut into months by its ids, which begin with their time (UUIDv7): 23 months past, this one, the next.
create function tests.id_at(at timestamptz, tail text default left(replace(gen_random_uuid()::text, '-', ''), 20))
returns uuid language sql as $$
  select (lpad(to_hex((1000 * extract(epoch from at))::bigint), 12, '0') || tail)::uuid
$$;

create table public.flyer_maker_jobs (like public.upscaler_jobs including defaults, primary key (id)) partition by range (id);
create index on public.flyer_maker_jobs (created_at) where status <> all ('{completed,failed,cancelled}');
create index on public.flyer_maker_jobs (created_at desc, id desc);
create procedure tests.add_month(month timestamptz) language plpgsql as $$
begin
  execute format('create table public.%I partition of public.flyer_maker_jobs for values from (%L) to (%L)',
    to_char(month, '"flyer_maker_jobs_"YYYY_MM'), tests.id_at(month, repeat('0', 20)), tests.id_at(month + interval '1 month', repeat('0', 20)));
end $$;
do $$
declare
  month timestamptz;
begin
  for month in select generate_series(date_trunc('month', now()) - interval '23 months', now() + interval '1 month', '1 month') loop
    call tests.add_month(month);
  end loop;
end $$;

-- So many finished jobs in each past month.
create procedure tests.add_past(jobs integer) language sql as $$
  insert into public.flyer_maker_jobs (id, status, user_credit_cost, created_at, started_at, completed_at)
  select tests.id_at(at), 'completed', 5, at, at, at + interval '1 minute'
  from generate_series(1, 23) months_ago, generate_series(1, jobs) n
  cross join lateral (
    select date_trunc('month', now()) - make_interval(months => months_ago) + n * interval '27 days' / jobs as at) began
$$;

-- A job of a customer's, charged and begun so long ago.
create function tests.month_job(customer uuid, age interval) returns uuid language plpgsql as $$
declare
  made uuid := tests.id_at(now() - age);
begin
  insert into public.flyer_maker_jobs (id, user_id, status, user_credit_cost, created_at, started_at)
  values (made, customer, 'running', 5, now() - age, now() - age);
  perform public.spend_upscaler_credits(customer, 5, 'Uso de ferramenta de IA', 'flyer_maker_jobs', made);
  return made;
end $$;

-- What this session has read of each partition so far and not yet reported: rows by a scan of all, rows by an index, looks.
create view tests.months_read as
select s.relname, s.seq_tup_read::integer as scanned, coalesce(s.idx_tup_fetch, 0)::integer as fetched,
  (s.seq_scan + coalesce(s.idx_scan, 0))::integer as looks
from pg_stat_xact_user_tables s join pg_inherits i on i.inhrelid = s.relid and i.inhparent = 'public.flyer_maker_jobs'::regclass;
