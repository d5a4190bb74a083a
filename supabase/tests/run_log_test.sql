begin;
\ir support.psql
select plan(12);

alter table estorno.cleanup_runs enable trigger user;
alter table estorno.cleanup_run_tables enable trigger user;
create table tests.known as select tests.customer() as customer;
select tests.job('upscaler_jobs', customer, 10, 'queued', 30) from tests.known;
select set_config('estorno.batch_size', '250', true), set_config('estorno.run_id', '', true);

select lives_ok('select public.cleanup_all_stale_ai_jobs()', 'a run begins');
select throws_ok($$update estorno.cleanup_runs set started_at = started_at - interval '1 hour'$$, '42501', 'estorno.cleanup_runs is append-only', 'not earlier than it did');
select throws_ok($$update estorno.cleanup_runs set started_by = 'service'$$, '42501', null, 'not by another one');
select lives_ok('select public.cleanup_all_stale_ai_jobs() from generate_series(1, 2)', 'it goes on and finishes');
select is((select count(*) from estorno.cleanup_runs where finished_at is not null), 1::bigint, 'which is logged');
select throws_ok('update estorno.cleanup_runs set finished_at = null', '42501', null, 'once');
select throws_ok('update estorno.cleanup_run_tables set cancelled_count = 0', '42501', 'estorno.cleanup_run_tables is append-only', 'its counts stay');
select throws_ok('delete from estorno.cleanup_run_tables', '42501', null, 'so do its lines');
select throws_ok('delete from estorno.cleanup_runs', '42501', null, 'and the run');
select throws_ok('truncate estorno.cleanup_runs cascade', '42501', null, 'all of them');

alter table estorno.cleanup_runs disable trigger user;
update estorno.cleanup_runs set started_at = now() - interval '31 days';
alter table estorno.cleanup_runs enable trigger user;
select lives_ok($$select estorno.begin_cleanup_run('service')$$, 'the next run');
select is((select count(*) from estorno.cleanup_runs), 1::bigint, 'prunes what is older than 30 days');

select * from finish();
rollback;
