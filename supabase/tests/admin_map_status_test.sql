begin;
\ir support.psql
select plan(33);

create table tests.known as select tests.admin() as admin, tests.customer() as customer;
grant select on tests.known to public;
create table tests.jobs as select
  tests.job('upscaler_jobs', customer, 3, 'processing', 60, 5) as fresh, tests.job('upscaler_jobs', customer, 5, 'processing', 60, 11) as stuck,
  tests.job('upscaler_jobs', customer, 7, 'processing', 3000, 1449) as yesterday, tests.job('upscaler_jobs', customer, 11, 'processing', 2000000, 1451) as old,
  tests.job('pose_changer_jobs', customer, 13, 'waiting for GPU', 11) as waiting, tests.job('pose_changer_jobs', customer, 17, 'waiting for GPU', 900000) as ancient,
  tests.job('veste_ai_jobs', customer, 19, 'expired', 90) as expired, tests.job('video_upscaler_jobs', customer, 23, 'succeeded', 90, 80) as succeeded,
  tests.job('upscaler_jobs', customer, 29, 'queued', 5000) as queued
from tests.known;
grant select on tests.jobs to public;
update public.video_upscaler_jobs set completed_at = now() - interval '70 minutes' where status = 'succeeded';

select tests.act_as('anon');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'processing', 'running')$$, '42501', null, 'anon maps nothing');
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'processing', 'running')$$, '42501', 'Somente administradores podem fazer isto.', 'nor does a customer');
select tests.act_as('service_role');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'processing', 'running')$$, '42501', null, 'nor a service token');

select tests.act_as('authenticated', admin) from tests.known;
select is((select count(*) from public.admin_list_attention() where reason = 'unknown_status'), 8::bigint, 'jobs with unknown words need a human');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'queued', 'running')$$, '22023', 'O status "queued" já está cadastrado nesta ferramenta como na fila.', 'a word that waits');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'starting', 'over')$$, '22023', 'O status "starting" já está cadastrado nesta ferramenta como em execução.', 'that runs');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'failed', 'over')$$, '22023', 'O status "failed" já está cadastrado nesta ferramenta como encerrado.', 'or is over is known');
select throws_ok($$select public.admin_map_status('upscaler_jobs', ' ', 'running')$$, '22023', 'O status tem de 1 a 100 caracteres.', 'a word of nothing');
select throws_ok($$select public.admin_map_status('upscaler_jobs', null, 'running')$$, '22023', null, 'no word');
select throws_ok($$select public.admin_map_status('upscaler_jobs', repeat('x', 101), 'running')$$, '22023', null, 'a word without end');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'processing', 'maybe')$$, '22023', 'Um status significa waiting, running, over ou delivered.', 'a meaning that there is not');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'processing', null)$$, '22023', null, 'or none');
select throws_ok($$select public.admin_map_status('profiles', 'processing', 'running')$$, '22023', null, 'a table that is not registered');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'processing', 'running', E'a\nb')$$, '22023',
  'O motivo pode ter até 500 caracteres, sem caracteres de controle.', 'a reason that cannot be shown');

-- Running: the clock takes up what hangs, but not what hung for more than a day.
select results_eq($$select table_name, running_statuses from public.admin_map_status('upscaler_jobs', 'processing', 'running', 'Fornecedor novo')$$,
  $$values ('upscaler_jobs', '{starting,running,processing}'::text[])$$, 'an unknown word gets a meaning');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'processing', 'running')$$, '22023', 'O status "processing" já está cadastrado nesta ferramenta como em execução.', 'once');
select results_eq($$select a.reason, a.job_id from public.admin_list_attention() a where a.status = 'processing' and a.reason <> 'overdue'$$,
  $$select 'predates_installation', old from tests.jobs$$, 'a job past its limit by more than a day is left to a human');
select tests.act_as_owner();
select results_eq('select changed_by, before, after, reason from estorno.tool_changes order by id desc limit 1',
  $$select admin, '{"running_statuses": ["starting", "running"]}'::jsonb, '{"running_statuses": ["starting", "running", "processing"]}'::jsonb, 'Fornecedor novo' from tests.known$$,
  'who gave it, and why, is on record');
select tests.act_as('service_role');
select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'upscaler_jobs'$$, 'values (3, 41)',
  'the clock ends what is past its limit, and not those of long ago');
select tests.act_as_owner();
select results_eq($$select tests.status('upscaler_jobs', fresh), tests.status('upscaler_jobs', stuck), tests.status('upscaler_jobs', yesterday), tests.status('upscaler_jobs', old) from tests.jobs$$,
  $$values ('processing', 'failed', 'failed', 'processing')$$, 'one within its limit lives, and so does one that hung for more than a day');
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select (public.admin_cancel_ai_job('upscaler_jobs', old)).outcome from tests.jobs$$, $$values ('cancelled')$$, 'which an admin can end');

-- Waiting counts from the creation.
select public.admin_map_status('pose_changer_jobs', 'waiting for GPU', 'waiting');
select results_eq($$select job_id from public.admin_list_attention() where reason = 'predates_installation'$$, 'select ancient from tests.jobs', 'a waiting word too leaves old jobs to a human');
select tests.act_as('service_role');
select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'pose_changer_jobs'$$, 'values (1, 13)', 'and the others to the clock');

-- Over: the index of unfinished jobs has to leave the word out, and the trigger has to keep it over.
select tests.act_as('authenticated', admin) from tests.known;
select throws_like($$select public.admin_map_status('veste_ai_jobs', 'expired', 'over')$$,
  '%create index concurrently veste_ai_jobs_unfinished_2 on public.veste_ai_jobs (created_at) where status <> all (''{completed,failed,cancelled,expired}'');',
  'a word that is over needs another index, whose SQL is told');
select is((select over_statuses from public.admin_list_ai_tools() where table_name = 'veste_ai_jobs'), '{completed,failed,cancelled}', 'until then nothing changes');
select tests.act_as_owner();
create index veste_ai_jobs_unfinished_2 on public.veste_ai_jobs (created_at) where status <> all ('{completed,failed,cancelled,expired}');
create index on public.video_upscaler_jobs (created_at) where status <> all ('{completed,failed,cancelled,succeeded}');
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select over_statuses from public.admin_map_status('veste_ai_jobs', 'expired', 'over')$$, $$values ('{completed,failed,cancelled,expired}'::text[])$$, 'with it the word is over');
select is((select count(*) from public.admin_list_attention() where status = 'expired'), 0::bigint, 'and its jobs need nobody');
select tests.act_as_owner();
update public.veste_ai_jobs set status = 'running' where status = 'expired';
select is((select tests.status('veste_ai_jobs', expired) from tests.jobs), 'expired', 'nor begin again');

-- A word of jobs that have ended cannot mean that they have not: the clock would give their credits back.
select tests.act_as('authenticated', admin) from tests.known;
select throws_ok($$select public.admin_map_status('video_upscaler_jobs', 'succeeded', 'running')$$, '22023',
  'Há jobs com o status "succeeded" que já têm data de término: ele não pode significar que o job ainda não acabou.', 'a word of jobs that have ended is not one of jobs that run');
select is((select running_statuses from public.admin_list_ai_tools() where table_name = 'video_upscaler_jobs'), '{starting,running}', 'and nothing is changed');
select public.admin_map_status('video_upscaler_jobs', 'succeeded', 'delivered');
select is((select completed from public.admin_summarize_ai_jobs('video_upscaler_jobs')), 1::bigint, 'a word of delivered jobs counts as such');
select is_empty($$select kind from public.admin_reconcile() where job_id = (select succeeded from tests.jobs)$$, 'and owes nobody anything');
select tests.act_as_owner();
select is((select tests.balance(customer) from tests.known), 1000 - 127 + 5 + 7 + 29 + 11 + 13, 'the books show what went back, and no more');

select * from finish();
rollback;
