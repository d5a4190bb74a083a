begin;
\ir support.psql
\ir random-history.psql
select plan(16);

alter table public.pose_changer_jobs add column credits_refunded boolean;
create index on public.upscaler_credit_transactions (created_at);

-- Whatever was counted, thrown away, and nothing but the answer kept.
create function tests.live(filter jsonb) returns estorno.ai_job_totals language plpgsql as $$
declare
  answer estorno.ai_job_totals;
begin
  delete from estorno.counted_tables;
  answer := tests.summary(filter);
  raise exception using errcode = 'TLIVE';
exception when sqlstate 'TLIVE' then
  return answer;
end $$;
create function tests.summary(filter jsonb) returns estorno.ai_job_totals language sql as $$
  select s::estorno.ai_job_totals from estorno.admin_summarize_ai_jobs(filter ->> 'tool',
    array(select jsonb_array_elements_text(filter -> 'statuses')) || case when filter ? 'statuses' then '{}'::text[] end,
    (filter ->> 'since')::timestamptz, (filter ->> 'until')::timestamptz, filter ->> 'search', null, filter ->> 'refund') s
$$;
-- Those of some filters whose answer is not what a count of the jobs themselves says.
create function tests.wrong(filters integer default 15) returns setof text language sql as $$
  select format('%s: %s, but %s', f, told, counted) from (
    select f, tests.summary(f) as told, tests.live(f) as counted from unnest(array[
    '{}', '{"tool": "veste_ai_jobs"}', '{"statuses": ["failed", "running"]}', '{"since": "-infinity"}', '{"until": "infinity"}',
    jsonb_build_object('since', now() - interval '1 day'), jsonb_build_object('since', date_trunc('hour', now()) - interval '20 hours'),
    jsonb_build_object('since', now() - interval '30 hours', 'until', now() - interval '90 minutes', 'statuses', array['completed']),
    jsonb_build_object('until', now() - interval '26 hours'),
    '{"refund": "done"}', '{"refund": "not_charged"}', '{"refund": "pending"}', '{"refund": "failed"}',
    jsonb_build_object('refund', 'done', 'since', now() - interval '30 hours', 'until', now() - interval '90 minutes', 'statuses', array['failed']),
    '{"refund": "done", "search": "cliente"}']::jsonb[]) f
    order by random() limit filters) asked
  where told <> counted
$$;
create function tests.counted_jobs() returns numeric language sql as $$ select coalesce(sum(h.jobs), 0) from estorno.job_hours h $$;

-- What is in the figures at once.
create function tests.act_at_once() returns void language plpgsql as $$
declare
  unfinished record;
begin
  select * into unfinished from tests.any_job('status in (''queued'', ''running'', ''processing'')');
  case floor(7 * random())
    when 0 then perform tests.random_job(25 * random());
    when 1 then perform tests.set_job(unfinished, 'status = ''completed'', completed_at = now()');
    when 2 then perform tests.set_job(unfinished, 'status = ''running'', started_at = now()');
    when 3 then perform public.admin_cancel_ai_job(j.job_table, j.id) from tests.any_job('status in (''queued'', ''running'')') j;
    when 4 then perform public.admin_repair_ai_job(j.job_table, j.id) from tests.any_job('status in (''failed'', ''cancelled'')') j;
    when 5 then perform public.admin_retry_ai_job(unfinished.job_table, unfinished.id);
    when 6 then perform tests.tick();
  end case;
end $$;
-- What a recount has to find.
create function tests.act_unseen() returns void language plpgsql as $$
declare
  job record;
begin
  select * into job from tests.any_job('status = ''completed''');
  case floor(6 * random())
    when 0 then perform tests.random_job(4320 * random());
    when 1 then execute format('delete from public.%I where id = $1', job.job_table) using job.id;
    when 2 then perform tests.set_job(job, 'user_credit_cost = user_credit_cost + 1, created_at = created_at - interval ''1 hour''');
    when 3 then perform public.refund_upscaler_credits(job.user_id, 3, 'Cortesia: ' || job.id);
    when 4 then perform public.move_upscaler_credits(job.user_id, 0, 2, 'refund', 'Estorno', job.job_table, job.id);
    when 5 then perform tests.set_job(job, 'created_at = (array[null, now() + interval ''1 day'', ''infinity'', ''-infinity''])[1 + floor(4 * random())]');
  end case;
end $$;

select setseed(0.61);
select is_empty('select tests.wrong()', 'nothing is counted of nothing');
select tests.random_job(4320 * random()) from generate_series(1, 150);
select is_empty('select tests.wrong()', 'nothing counted yet: the jobs themselves are');
select tests.tick();
select cmp_ok(tests.counted_jobs(), '>', 40::numeric, 'then the history is counted');
select is_empty('select tests.wrong()', 'and says the same');
select is((select count(*) from estorno.job_hours h join estorno.open_hours o using (table_name, hour)), 0::bigint, 'an hour is counted or open');
select is_empty($$select tests.play('act_at_once', 40, 2)$$, 'new jobs, jobs that become over, cancels and repairs are in it at once, ticks or not');
select is(cardinality(array(select tests.play('act_unseen', 40))), 0, 'whatever a project does to its old jobs');
update estorno.counted_tables set recounts_due = 2; -- an hour has passed
select tests.tick();
select is_empty('select tests.wrong()', 'the next round of the recount finds out');

-- What the hours were counted by is no longer so.
update estorno.job_tables set delivered_statuses = '{completed,cancelled}' where table_name = 'veste_ai_jobs';
select is_empty('select tests.wrong()', 'other words: the counts of the tool are not used');
update estorno.counted_tables set recounts_due = 1;
select tests.tick();
select is_empty('select tests.wrong()', 'but made anew');
select cmp_ok((select sum(h.jobs) from estorno.job_hours h where h.table_name = 'veste_ai_jobs'), '>', 5::numeric, 'within the hour');
alter table public.upscaler_credit_transactions drop column job_id;
select is_empty('select tests.wrong()', 'nor when the ledger changed');
alter table public.veste_ai_jobs drop column error_message;
select lives_ok('select tests.tick()', 'a table of another shape does not keep the others from being counted');
select is_empty('select tests.wrong()', 'and is in no figure');
select estorno.unregister_job_table('pose_changer_jobs');
select is((select count(*) from estorno.job_hours h where h.table_name = 'pose_changer_jobs'), 0::bigint, 'a tool that is taken out leaves no counts');

create function tests.broken() returns trigger language plpgsql as $$ begin raise 'broken'; end $$;
create trigger broken before update or insert on estorno.counted_tables for each row execute function tests.broken();
set local client_min_messages = error;
delete from estorno.counted_tables;
select lives_ok('select tests.tick()', 'upkeep that fails fails no run');

select * from finish();
rollback;
