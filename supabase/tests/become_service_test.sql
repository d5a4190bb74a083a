begin;
\ir support.psql
select plan(6);

create table tests.known as select tests.admin() as admin, tests.customer() as customer;
create table tests.jobs as select tests.job('upscaler_jobs', customer, 60, 'running', 1, 1) as running, tests.job('upscaler_jobs', customer, 7, 'queued', 11) as stale
from tests.known;
grant select on tests.known, tests.jobs to public;

-- A host whose refund function lets nobody but the service in, and asks for a setting of the host's own.
alter function public.refund_upscaler_credits(uuid, integer, text) rename to refund_as_ever;
create function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
returns table (success boolean, new_balance integer, error_message text) language plpgsql security definer as $$
begin
  if auth.uid() is not null or auth.role() is distinct from 'service_role' or current_setting('app.ai_financial_write', true) is distinct from 'on' then
    return query select false, null::integer, 'Only the service may refund';
  else
    return query select * from public.refund_as_ever(_user_id, _amount, _description);
  end if;
end $$;

select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select outcome, refunded_credits from tests.jobs, public.admin_cancel_ai_job('upscaler_jobs', running)$$, $$values ('cancelled', 60)$$,
  'a refund function that lets in the service alone pays for an admin''s cancel');
select is(auth.uid(), admin, 'afterwards the caller is the admin again') from tests.known;
select is(current_setting('app.ai_financial_write', true), '', 'and may not write what only the service may');

select tests.act_as_owner();
select results_eq($$select refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$, 'values (7)',
  'it pays for cron, which brings no claims at all');
select is(tests.balance(customer), 1000, 'the customer has everything back') from tests.known;
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

select * from finish();
rollback;
