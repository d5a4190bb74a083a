begin;
\ir support.psql
select plan(24);

create table tests.known as select tests.customer(100) as customer, tests.customer(50) as stranger;
grant select on tests.known to public;
create table tests.jobs as select tests.job('upscaler_jobs', customer, 10, 'queued', 11) as id from tests.known;
grant select on tests.jobs to public;

-- What the API's roles may call of ours: this and no more.
select results_eq($$
  select p.oid::regprocedure::text, r.name from pg_proc p cross join (values ('anon'), ('authenticated'), ('service_role')) r (name)
  where p.pronamespace in ('public'::regnamespace, 'estorno'::regnamespace) and p.prorettype <> 'trigger'::regtype
    and has_function_privilege(r.name, p.oid, 'execute') and has_schema_privilege(r.name, p.pronamespace, 'usage')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    and p.pronamespace = 'public'::regnamespace order by 1, 2$$,
  $$values ('admin_advise_limits(integer,text,integer)', 'authenticated'), ('admin_cancel_ai_job(text,uuid,text)', 'authenticated'),
  ('admin_cancel_ai_jobs(jsonb,text,uuid)', 'authenticated'),
  ('admin_change_tool(text,integer,integer,boolean,text)', 'authenticated'),
  ('admin_chart_endings(timestamp with time zone,timestamp with time zone,text)', 'authenticated'), ('admin_cleaner_health()', 'authenticated'),
  ('admin_close_ai_job(text,uuid,text)', 'authenticated'),
  ('admin_confirm_cap_raise(bigint)', 'authenticated'), ('admin_get_ai_job(text,uuid)', 'authenticated'), ('admin_get_credit_cap()', 'authenticated'),
  ('admin_list_ai_jobs(text,text[],timestamp with time zone,timestamp with time zone,text,boolean,text,integer,timestamp with time zone,uuid,boolean)', 'authenticated'),
  ('admin_list_ai_tools()', 'authenticated'), ('admin_list_attention(integer)', 'authenticated'),
  ('admin_list_cancellable_ai_jobs(text,text[],timestamp with time zone,timestamp with time zone,text,boolean,text,integer)', 'authenticated'),
  ('admin_list_cap_raises()', 'authenticated'), ('admin_list_cleanup_hours()', 'authenticated'), ('admin_list_cleanup_runs(integer)', 'authenticated'),
  ('admin_list_late_results(integer)', 'authenticated'), ('admin_list_record_admins()', 'authenticated'),
  ('admin_list_records(text,text[],uuid,timestamp with time zone,timestamp with time zone,integer,timestamp with time zone,text)', 'authenticated'),
  ('admin_map_status(text,text,text,text)', 'authenticated'),
  ('admin_preview_cancel_ai_jobs(text,text[],timestamp with time zone,timestamp with time zone,text,boolean,text)', 'authenticated'),
  ('admin_preview_cleanup()', 'authenticated'), ('admin_reconcile(timestamp with time zone)', 'authenticated'),
  ('admin_repair_ai_job(text,uuid,text)', 'authenticated'),
  ('admin_request_cap_raise(integer,text)', 'authenticated'), ('admin_retry_ai_job(text,uuid)', 'authenticated'),
  ('admin_run_cleanup()', 'authenticated'),
  ('admin_summarize_ai_jobs(text,text[],timestamp with time zone,timestamp with time zone,text,boolean,text)', 'authenticated'),
  ('admin_verify_records(text,bigint)', 'authenticated'),
  ('cleanup_all_stale_ai_jobs()', 'service_role'), ('grant_upscaler_credits(uuid,integer,text,text)', 'service_role'),
  ('has_role(uuid,app_role)', 'authenticated'), ('has_role(uuid,app_role)', 'service_role'),
  ('refund_upscaler_credits(uuid,integer,text)', 'service_role'), ('spend_upscaler_credits(uuid,integer,text,text,uuid)', 'service_role'),
  ('start_ai_job(text,uuid,integer,text,text)', 'service_role')$$, 'nobody may call more than this');
select is_empty($$
  select p.oid::regprocedure, r.name from pg_proc p cross join (values ('anon'), ('authenticated'), ('service_role')) r (name)
  where p.pronamespace = 'estorno'::regnamespace and has_function_privilege(r.name, p.oid, 'execute')
    and (r.name, p.proname) <> ('service_role', 'cleanup_stale_jobs') and (r.name <> 'authenticated' or p.proname not like 'admin\_%')$$,
  'inside estorno only what the functions in public stand on');
select is_empty($$
  select c.oid::regclass, r.name from pg_class c cross join (values ('anon'), ('authenticated'), ('service_role')) r (name)
  where c.relnamespace = 'estorno'::regnamespace and c.relkind in ('r', 'S', 'v')
    and (c.relkind = 'S' and has_sequence_privilege(r.name, c.oid, 'usage, select, update')
      or c.relkind <> 'S' and has_table_privilege(r.name, c.oid, 'select, insert, update, delete, truncate, references, trigger'))$$,
  'nobody reads or writes the product''s tables directly');

select is_empty($$
  select p.oid::regprocedure from pg_proc p where p.pronamespace = 'estorno'::regnamespace and p.proname like 'admin\_%'
    and p.prosrc not like '%estorno.require_admin()%'$$, 'each of which asks first who is calling');

-- A customer reads what is theirs and writes nothing.
select tests.act_as('authenticated', customer) from tests.known;
select is((select count(*) from public.upscaler_jobs), 1::bigint, 'a customer sees their job');
select is((select balance from public.upscaler_credits), 90, 'their credits');
select is((select count(*) from public.upscaler_credit_transactions), 2::bigint, 'their ledger');
select throws_ok('update public.upscaler_jobs set user_credit_cost = 90000', '42501', null, 'cannot raise the price of a job');
select throws_ok($$insert into public.upscaler_jobs (user_id, user_credit_cost, created_at) select customer, 90000, now() - interval '1 hour' from tests.known$$,
  '42501', null, 'cannot invent a job');
select throws_ok('delete from public.upscaler_jobs', '42501', null, 'cannot delete one');
select throws_ok('update public.upscaler_credits set balance = 1000000', '42501', null, 'cannot write their credits');
select throws_ok('delete from public.upscaler_credit_transactions', '42501', null, 'nor their ledger');
select throws_ok($$insert into public.user_roles select customer, 'admin' from tests.known$$, '42501', null, 'nor make themselves an admin');
select throws_ok('select public.cleanup_all_stale_ai_jobs()', '42501', null, 'cannot run the cleanup');
select throws_ok($$select public.refund_upscaler_credits(customer, 60, 'x') from tests.known$$, '42501', null, 'cannot refund');
select throws_ok($$select public.grant_upscaler_credits(customer, 60) from tests.known$$, '42501', null, 'cannot grant');
select throws_ok('select * from estorno.settlements', '42501', null, 'cannot read the records');
select tests.act_as('authenticated', stranger) from tests.known;
select is((select count(*) from public.upscaler_jobs), 0::bigint, 'a stranger does not see the job');
select is((select count(*) from public.user_roles), 0::bigint, 'nor another''s roles');

-- Anonymous callers do nothing at all.
select tests.act_as('anon');
select throws_ok('select public.cleanup_all_stale_ai_jobs()', '42501', null, 'anon cannot run the cleanup');
select throws_ok($$select public.refund_upscaler_credits(customer, 60, 'x') from tests.known$$, '42501', null, 'anon cannot refund');
select throws_ok('select * from public.upscaler_jobs', '42501', null, 'anon reads no jobs');

-- The service works, and moves credits by the functions alone.
select tests.act_as('service_role');
select is((select sum(refunded_credits) from public.cleanup_all_stale_ai_jobs()), 10::bigint, 'the service runs the cleanup');
select throws_ok('update public.upscaler_credits set balance = balance + 1, lifetime_balance = lifetime_balance + 1', '42501', null,
  'and cannot move a balance without its ledger line');

select * from finish();
rollback;
