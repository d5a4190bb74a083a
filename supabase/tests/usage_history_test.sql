begin;
\ir support.psql
select plan(23);

create table tests.known as select tests.admin() as admin, tests.customer() as ana, tests.customer() as bia;
grant select on tests.known to public;
update public.profiles set name = 'Ana Souza', email = 'ana@example.com' where id = (select ana from tests.known);
create table tests.jobs as
select tests.job('upscaler_jobs', ana, 60, 'running', 20, 11) as stuck, tests.job('pose_changer_jobs', ana, 5, 'queued', 5) as waiting,
  tests.job('veste_ai_jobs', bia, 7, 'completed', 90) as done, tests.job('video_upscaler_jobs', bia, 9, 'failed', 3000) as old from tests.known;
grant select on tests.jobs to public;
insert into public.upscaler_jobs (user_id, status, created_at) select bia, 'queued', null from tests.known;

-- All pages, forwards from the first row or backwards from the last.
create function tests.pages(backwards boolean) returns uuid[] language plpgsql as $$
declare
  whole uuid[] := array(select id from public.admin_list_ai_jobs());
  seen uuid[] := case when backwards then whole[cardinality(whole):] else '{}' end;
  edge uuid := seen[1];
  page uuid[];
begin
  loop
    page := array(select l.id from public.admin_list_ai_jobs(page_size => 2, backwards => backwards, cursor_id => edge,
      cursor_created_at => (select coalesce(e.created_at, 'infinity') from public.admin_list_ai_jobs() e where e.id = edge)) l);
    exit when page = '{}';
    seen := case when backwards then page || seen else seen || page end;
    edge := page[case when backwards then 1 else cardinality(page) end];
  end loop;
  return seen;
end $$;
grant execute on function tests.pages(boolean) to authenticated;

select tests.act_as('authenticated', ana) from tests.known;
select throws_ok('select public.admin_list_ai_jobs()', '42501', null, 'a customer does not see the list');
select throws_ok('select public.admin_summarize_ai_jobs()', '42501', null, 'nor the totals');
select throws_ok('select public.admin_list_ai_tools()', '42501', null, 'nor the tools');
select tests.act_as('anon');
select throws_ok('select public.admin_list_ai_jobs()', '42501', null, 'nor does anon');

select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select table_name, queue_limit_seconds, run_limit_seconds from public.admin_list_ai_tools() order by 1',
  $$values ('pose_changer_jobs', 600, 600), ('upscaler_jobs', 600, 600), ('veste_ai_jobs', 600, 600), ('video_upscaler_jobs', 600, 600)$$,
  'an admin sees the tools and their limits');
select results_eq('select table_name, status, created_at is null from public.admin_list_ai_jobs()',
  $$values ('upscaler_jobs', 'queued', true), ('pose_changer_jobs', 'queued', false), ('upscaler_jobs', 'running', false),
  ('veste_ai_jobs', 'completed', false), ('video_upscaler_jobs', 'failed', false)$$, 'every job of every tool, newest first, those without a date on top');
select results_eq($$select customer_name, customer_email, phase, age_seconds, limit_seconds, stuck, cost, refundable_credits, charge_proof, waiting_seconds, running_seconds
  from public.admin_list_ai_jobs('upscaler_jobs', '{running}')$$,
  $$values ('Ana Souza', 'ana@example.com', 'running', 660, 600, true, 60, 60, 'ledger', 540, 660)$$, 'a row says who, how long, by which limit and what a cancel gives');
select is((select count(*) from public.admin_list_ai_jobs(statuses => '{queued,failed}')), 3::bigint, 'filtered by status');
select is((select count(*) from public.admin_list_ai_jobs(since => now() - interval '1 day', until => now() - interval '10 minutes')), 2::bigint, 'filtered by period');
select is((select id from public.admin_list_ai_jobs(stuck_only => true)), stuck, 'only what is stuck') from tests.jobs;
select is((select array_agg(id) from public.admin_list_ai_jobs(stuck_only => true, since => now() - interval '5 minutes')), array[stuck], 'which is stuck whatever the period') from tests.jobs;
select is((select jobs from public.admin_summarize_ai_jobs(stuck_only => true, until => now() - interval '1 day')), 1::bigint, 'in the totals as well');
select results_eq('select * from public.admin_summarize_ai_jobs()', 'values (5::bigint, 3::bigint, 1::bigint, 1::bigint, 0::bigint, 7::bigint)', 'the totals are of the whole filter');
select results_eq($$select * from public.admin_summarize_ai_jobs(statuses => '{failed,running}')$$,
  'values (2::bigint, 1::bigint, 1::bigint, 0::bigint, 0::bigint, 0::bigint)', 'what a failed or running job took is no revenue');
select throws_ok($$select public.admin_list_ai_jobs('profiles')$$, '22023', null, 'a table that is not registered');
select throws_ok($$select public.admin_list_ai_jobs(page_size => 1001)$$, '22023', null, 'a page that is too large');

select is(tests.pages(false), array(select id from public.admin_list_ai_jobs()), 'page by page forwards is the whole list');
select is(tests.pages(true), array(select id from public.admin_list_ai_jobs()), 'and backwards too');

select tests.act_as_owner();
insert into public.veste_ai_jobs (user_id, status, created_at, started_at) select ana, 'running', d::timestamptz, null from tests.known,
  (values ('infinity'), ('-infinity'), ('1850-01-01')) as odd (d);
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select age_seconds from public.admin_list_ai_jobs('veste_ai_jobs', '{running}')$$, 'values (null), (2147483647), (null)',
  'a date that is infinite, or from another century, does not break the list');

select public.admin_cancel_ai_job('upscaler_jobs', stuck) from tests.jobs;
select results_eq($$select status, ended_by, refunded_credits, refundable_credits, age_seconds from public.admin_list_ai_jobs('upscaler_jobs', '{cancelled}')$$,
  $$values ('cancelled', 'cancel', 60, null::integer, null::integer)$$, 'an ended job says how and what went back');
select is((select refunded_credits from public.admin_summarize_ai_jobs()), 60::bigint, 'which the totals count');

select tests.act_as_owner();
update public.upscaler_jobs set status = 'completed', output_url = 'https://example.com/late.png' from tests.jobs where id = stuck;
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select id, status, late_result from public.admin_list_ai_jobs() where late_result$$, $$select stuck, 'cancelled', true from tests.jobs$$,
  'a job to which a result came late is marked');
select results_eq('select job_id, tool_label, customer_name, customer_email, output_url from public.admin_list_late_results()',
  $$select stuck, 'Upscaler de Imagem', 'Ana Souza', 'ana@example.com', 'https://example.com/late.png' from tests.jobs$$,
  'and the list of late results says whose it was');

select * from finish();
rollback;
