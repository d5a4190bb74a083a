-- The project's own cleanup, of the very shape of ours: "create or replace" would overwrite it without a word. Open to everyone.
create function public.cleanup_all_stale_ai_jobs()
returns table (table_name text, cancelled_count integer, refunded_credits integer)
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
  return query select 'upscaler_jobs', 0, 0;
end
$$;
