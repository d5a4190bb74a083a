-- How many jobs a run takes next: what fits into the time between two commits, and few where one could not be ended.
begin;
\ir support.psql
select plan(11);

create function tests.next(batch integer, jobs integer, refused boolean, took_ms integer, careful_for integer default 0)
returns text language sql as $$
  select format('%s, careful for %s', place.batch, place.careful_for)
  from estorno.after_batch(
    jsonb_populate_record(null::estorno.cleanup_run_tables, jsonb_build_object('batch', batch, 'careful_for', careful_for, 'suspect', false)),
    jobs, refused, took_ms * interval '1 ms', '40 ms') place
$$;

select is(tests.next(1, 1, false, 6), '6, careful for 0', 'as many as fit into the time, by what the last one took');
select is(tests.next(20, 20, false, 30), '40, careful for 0', 'twice as many at least: some of the time is the batch''s, not the jobs''');
select is(tests.next(1, 1, false, 0), '8, careful for 0', 'eight times as many at most, also when the clock stood still');
select is(tests.next(144, 144, false, 10), '250, careful for 0', 'never more than 250');
select is(tests.next(144, 5, false, 5), '144, careful for 0', 'a rest that is smaller than the batch does not shrink the next one');
select is(tests.next(100, 100, false, 50), '100, careful for 0', 'the same again when it took longer');
select is(tests.next(100, 100, false, 81), '50, careful for 0', 'half as many when it took twice as long');
select is(tests.next(1, 1, false, 9000), '1, careful for 0', 'but always one');
select is(tests.next(250, 250, true, 5), '62, careful for 250', 'a quarter after a refusal');
select is(tests.next(62, 62, false, 5, 250), '62, careful for 188', 'and no more until the jobs of the refused batch are over');
select is(tests.next(62, 62, false, 5, 62), '250, careful for 0', 'then more again');

select * from finish();
rollback;
