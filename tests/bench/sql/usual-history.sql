-- The usual way to list jobs of four tables: four selects, each joined to its customers, put together, sorted, skipped, cut.
create function bench.usual_history(page integer, page_size integer default 20)
returns table (tool text, id uuid, user_id uuid, name text, email text, status text, cost integer, created_at timestamptz, started_at timestamptz,
  completed_at timestamptz, error_message text)
language sql stable as $$
  select 'Upscaler' as tool, j.id, j.user_id, p.name, p.email, j.status, j.user_credit_cost, j.created_at, j.started_at, j.completed_at, j.error_message
  from public.upscaler_jobs j left join public.profiles p on p.id = j.user_id
  union all
  select 'Pose', j.id, j.user_id, p.name, p.email, j.status, j.user_credit_cost, j.created_at, j.started_at, j.completed_at, j.error_message
  from public.pose_changer_jobs j left join public.profiles p on p.id = j.user_id
  union all
  select 'Provador', j.id, j.user_id, p.name, p.email, j.status, j.user_credit_cost, j.created_at, j.started_at, j.completed_at, j.error_message
  from public.veste_ai_jobs j left join public.profiles p on p.id = j.user_id
  union all
  select 'Vídeo', j.id, j.user_id, p.name, p.email, j.status, j.user_credit_cost, j.created_at, j.started_at, j.completed_at, j.error_message
  from public.video_upscaler_jobs j left join public.profiles p on p.id = j.user_id
  order by created_at desc limit page_size offset (page - 1) * page_size
$$;

-- The last row of a page of the list, newest first: where the next page begins.
create function bench.end_of_page(page integer, page_size integer default 20, out created_at timestamptz, out id uuid)
language sql stable as $$
  select u.created_at, u.id
  from (
    select id, created_at from public.upscaler_jobs union all select id, created_at from public.pose_changer_jobs
    union all select id, created_at from public.veste_ai_jobs union all select id, created_at from public.video_upscaler_jobs) u
  order by u.created_at desc, u.id desc limit 1 offset page * page_size - 1
$$;
