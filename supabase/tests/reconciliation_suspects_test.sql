begin;
\ir support.psql
\ir random-history.psql
select plan(14);

-- The contradictions, and the pages of the list that are found with their help, or else by what each job's row says.
create function tests.told(since timestamptz, filtered boolean default true) returns text[] language sql as $$
  select array(
    select concat_ws(' ', r.kind, r.table_name, r.job_id, r.credits) from estorno.reconcile(since) r where r.job_id is not null
    union all
    select concat_ws(' ', state, l.table_name, l.id) from unnest(array['pending', 'not_charged']) state
    cross join public.admin_list_ai_jobs(since => told.since, refund => case when filtered then state end, page_size => 1000) l
    where l.refund_state = state order by 1)
$$;
-- Whatever was remembered, thrown away, and nothing but the answer kept.
create function tests.live(since timestamptz) returns text[] language plpgsql as $$
declare
  answer text[];
begin
  delete from estorno.counted_tables;
  answer := tests.told(since, false);
  raise exception using errcode = 'TLIVE';
exception when sqlstate 'TLIVE' then
  return answer;
end $$;
create function tests.wrong(periods integer default 4) returns setof text language sql as $$
  select format('%s: told too much %s, not told %s', asked.since, array(select unnest(asked.told) except select unnest(asked.live)),
    array(select unnest(asked.live) except select unnest(asked.told))) from (
    select since, tests.told(since) as told, tests.live(since) as live
    from unnest(array['-infinity', now() - interval '1 day', now() - interval '26 hours 10 minutes', now() + interval '1 hour']) since
    order by random() limit periods) asked
  where asked.told <> asked.live
$$;
create function tests.lines() returns bigint language sql as $$ select count(*) from estorno.reconcile('-infinity') r where r.job_id is not null $$;
-- What is told at once, however old the job is.
create function tests.act_at_once() returns void language plpgsql as $$
declare
  over record;
begin
  select * into over from tests.any_job('status in (''failed'', ''cancelled'', ''completed'')');
  case floor(8 * random())
    when 0 then perform tests.random_job(25 * random());
    when 1 then perform tests.set_job(j, 'status = ''failed'', completed_at = now()') from tests.any_job('status in (''queued'', ''running'')') j;
    when 2 then perform public.admin_cancel_ai_job(j.job_table, j.id) from tests.any_job('status in (''queued'', ''running'')') j;
    when 3 then perform public.admin_repair_ai_job(j.job_table, j.id) from tests.any_job('status in (''failed'', ''cancelled'')') j;
    when 4 then perform public.refund_upscaler_credits(over.user_id, 3, 'Cortesia: ' || over.id);
    when 5 then perform public.move_upscaler_credits(over.user_id, 0, 2, 'refund', 'Estorno', over.job_table, over.id);
    when 6 then perform tests.tick();
    when 7 then perform public.cleanup_all_stale_ai_jobs();
  end case;
end $$;
-- What a recount has to find.
create function tests.act_unseen() returns void language plpgsql as $$
declare
  job record;
begin
  select * into job from tests.any_job('status in (''failed'', ''cancelled'', ''completed'')');
  case floor(6 * random())
    when 0 then perform tests.random_job(4320 * random());
    when 1 then execute format('delete from public.%I where id = $1', job.job_table) using job.id;
    when 2 then perform tests.set_job(job, 'created_at = created_at - interval ''1 hour''');
    when 3 then delete from public.upscaler_credit_transactions t where t.job_id = job.id and t.job_table = job.job_table;
    when 4 then perform public.spend_upscaler_credits(job.user_id, 4, 'Uso', job.job_table, job.id);
    when 5 then perform tests.set_job(job, 'created_at = (array[null, now() + interval ''1 day'', ''infinity'', ''-infinity''])[1 + floor(4 * random())]');
  end case;
end $$;

select setseed(0.37);
select tests.random_job(4320 * random()) from generate_series(1, 120);
select cmp_ok(tests.lines(), '>', 10::bigint, 'there is something to tell');
select estorno.count_table_on(t, 1, 10) from estorno.job_tables t;
select is_empty('select tests.wrong()', 'a part of the history is counted');
select tests.tick();
select cmp_ok((select count(*) from estorno.suspects), '>', 10::bigint, 'then all: what contradicts itself is remembered');
select cmp_ok((select count(*) from estorno.suspects), '<=', tests.lines(), 'and nothing else');
select is_empty('select tests.wrong()', 'and told');
select is_empty($$select tests.play('act_at_once', 40, 1)$$, 'new jobs, ends, refunds and repairs are seen at once, ticks or not');

-- A refund of an old job, by hand, two hours ago.
create table tests.old as select j.* from tests.any_job('status = ''completed'' and created_at between now() - interval ''2 days'' and now() - interval ''1 day''
  and not exists (select from public.upscaler_credit_transactions t where t.amount > 0 and (t.job_id = job.id or strpos(t.description, job.id::text) > 0))') j;
select public.refund_upscaler_credits(user_id, 3, 'Cortesia: ' || id) from tests.old;
update public.upscaler_credit_transactions t set created_at = now() - interval '2 hours' from tests.old o where strpos(t.description, o.id::text) > 0;
select is((select count(*) from tests.old o join estorno.suspects s on s.job_id = o.id), 0::bigint, 'a job that was fine when its hour was counted');
update estorno.counted_tables set watched_until = now() - interval '3 hours';
select tests.tick(1);
select is((select min(watched_until) from estorno.counted_tables), now() - interval '30 minutes', 'the watch goes on once an hour');
select is((select r.kind from estorno.reconcile(now() - interval '1 hour 30 minutes') r join tests.old o on o.id = r.job_id), null, 'a refund before the period');
select is((select r.kind from estorno.reconcile(now() - interval '3 hours') r join tests.old o on o.id = r.job_id), 'completed_and_refunded', 'is remembered for longer ones');
select is_empty('select tests.wrong()', 'nothing else was missed');

-- Whatever a project does to its old jobs and to old lines.
select cmp_ok(cardinality(array(select tests.play('act_unseen', 40))), '=', 0, 'jobs are edited, deleted and brought in');
update estorno.counted_tables set recounts_due = 2; -- an hour has passed
select tests.tick();
select is_empty('select tests.wrong()', 'the next round of the recount finds out');

select is(array(select r.credits from estorno.reconcile('-infinity', 2) r where r.job_id is not null), array(
  select r.credits from estorno.reconcile('-infinity') r where r.job_id is not null limit 2), 'who asks for two lines is told two');

select * from finish();
rollback;
