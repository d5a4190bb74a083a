-- What every mutant can still do, or it would prove nothing but a syntax error: with nobody in the way and nothing wrong,
-- the clock ends a stale job, an admin cancels another one, and both give back what was taken.
do $$
declare
  customer uuid := gen_random_uuid();
  admin uuid := gen_random_uuid();
  stale uuid;
  running uuid;
begin
  insert into auth.users (id, email) values (customer, 'cliente@example.com'), (admin, 'admin@example.com');
  insert into public.user_roles values (admin, 'admin');
  perform public.grant_upscaler_credits(customer, 100);
  stale := public.start_ai_job('upscaler_jobs', customer, 10);
  update public.upscaler_jobs set created_at = now() - interval '11 minutes' where id = stale;
  running := public.start_ai_job('upscaler_jobs', customer, 20, null, 'running');

  if (select c.cancelled_count from public.cleanup_all_stale_ai_jobs() c where c.table_name = 'upscaler_jobs') <> 1 then
    raise exception 'the clock ends no stale job';
  end if;
  perform set_config('request.jwt.claims', jsonb_build_object('sub', admin, 'role', 'authenticated')::text, true);
  if (select c.outcome from public.admin_cancel_ai_job('upscaler_jobs', running) c) <> 'cancelled' then
    raise exception 'an admin cannot cancel';
  end if;
  if (select c.balance from public.upscaler_credits c where c.user_id = customer) <> 100 then
    raise exception 'the credits did not come back';
  end if;
end
$$;
