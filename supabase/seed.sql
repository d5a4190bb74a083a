-- Demo data: an admin, a customer and their jobs, in time relative to now. Never for production.
-- Both users must have signed up before. A second run does nothing.
do $$
declare
  admin uuid := (select u.id from auth.users u where u.email = 'admin@example.com');
  customer uuid := (select u.id from auth.users u where u.email = 'cliente@example.com');
  demo record;
  job_id uuid;
begin
  if admin is null or customer is null then
    raise exception 'Sign up admin@example.com and cliente@example.com first';
  end if;
  if exists (select from public.upscaler_credits c where c.user_id = customer) then
    raise notice 'The demo data is there already';
    return;
  end if;

  insert into public.profiles (id, name, email) values
    (admin, 'Administradora Demo', 'admin@example.com'), (customer, 'Cliente Demo', 'cliente@example.com')
  on conflict (id) do update set name = excluded.name, email = excluded.email;
  insert into public.user_roles (user_id, role) values (admin, 'admin') on conflict do nothing;
  perform public.grant_upscaler_credits(customer, 500, 'monthly', 'Plano mensal');
  perform public.grant_upscaler_credits(customer, 2500, 'lifetime', 'Compra de créditos');

  -- Minutes ago; the limit is 10, counted from started when there is one. The one job of cost 60 is left for the admin.
  for demo in
    select tool.table_name, job.status, tool.cost * job.times as cost, job.created, job.started, job.ended
    from (values ('upscaler_jobs', 20), ('pose_changer_jobs', 25), ('veste_ai_jobs', 35), ('video_upscaler_jobs', 75))
      as tool (table_name, cost)
    cross join (values
      ('completed', 1, 2880, 2880, 2878), ('completed', 2, 310, 308, 305), ('completed', 0, 95, 95, 94),
      ('failed', 1, 1500, 1499, 1498), ('cancelled', 1, 740, null, 735),
      ('pending', 1, 1, null, null), ('queued', 1, 4, null, null), ('starting', 1, 3, 1, null), ('running', 1, 9, 8, null),
      ('queued', 1, 26, null, null), ('running', 2, 48, 45, null)
    ) as job (status, times, created, started, ended)
    union all values ('upscaler_jobs', 'running', 60, 7, 7, null::integer)
  loop
    job_id := public.start_ai_job(demo.table_name, customer, demo.cost, 'demo-' || gen_random_uuid());
    execute format(
      'update public.%I set status = $2, created_at = now() - $3, started_at = now() - $4, completed_at = now() - $5,
         waited_in_queue = $4 < $3, queue_wait_seconds = coalesce(extract(epoch from $3 - $4), 0), task_id = $6,
         rh_cost = $7, output_url = $8, error_message = $9
       where id = $1', demo.table_name)
      using job_id, demo.status,
        make_interval(mins => demo.created), make_interval(mins => demo.started), make_interval(mins => demo.ended),
        'demo-' || left(job_id::text, 8), demo.cost / 5,
        case demo.status when 'completed' then 'https://example.com/results/' || job_id || '.png' end,
        case demo.status when 'failed' then 'O provedor recusou a imagem.' end;
    -- What a host does when it ends a job itself.
    if demo.status in ('failed', 'cancelled') then
      perform public.refund_upscaler_credits(customer, demo.cost, 'Estorno de demonstração ' || job_id);
    end if;
  end loop;
end
$$;
