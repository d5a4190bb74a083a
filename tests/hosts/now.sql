-- The same project today, on top of before.sql: twelve job tables, columns that say what was charged, a trigger that protects
-- them, and five cleaners of its own. Its public.cleanup_all_stale_ai_jobs() is one of cleanups/*.sql.

do $$
declare
  job_table text;
begin
  foreach job_table in array array['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'] loop
    execute format('alter table public.%I
      add column credits_charged boolean default false, add column credits_refunded boolean default false,
      add column job_payload jsonb, add column current_step text default ''pending'', add column step_history jsonb default ''[]'',
      add column raw_api_response jsonb, add column raw_webhook_payload jsonb, add column failed_at_step text,
      add column thumbnail_url text', job_table);
  end loop;
end
$$;

create table public.flyer_maker_jobs (like public.veste_ai_jobs including defaults, primary key (id));
create table public.background_remover_jobs (like public.veste_ai_jobs including defaults, primary key (id));
create table public.avatar_maker_jobs (like public.veste_ai_jobs including defaults, primary key (id));
create table public.photo_restorer_jobs (like public.veste_ai_jobs including defaults, primary key (id));
create table public.image_generator_jobs (like public.veste_ai_jobs including defaults, primary key (id));
create table public.logo_maker_jobs (like public.veste_ai_jobs including defaults, primary key (id));
alter table public.image_generator_jobs alter column status set default 'processing';

-- The newest tools name their columns as they like.
create table public.seedance_jobs (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  task_id text,
  status text not null default 'pending',
  prompt text,
  credits_charged integer not null default 0,
  output_url text,
  error_message text,
  created_at timestamptz not null default now(),
  completed_at timestamptz
);
create table public.caption_writer_jobs (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid,
  state text not null default 'processing',
  price integer,
  created_at timestamptz default now()
);

create function public.protect_ai_job_columns() returns trigger
language plpgsql security definer set search_path to 'public' as $$
begin
  if current_setting('app.ai_financial_write', true) = 'on'
    or coalesce(current_setting('request.jwt.claims', true)::json ->> 'role', '') = 'service_role' then
    return new;
  end if;
  if new.credits_charged is distinct from old.credits_charged or new.credits_refunded is distinct from old.credits_refunded
    or new.output_url is distinct from old.output_url or new.task_id is distinct from old.task_id
    or new.user_id is distinct from old.user_id then
    raise exception 'Protected columns of % cannot be changed', tg_table_name;
  end if;
  return new;
end
$$;

do $$
declare
  job_table text;
begin
  foreach job_table in array array['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs', 'flyer_maker_jobs',
    'background_remover_jobs', 'avatar_maker_jobs', 'photo_restorer_jobs', 'image_generator_jobs', 'logo_maker_jobs'] loop
    execute format('create trigger trg_protect_ai_job_columns before update on public.%I
      for each row execute function public.protect_ai_job_columns()', job_table);
    execute format('alter table public.%I enable row level security', job_table);
    execute format('drop policy if exists "Anyone can do anything with jobs" on public.%I', job_table);
    execute format('drop policy if exists "Users can view their own jobs" on public.%I', job_table);
    execute format('create policy "Users and admins can view jobs" on public.%I for select
      using (auth.uid() = user_id or public.has_role(auth.uid(), ''admin''))', job_table);
  end loop;
end
$$;

-- Which tool is shown under which name; one table can serve three of them.
create table public.ai_tool_registry (
  tool_key text primary key,
  table_name text not null,
  display_name text not null,
  enabled boolean default true
);
insert into public.ai_tool_registry (tool_key, table_name, display_name)
select t.tool_key, t.table_name, initcap(replace(t.tool_key, '_', ' '))
from (values
  ('upscaler', 'upscaler_jobs'), ('pose_changer', 'pose_changer_jobs'), ('veste_ai', 'veste_ai_jobs'),
  ('video_upscaler', 'video_upscaler_jobs'), ('flyer_maker', 'flyer_maker_jobs'), ('background_remover', 'background_remover_jobs'),
  ('avatar_maker', 'avatar_maker_jobs'), ('photo_restorer', 'photo_restorer_jobs'), ('logo_maker', 'logo_maker_jobs'),
  ('image_generator', 'image_generator_jobs'), ('image_generator_fast', 'image_generator_jobs'),
  ('image_generator_pro', 'image_generator_jobs'), ('seedance', 'seedance_jobs'), ('caption_writer', 'caption_writer_jobs')
) as t (tool_key, table_name);

-- The project's other ways to end a job, each with a refund of its own.
create function public.admin_cancel_job(p_table_name text, p_job_id uuid)
returns table (success boolean, refunded_amount integer, error_message text)
language plpgsql security definer set search_path to 'public' as $$
declare
  job record;
begin
  execute format('select user_id, user_credit_cost, status from %I where id = $1', p_table_name) into job using p_job_id;
  if job.user_id is null then
    return query select false, 0, 'Job não encontrado';
    return;
  end if;
  perform refund_upscaler_credits(job.user_id, job.user_credit_cost, 'Cancelado por administrador');
  execute format('update %I set status = ''cancelled'', credits_refunded = true, completed_at = now() where id = $1', p_table_name) using p_job_id;
  return query select true, job.user_credit_cost, null::text;
end
$$;

create function public.user_cancel_ai_job(p_table_name text, p_job_id uuid) returns boolean
language plpgsql security definer set search_path to 'public' as $$
begin
  execute format('update %I set status = ''cancelled'', completed_at = now() where id = $1 and user_id = auth.uid()', p_table_name) using p_job_id;
  return found;
end
$$;

create function public.mark_pending_job_as_failed(p_table_name text, p_job_id uuid, p_error text default 'Erro') returns void
language plpgsql security definer set search_path to 'public' as $$
begin
  execute format('update %I set status = ''failed'', error_message = $2, completed_at = now() where id = $1', p_table_name) using p_job_id, p_error;
end
$$;

-- Six functions of the project's own usage tab, in two shapes and two versions.
create function public.get_ai_tools_usage(p_start_date timestamptz, p_end_date timestamptz, p_page integer, p_page_size integer)
returns table (id uuid, tool_name text, status text, credits integer)
language sql stable security definer set search_path to 'public' as $$
  select id, 'Upscaler', status, user_credit_cost from upscaler_jobs where created_at between p_start_date and p_end_date
  order by created_at desc limit p_page_size offset (p_page - 1) * p_page_size
$$;
create function public.get_ai_tools_usage(p_filter text) returns table (id uuid, tool_name text, status text, credits integer)
language sql stable security definer set search_path to 'public' as $$
  select id, 'Upscaler', status, user_credit_cost from upscaler_jobs where status = p_filter
$$;
create function public.get_ai_tools_usage_v2(p_start_date timestamptz, p_end_date timestamptz, p_page integer, p_page_size integer)
returns table (id uuid, tool_name text, status text, credits integer)
language sql stable security definer set search_path to 'public' as $$
  select * from get_ai_tools_usage(p_start_date, p_end_date, p_page, p_page_size)
$$;
create function public.get_ai_tools_usage_count(p_start_date timestamptz, p_end_date timestamptz) returns bigint
language sql stable security definer set search_path to 'public' as $$
  select count(*) from upscaler_jobs where created_at between p_start_date and p_end_date
$$;
create function public.get_ai_tools_usage_count_v2(p_start_date timestamptz, p_end_date timestamptz) returns bigint
language sql stable security definer set search_path to 'public' as $$
  select get_ai_tools_usage_count(p_start_date, p_end_date)
$$;
create function public.get_ai_tools_usage_summary(p_start_date timestamptz, p_end_date timestamptz)
returns table (total_jobs bigint, total_credits bigint)
language sql stable security definer set search_path to 'public' as $$
  select count(*), sum(user_credit_cost) from upscaler_jobs where created_at between p_start_date and p_end_date
$$;
create function public.get_ai_tools_usage_summary_v2(p_start_date timestamptz, p_end_date timestamptz)
returns table (total_jobs bigint, total_credits bigint)
language sql stable security definer set search_path to 'public' as $$
  select * from get_ai_tools_usage_summary(p_start_date, p_end_date)
$$;

grant all on all tables in schema public to anon, authenticated, service_role;
