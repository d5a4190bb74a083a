begin;
\ir support.psql
select plan(7);

create table tests.known as select tests.customer(10000) as customer;
create table tests.jobs as select
  tests.job('upscaler_jobs', customer, 3, 'processing', 60, 11) as stuck, tests.job('upscaler_jobs', customer, 5, 'processing', 3000, 1449) as yesterday,
  tests.job('upscaler_jobs', customer, 7, 'processing', 20000, 13000) as old, tests.job('upscaler_jobs', customer, 11, 'running', 20000, 13000) as running,
  tests.job('upscaler_jobs', customer, 13, 'expired', 20000) as expired from tests.known;
create function tests.register(running_statuses text[]) returns void language sql as $$
  select estorno.register_job_table('upscaler_jobs', 'Upscaler', running_statuses => register.running_statuses)
$$;
create function tests.set_aside() returns setof uuid language sql as $$
  select a.job_id from estorno.attention a where a.reason = 'predates_installation'
$$;

select tests.register('{starting,running}');
select is_empty('select tests.set_aside()', 'registering again with the words of before sets nothing aside');
select tests.register('{starting,running,processing}');
select results_eq('select tests.set_aside()', 'select old from tests.jobs', 'a new word sets aside what is past its limit by more than a day, and no job of an old word');
select tests.register('{starting,running,processing}');
select results_eq('select tests.set_aside()', 'select old from tests.jobs', 'once');
select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$, 'values (3, 19)', 'the clock ends the others');
select results_eq($$select tests.status('upscaler_jobs', stuck), tests.status('upscaler_jobs', yesterday), tests.status('upscaler_jobs', old), tests.status('upscaler_jobs', running) from tests.jobs$$,
  $$values ('failed', 'failed', 'processing', 'failed')$$, 'and leaves the old one to a human');

-- Whatever is not known any more is new again when it comes back.
select tests.register('{starting}');
select tests.register('{starting,expired}');
select is((select count(*) from tests.set_aside()), 2::bigint, 'each new word counts');
select is((select tests.balance(customer) from tests.known), 10000 - 7 - 13, 'what is set aside is not paid');

select * from finish();
rollback;
