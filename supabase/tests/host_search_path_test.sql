begin;
\ir support.psql
select plan(9);

-- A host whose functions find everything by the usual search path, and say nothing of it.
create table public.job_events (job_id uuid, short_id text, what text);
create function extensions.short_id(id uuid) returns text language sql as $$ select left(id::text, 8) $$;
create function public.note_status() returns trigger language plpgsql as $$
begin
  insert into job_events values (new.id, short_id(new.id), new.status);
  return new;
end $$;
create function public.note_end() returns trigger language plpgsql as $$
begin
  insert into job_events select new.id, short_id(new.id), 'end' from profiles p where p.id = new.user_id;
  return null;
end $$;
create function public.note_refund() returns trigger language plpgsql as $$
begin
  insert into job_events values (null, short_id(new.user_id), new.transaction_type);
  return new;
end $$;
create or replace function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
returns table (success boolean, new_balance integer, error_message text) language plpgsql security definer as $$
begin
  update upscaler_credits c set balance = c.balance + _amount, lifetime_balance = c.lifetime_balance + _amount where c.user_id = _user_id;
  insert into upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description)
  select _user_id, _amount, c.balance, 'refund', 'lifetime', _description from upscaler_credits c where c.user_id = _user_id;
  return query select true, c.balance, null::text from upscaler_credits c where c.user_id = _user_id;
end $$;

create table tests.known as select tests.admin() as admin, tests.customer(1000) as customer;
create table tests.jobs as select
  tests.job('upscaler_jobs', customer, 60, 'running', 11, 11) as stale, tests.job('upscaler_jobs', customer, 50, 'running', 1, 1) as one,
  tests.job('upscaler_jobs', customer, 40, 'running', 1, 1) as another, tests.job('upscaler_jobs', customer, 30, 'queued', 1) as third from tests.known;
grant select on tests.known, tests.jobs to public;
create trigger note_status before update on public.upscaler_jobs for each row execute function public.note_status();
create constraint trigger note_end after update on public.upscaler_jobs deferrable initially deferred
  for each row execute function public.note_end();
create trigger note_refund before insert on public.upscaler_credit_transactions for each row execute function public.note_refund();

select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$, 'values (1, 60)',
  'the cleanup ends what is due');
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select c.outcome, c.refunded_credits from tests.jobs, public.admin_cancel_ai_job('upscaler_jobs', one) c$$, $$values ('cancelled', 50)$$,
  'an admin can cancel one');
select results_eq($$select c.outcome, c.refunded_credits from tests.jobs, public.admin_cancel_ai_jobs(
    jsonb_build_array(jsonb_build_object('table', 'upscaler_jobs', 'id', another), jsonb_build_object('table', 'upscaler_jobs', 'id', third))) c$$,
  $$values ('cancelled', 40), ('cancelled', 30)$$, 'or several');
select tests.act_as_owner();
select is_empty('select * from estorno.list_attention(null)', 'nobody is needed');
select is((select tests.balance(customer) from tests.known), 1000, 'the credits are back');
select is_empty('select tests.wrong_books()', 'once, in ledger and balance');
select results_eq($$select what, count(*) from public.job_events group by what order by what$$,
  $$values ('cancelled', 3::bigint), ('end', 4), ('failed', 1), ('refund', 4)$$, 'and each trigger did what it is for');
select is((select count(*) from public.job_events e where e.short_id is null), 0::bigint, 'with what its extensions bring');

select is(current_setting('search_path'), '"$user", public, extensions', 'whoever called has their own search path again');

select * from finish();
rollback;
