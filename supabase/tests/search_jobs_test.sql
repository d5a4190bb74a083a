begin;
\ir support.psql
select plan(28);

create table tests.known as select tests.admin() as admin, tests.customer() as ana, tests.customer() as bia;
update public.profiles set name = 'Ana Souza rh-7', email = 'ana@example.com' where id = (select ana from tests.known);
alter table public.video_upscaler_jobs drop constraint video_upscaler_jobs_user_id_fkey; -- a host may have none
create table tests.jobs as select tests.job('upscaler_jobs', ana, 60, 'running') as anas, tests.job('veste_ai_jobs', bia, 7, 'completed') as done,
  tests.job('pose_changer_jobs', bia, 7, 'completed') as other, tests.job('video_upscaler_jobs', bia, 9, 'failed') as orphan from tests.known;
update public.upscaler_jobs set task_id = bia from tests.jobs, tests.known where id = anas;
update public.veste_ai_jobs set task_id = 'rh-1850' from tests.jobs where id = done;
update public.pose_changer_jobs set task_id = 'c0ffee00-0000-4000-8000-000000000001' from tests.jobs where id = other;
update public.video_upscaler_jobs set user_id = 'c0ffee00-0000-4000-8000-00000000dead', task_id = 'rh-7' from tests.jobs where id = orphan;
grant select on tests.known, tests.jobs to public;

create function tests.found(wanted text, tool text default null) returns uuid[] language sql as $$
  select array(select id from public.admin_list_ai_jobs(tool, search => wanted) order by table_name)
$$;
grant execute on function tests.found(text, text) to authenticated;

select tests.act_as('authenticated', admin) from tests.known;
select is(tests.found('ana s'), array[anas], 'by part of a customer''s name') from tests.jobs;
select is(tests.found(' ANA@EXAMPLE '), array[anas], 'or e-mail, however it is written') from tests.jobs;
select is(tests.found('%'), '{}', 'a wildcard is only a character');
select is(cardinality(tests.found('')), 4, 'an empty search is none');
select is(cardinality(tests.found(E' \n\t')), 4, 'nor is white space');

select is(tests.found(done::text), array[done], 'by a job id') from tests.jobs;
select is(tests.found(E'\t' || upper(done::text) || E'\r\n'), array[done], 'pasted with what stood around it') from tests.jobs;
select is(tests.found(done::text, 'veste_ai_jobs'), array[done], 'under the other filters') from tests.jobs;
select is(tests.found(done::text, 'upscaler_jobs'), '{}', 'which it does not overrule') from tests.jobs;
select is(tests.found(left(done::text, 35)), '{}', 'not by a part of an id') from tests.jobs;
select is(tests.found(ana::text), array[anas], 'by a customer''s id') from tests.known, tests.jobs;
select is(tests.found(bia::text), array[other, anas, done], 'which may be a provider id too') from tests.known, tests.jobs;
select is(tests.found('c0ffee00-0000-4000-8000-00000000dead'), array[orphan], 'also when the customer is gone') from tests.jobs;
select is(tests.found('rh-1850'), array[done], 'by a provider id') from tests.jobs;
select is(tests.found('rh-185'), '{}', 'a whole one');
select is(tests.found('c0ffee00-0000-4000-8000-000000000001'), array[other], 'also one that is a uuid') from tests.jobs;
select is(tests.found('rh-7'), array[anas, orphan], 'what a customer is called may be a provider id too') from tests.jobs;
select is(tests.found('rh-7', 'upscaler_jobs'), array[anas], 'under the other filters as well') from tests.jobs;
select is(tests.found(gen_random_uuid()::text), '{}', 'an id of nothing finds nothing');
select is(tests.found(repeat('a', 200)), '{}', 'a long search may find nothing');
select throws_ok($$select tests.found(repeat('a', 201))$$, '22023', 'A busca pode ter até 200 caracteres.', 'one above 200 characters is refused');
select is((select jobs from public.admin_summarize_ai_jobs(search => 'rh-1850')), 1::bigint, 'the totals search too');

-- A period: what has the very id is meant all the same.
select tests.act_as_owner();
create function tests.found_today(wanted text) returns uuid[] language sql as $$
  select array(select id from public.admin_list_ai_jobs(since => now() - interval '1 day', until => now() + interval '1 day', search => wanted) order by table_name)
$$;
grant execute on function tests.found_today(text) to authenticated;
update public.upscaler_jobs set created_at = now() - interval '40 days';
update public.veste_ai_jobs set created_at = null;
update public.video_upscaler_jobs set created_at = now() + interval '40 days';
select tests.act_as('authenticated', admin) from tests.known;
select is(tests.found_today(anas::text), array[anas], 'a job id older than the period') from tests.jobs;
select is(tests.found_today(done::text), array[done], 'or of unknown age') from tests.jobs;
select is(tests.found_today('rh-1850'), array[done], 'a provider id') from tests.jobs;
select is(tests.found_today('rh-7'), array[orphan], 'but a customer''s name under the period alone') from tests.jobs;
select is(tests.found_today(bia::text), array[other, anas], 'as a customer''s id') from tests.known, tests.jobs;
select is((select jobs from public.admin_summarize_ai_jobs(since => now() - interval '1 day', search => anas::text)), 1::bigint, 'the totals agree') from tests.jobs;

select * from finish();
rollback;
