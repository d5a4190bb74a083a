-- The project's own cleanup, of a shape that "create or replace" cannot replace. Some may execute it, in this order.
create function public.cleanup_all_stale_ai_jobs()
returns table (upscaler_cancelled integer, pose_cancelled integer, veste_cancelled integer, video_cancelled integer)
language plpgsql security definer set search_path to 'public' as $$
declare
  stale record;
begin
  for stale in
    select * from upscaler_jobs where status in ('pending', 'starting', 'queued', 'running') and created_at < now() - interval '10 minutes'
  loop
    update upscaler_jobs set status = 'failed', error_message = 'Timeout', completed_at = now() where id = stale.id;
    perform refund_upscaler_credits(stale.user_id, stale.user_credit_cost, 'Estorno automático');
  end loop;
  return query select 0, 0, 0, 0;
end
$$;
revoke all on function public.cleanup_all_stale_ai_jobs() from public, anon, authenticated, service_role;
grant execute on function public.cleanup_all_stale_ai_jobs() to service_role;
grant execute on function public.cleanup_all_stale_ai_jobs() to authenticated with grant option;
comment on function public.cleanup_all_stale_ai_jobs() is 'Ends old jobs of all tools';
