begin;
\ir support.psql
select plan(22);

create table tests.known as select tests.admin() as admin, tests.customer() as customer;
grant select on tests.known to public;
create function tests.advice(tool text, minutes integer default null) returns table (would_have_ended bigint, finished_later bigint) language sql as $$
  select a.would_have_ended, a.finished_later from public.admin_advise_limits(30, tool, minutes) a
$$;
grant execute on function tests.advice(text, integer) to public;
-- A job that was over so many seconds after its start an hour ago, for which it had waited.
create function tests.ran(tool text, status text, seconds integer, waited integer default 0, days_ago integer default 0) returns void language plpgsql as $$
declare
  began timestamptz := now() - interval '1 hour' - make_interval(days => days_ago);
begin
  execute format('insert into public.%I (status, created_at, started_at, completed_at) values ($1, $2 - make_interval(secs => $3), $2, $2 + make_interval(secs => $4))', tool)
    using status, began, waited, seconds;
end $$;

select tests.act_as('anon');
select throws_ok('select public.admin_advise_limits()', '42501', null, 'anon gets no advice');
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok('select public.admin_advise_limits()', '42501', null, 'nor does a customer');
select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select * from public.admin_advise_limits()', $$values
  ('veste_ai_jobs', 'Provador Virtual', 0::bigint, null::integer, null::integer, null::integer, null::integer, 10, 0::bigint, 0::bigint),
  ('pose_changer_jobs', 'Troca de Pose', 0, null, null, null, null, 10, 0, 0), ('upscaler_jobs', 'Upscaler de Imagem', 0, null, null, null, null, 10, 0, 0),
  ('video_upscaler_jobs', 'Upscaler de Vídeo', 0, null, null, null, null, 10, 0, 0)$$, 'without jobs there is no figure');
select throws_ok('select public.admin_advise_limits(0)', '22023', 'O período vai de 1 a 365 dias.', 'no day');
select throws_ok('select public.admin_advise_limits(366)', '22023', null, 'too many days');
select throws_ok('select public.admin_advise_limits(null)', '22023', null, 'days unknown');
select throws_ok('select public.admin_advise_limits(run_limit_minutes => 1441)', '22023', 'O limite vai de 1 a 1.440 minutos inteiros.', 'a limit that no tool can have');
select throws_ok($$select public.admin_advise_limits(30, 'profiles')$$, '22023', null, 'a table that is not registered');

-- Percentiles, of what delivered in those days.
select tests.act_as_owner();
select tests.ran('pose_changer_jobs', 'completed', n, 2 * n) from generate_series(1, 100) n;
select tests.ran('pose_changer_jobs', 'failed', 500, 500), tests.ran('pose_changer_jobs', 'completed', 500, 500, 31), tests.ran('pose_changer_jobs', 'completed', -500, -500);
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select finished_jobs, run_p50_seconds, run_p95_seconds, run_p99_seconds, wait_p95_seconds from public.admin_advise_limits(30, 'pose_changer_jobs')$$,
  'values (100::bigint, 50, 95, 99, 190)', 'of jobs that failed, are older, or end before they begin nothing is learned');
select is((select finished_jobs from public.admin_advise_limits(32, 'pose_changer_jobs')), 101::bigint, 'a longer period has more jobs');
select results_eq($$select limit_minutes, would_have_ended, finished_later from public.admin_advise_limits(32, 'pose_changer_jobs', 1)$$,
  'values (1, 42::bigint, 41::bigint)', 'a limit of a minute would have ended those that took longer, and nearly all finished');

-- What another limit would have done. Each job by itself:
select tests.act_as_owner();
select tests.ran('upscaler_jobs', 'completed', 720), tests.ran('upscaler_jobs', 'failed', 720), tests.job('upscaler_jobs', customer, 1, 'queued', 9),
  tests.job('upscaler_jobs', customer, 1, 'running', 20, 9) from tests.known;
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select * from tests.advice('upscaler_jobs', 12)$$, 'values (0::bigint, 0::bigint)', 'a job of 12 minutes is within 12 minutes');
select tests.act_as_owner();
select tests.ran('upscaler_jobs', 'completed', 721), tests.ran('upscaler_jobs', 'failed', 721), tests.ran('upscaler_jobs', 'cancelled', 721);
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select * from tests.advice('upscaler_jobs', 12)$$, 'values (3::bigint, 1::bigint)', 'a second more is not, and one of them finished');
select results_eq($$select * from tests.advice('upscaler_jobs', 8)$$, 'values (6::bigint, 2::bigint)', 'a job that is running counts as far as it is');
select results_eq($$select * from tests.advice('upscaler_jobs')$$, 'values (5::bigint, 2::bigint)', 'without a limit asked for it is the tool''s');

-- What the clock ended: it came back late, or never.
select tests.act_as_owner();
create table tests.late as select tests.job('veste_ai_jobs', customer, 1, 'running', 30, 11) as id, l.minutes, l.status
from tests.known, (values (11.5, 'completed'), (13, 'completed'), (13, 'failed'), (null, null)) l (minutes, status);
select tests.job('veste_ai_jobs', customer, 1, 'queued', 30, 25) from tests.known;
update public.veste_ai_jobs set started_at = null where id = (select id from tests.late where minutes is null);
select public.cleanup_all_stale_ai_jobs();
insert into estorno.late_results (table_name, job_id, status, received_at)
select 'veste_ai_jobs', id, status, now() - interval '11 minutes' + make_interval(secs => minutes * 60) from tests.late where status is not null;
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select * from tests.advice('veste_ai_jobs', 10)$$, 'values (4::bigint, 2::bigint)', 'two of the jobs that were ended finished later');
select results_eq($$select * from tests.advice('veste_ai_jobs', 12)$$, 'values (3::bigint, 1::bigint)', 'with two minutes more one of them would have come in time');
select results_eq($$select * from tests.advice('veste_ai_jobs', 60)$$, 'values (2::bigint, 0::bigint)', 'what never came back no limit can save');

-- By an admin, in time; and tables that do not know starts.
select tests.act_as_owner();
create table tests.cancelled as select tests.job('video_upscaler_jobs', customer, 1, 'running', 9, 8) as id from tests.known;
grant select on tests.cancelled to public;
update estorno.job_tables set started_column = null where table_name = 'pose_changer_jobs';
select tests.act_as('authenticated', admin) from tests.known;
select public.admin_cancel_ai_job('video_upscaler_jobs', id) from tests.cancelled;
select results_eq($$select * from tests.advice('video_upscaler_jobs', 8)$$, 'values (0::bigint, 0::bigint)', 'a job that an admin cancelled ran until then');
select results_eq($$select * from tests.advice('video_upscaler_jobs', 7)$$, 'values (1::bigint, 0::bigint)', 'and no longer');
select results_eq($$select run_p50_seconds, wait_p95_seconds, would_have_ended from public.admin_advise_limits(30, 'pose_changer_jobs')$$, 'values (150, null::integer, 1::bigint)',
  'without a start the run counts from the creation');

select tests.act_as_owner();
insert into public.video_upscaler_jobs (status, created_at, started_at, completed_at)
values ('completed', now(), '-infinity', now()), ('completed', 'infinity', 'infinity', 'infinity'), ('completed', now(), now(), 'infinity');
select tests.act_as('authenticated', admin) from tests.known;
select is((select finished_jobs from public.admin_advise_limits(30, 'video_upscaler_jobs')), 0::bigint, 'infinite dates teach nothing and break nothing');

select * from finish();
rollback;
