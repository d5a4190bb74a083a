begin;
\ir support.psql
select plan(10);

-- A refund function that writes a line a bucket, and makes the credits row that is missing.
create or replace function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
returns table (success boolean, new_balance integer, error_message text) language plpgsql security definer as $$
begin
  insert into public.upscaler_credits (user_id) values (_user_id) on conflict do nothing;
  perform public.move_upscaler_credits(_user_id, _amount / 2, 0, 'refund', _description);
  new_balance := public.move_upscaler_credits(_user_id, 0, _amount - _amount / 2, 'refund', _description);
  success := true;
  return next;
end $$;
create table tests.known as select tests.admin() as admin, tests.customer(1000) as customer, tests.customer(0) as penniless;
grant select on tests.known to public;
create table tests.jobs as select tests.job('upscaler_jobs', customer, 60, 'running', 30, 30) as even, tests.job('upscaler_jobs', customer, 25, 'running', 30, 30) as odd from tests.known;
insert into public.upscaler_jobs (user_id, status, user_credit_cost, created_at)
select penniless, 'queued', cost, now() - interval '30 minutes' from tests.known, unnest(array[30, 31]) cost;

select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$, 'values (4, 146)', 'all end');
select is((select count(*) from estorno.list_attention(null)), 0::bigint, 'and need nobody');
select results_eq('select tests.balance(customer), tests.balance(penniless) from tests.known', 'values (1000, 61)', 'the credits are back, in a row that was not there');
select is((select count(*) from public.upscaler_credit_transactions where transaction_type = 'refund'), 8::bigint, 'two lines each');
select is((select count(*) from estorno.settlements s where s.balance_after is null), 0::bigint, 'each end knows the balance after it');
select is_empty('select * from estorno.reconciliation', 'which adds up');
select is_empty('select tests.wrong_books()', 'for every customer');

-- One whose second line is short, and one that says it all twice.
create or replace function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
returns table (success boolean, new_balance integer, error_message text) language plpgsql security definer as $$
begin
  perform public.move_upscaler_credits(_user_id, _amount / 2, 0, 'refund', _description);
  new_balance := public.move_upscaler_credits(_user_id, 0, _amount - _amount / 2, 'refund', case _amount when 40 then 'Estorno' else _description end);
  if _amount = 50 then
    insert into public.upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description)
    values (_user_id, 1, new_balance, 'refund', 'lifetime', _description);
  end if;
  success := true;
  return next;
end $$;
create table tests.bad as select tests.job('veste_ai_jobs', customer, 40, 'running', 30, 30) as short, tests.job('veste_ai_jobs', customer, 50, 'running', 30, 30) as long from tests.known;
select results_eq($$select cancelled_count from public.cleanup_all_stale_ai_jobs() where table_name = 'veste_ai_jobs'$$, 'values (0)', 'lines that make another sum are no proof');
select results_eq('select distinct reason, detail from estorno.list_attention(null)', $$values ('refund_failed', 'the refund function said yes, but the ledger does not show the refund')$$, 'and a human is told');
select is((select tests.balance(customer) from tests.known), 910, 'nothing came back');

select * from finish();
rollback;
