-- Points of the money path at which one session can be made to stand still, so that it is killed exactly there.
create sequence tests.points_passed;
grant usage on schema tests to public;
grant usage on sequence tests.points_passed to public;

-- A session with the setting tests.stop_at tells the points it passes and counts them; at that one it waits for a lock
-- which the killer holds. The count is a sequence: a savepoint that is rolled back does not turn it back.
-- The door's lock_timeout is not meant for this wait.
create function tests.pass_point(name text) returns void language plpgsql
set lock_timeout = 0
as $$
begin
  if coalesce(current_setting('tests.stop_at', true), '') = '' then
    return;
  end if;
  raise notice '%', name using errcode = 'TP001';
  if nextval('tests.points_passed') = current_setting('tests.stop_at')::bigint then
    perform set_config('application_name', 'stopped ' || name, false);
    perform pg_advisory_lock_shared(1);
  end if;
end $$;

create function tests.pass_table_point() returns trigger language plpgsql as $$
begin
  perform tests.pass_point(concat_ws(' ', tg_argv[0], lower(tg_op), tg_table_name));
  return case tg_op when 'DELETE' then old else new end;
end $$;

-- Within each statement that writes (before each of its rows), behind it, and in the commit itself.
do $$
declare
  target regclass;
begin
  foreach target in array array[
    'public.upscaler_jobs', 'public.pose_changer_jobs', 'public.veste_ai_jobs', 'public.video_upscaler_jobs',
    'public.upscaler_credits', 'public.upscaler_credit_transactions',
    'estorno.settlements', 'estorno.attention', 'estorno.cleanup_runs', 'estorno.cleanup_run_tables']::regclass[]
  loop
    execute format('create trigger tests_in before insert or update or delete on %s
      for each row execute function tests.pass_table_point(''in'')', target);
    execute format('create trigger tests_after after insert or update or delete on %s
      for each statement execute function tests.pass_table_point(''after'')', target);
  end loop;
  create constraint trigger tests_commit after insert on estorno.settlements deferrable initially deferred
    for each row execute function tests.pass_table_point('committing');
end $$;

-- Everything that a run or a cancel may write, but the numbers of sequences.
create function tests.everything() returns text language sql stable as $$
  select md5(concat(
    (select jsonb_agg(to_jsonb(j) order by j.id) from tests.jobs j),
    (select jsonb_agg(to_jsonb(c) order by c.user_id) from public.upscaler_credits c),
    (select jsonb_agg(to_jsonb(t) order by t.id) from public.upscaler_credit_transactions t),
    (select jsonb_agg(to_jsonb(s) order by s.job_id) from estorno.settlements s),
    (select jsonb_agg(to_jsonb(a) order by a.job_id) from estorno.attention a),
    (select jsonb_agg(to_jsonb(r) order by r.id) from estorno.cleanup_runs r),
    (select jsonb_agg(to_jsonb(t) order by t.run_id, t.table_name) from estorno.cleanup_run_tables t)))
$$;

-- What is wrong between the log of the runs and what they did: both are written in one transaction or neither is.
create function tests.run_log_lies() returns setof text language sql stable as $$
  select format('I9 the runs log %s, on record %s', logged, done)
  from (select (count(*), coalesce(sum(s.refunded_credits), 0))::text as done from estorno.settlements s where s.actor in ('cron', 'service')) s,
    (select (coalesce(sum(t.cancelled_count), 0), coalesce(sum(t.refunded_credits), 0))::text as logged from estorno.cleanup_run_tables t) t
  where logged <> done
$$;

-- A run commits after so many ms and takes fewer jobs at a time when they take long, and an admin waits for some seconds: on a
-- busy machine, with all these points on its way, that would be at another place each time.
do $$
declare
  told record;
begin
  for told in
    select f.name, pg_get_functiondef(f.name) as source, regexp_replace(pg_get_functiondef(f.name), $re$interval '\d+ (ms|s|seconds)'$re$, $re$interval '1 hour'$re$, 'g') as timeless
    from unnest(array['estorno.run_cleanup(uuid)', 'estorno.settle_for_admin(estorno.job_tables, uuid, text, uuid, text)']::regprocedure[]) f (name)
  loop
    if told.timeless = told.source then
      raise exception '% names no time', told.name;
    end if;
    execute told.timeless;
  end loop;
end $$;
