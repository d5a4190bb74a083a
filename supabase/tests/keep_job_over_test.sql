begin;
\ir support.psql
select plan(19);

create table tests.known as select tests.customer() as customer, tests.admin() as admin;
create table tests.jobs as select tests.job('upscaler_jobs', customer, 60, 'running', 11, 11) as ended,
  tests.job('upscaler_jobs', customer, 1, 'running', 1, 1) as running, tests.job('upscaler_jobs', customer, 1, 'running', 1, 1) as done from tests.known;
grant select on tests.jobs, tests.known to public;
select public.cleanup_all_stale_ai_jobs();
create table tests.before as select j.* from public.upscaler_jobs j, tests.jobs where id = ended;

-- A webhook that comes after the end.
select tests.act_as('service_role');
select lives_ok($$update public.upscaler_jobs set status = 'completed', output_url = 'https://example.com/a.png', completed_at = now() + interval '1 minute',
  error_message = null, rh_cost = 12 from tests.jobs where id = ended$$, 'a late result raises no error at its sender');
select lives_ok($$update public.upscaler_jobs set status = 'completed', output_url = 'https://example.com/a.png', error_message = null from tests.jobs where id = ended$$,
  'nor when it is sent again');
select tests.act_as_owner();
select results_eq($$select j.status, j.output_url, j.completed_at, j.error_message from public.upscaler_jobs j, tests.jobs where id = ended$$,
  'select status, output_url, completed_at, error_message from tests.before', 'status, result, time and message stay');
select is((select rh_cost from public.upscaler_jobs, tests.jobs where id = ended), 12, 'late bookkeeping is written');
select results_eq($$select table_name, job_id, status, output_url, received_at from estorno.late_results$$,
  $$select 'upscaler_jobs', ended, 'completed', 'https://example.com/a.png', now() from tests.jobs$$, 'what it brought is kept, once');
select lives_ok($$update public.upscaler_jobs set position = 3 from tests.jobs where id = ended$$, 'other columns may change');
select is((select count(*) from estorno.late_results), 1::bigint, 'which is no late result');
select lives_ok($$update public.upscaler_jobs set output_url = 'data:image/png;base64,' || repeat('A', 5000000) from tests.jobs where id = ended$$,
  'a result of 5 MB is kept as well');

-- Finished by its worker, not by us.
update public.upscaler_jobs set status = 'completed', completed_at = now(), output_url = 'https://example.com/b.png' from tests.jobs where id = done;
update public.upscaler_jobs set status = 'failed', completed_at = null, error_message = 'late words', output_url = 'https://example.com/c.png' from tests.jobs where id = done;
select results_eq($$select status, completed_at, error_message, output_url from public.upscaler_jobs, tests.jobs where id = done$$,
  $$values ('completed', now(), 'late words', 'https://example.com/c.png')$$, 'status and time of a finished job stay; nothing was settled, so the rest may change');
select is((select count(*) from estorno.late_results, tests.jobs where job_id = done), 0::bigint, 'and it is no late result');
update public.upscaler_jobs set status = 'completed', completed_at = now() from tests.jobs where id = running;
select is(tests.status('upscaler_jobs', running), 'completed', 'an unfinished job is finished by its worker as ever') from tests.jobs;

-- A partition keeps what its table was registered for.
create table public.banner_maker_jobs (like public.upscaler_jobs including defaults, primary key (id)) partition by hash (id);
create table public.banner_maker_part_1_jobs partition of public.banner_maker_jobs for values with (modulus 2, remainder 0);
create table public.banner_maker_part_2_jobs partition of public.banner_maker_jobs for values with (modulus 2, remainder 1);
create index on public.banner_maker_jobs (created_at) where status <> all ('{completed,failed,cancelled}');
select estorno.register_job_table('banner_maker_jobs', 'Banners');
insert into public.banner_maker_jobs (user_id, status, user_credit_cost, started_at)
select customer, 'running', 4, now() - interval '11 minutes' from tests.known, generate_series(1, 4);
select public.cleanup_all_stale_ai_jobs();
update public.banner_maker_jobs set status = 'completed', output_url = 'https://example.com/p.png';
select results_eq('select distinct status, output_url from public.banner_maker_jobs', $$values ('failed', null::text)$$,
  'a late result changes nothing in a partition either');
select is((select count(*) from estorno.late_results where table_name = 'banner_maker_jobs'), 4::bigint, 'and is kept');
select lives_ok($$select estorno.register_job_table('banner_maker_jobs', 'Banners'), estorno.unregister_job_table('banner_maker_jobs')$$,
  'it can be registered again and taken out');
delete from estorno.late_results where table_name = 'banner_maker_jobs';

-- Who may look.
select tests.act_as('authenticated', admin) from tests.known;
select is((select count(*) from public.admin_list_late_results()), 2::bigint, 'an admin sees the late results');
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok('select public.admin_list_late_results()', '42501', null, 'a customer does not');

-- Taking the customer away.
select tests.act_as_owner();
select lives_ok('delete from auth.users using tests.known where id = customer', 'a customer with settled jobs can be deleted');
select is((select user_id from public.upscaler_jobs, tests.jobs where id = ended), null, 'the foreign key sets null on a finished job');
select lives_ok('delete from public.upscaler_jobs', 'jobs can be deleted');

select * from finish();
rollback;
