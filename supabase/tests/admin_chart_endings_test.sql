begin;
\ir support.psql
select plan(18);

create table tests.known as select tests.admin() as admin, tests.customer() as customer;
grant select on tests.known to public;
-- Midnight in São Paulo is 03:00 UTC.
insert into estorno.settlements (table_name, job_id, ending, actor, actor_id, status_before, status_after, charge_proof, refunded_credits, refunded_to_monthly, settled_at)
select e.table_name, gen_random_uuid(), e.ending, case when e.ending = 'timeout' then 'cron' else 'admin' end, case when e.ending <> 'timeout' then admin end,
  'running', 'failed', 'ledger', e.credits, 0, e.at
from tests.known, (values
  ('upscaler_jobs', 'timeout', 60, '2024-03-02 02:59:59+00'::timestamptz), ('upscaler_jobs', 'timeout', 5, '2024-03-01 03:00:00+00'),
  ('upscaler_jobs', 'cancel', 7, '2024-03-01 12:00+00'), ('upscaler_jobs', 'timeout', 0, '2024-03-02 03:00+00'),
  ('pose_changer_jobs', 'close', 0, '2024-03-02 12:00+00'), ('gone_jobs', 'repair', 9, '2024-03-04 02:00+00'),
  ('upscaler_jobs', 'timeout', 1000, '2024-03-01 02:59:59+00'), ('upscaler_jobs', 'timeout', 1000, '2024-03-04 03:00+00')) e (table_name, ending, credits, at);

select tests.act_as('anon');
select throws_ok($$select public.admin_chart_endings(now() - interval '7 days', now())$$, '42501', null, 'anon sees no chart');
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok($$select public.admin_chart_endings(now() - interval '7 days', now())$$, '42501', null, 'nor does a customer');

select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select * from public.admin_chart_endings('2024-03-01 00:00-03', '2024-03-04 00:00-03')$$, $$values
  ('2024-03-01'::date, 'upscaler_jobs', 'Upscaler de Imagem', 'cancel', 1::bigint, 7::bigint),
  ('2024-03-01', 'upscaler_jobs', 'Upscaler de Imagem', 'timeout', 2, 65),
  ('2024-03-02', 'pose_changer_jobs', 'Troca de Pose', 'close', 1, 0),
  ('2024-03-02', 'upscaler_jobs', 'Upscaler de Imagem', 'timeout', 1, 0),
  ('2024-03-03', 'gone_jobs', 'gone_jobs', 'repair', 1, 9)$$, 'ends per day of São Paulo, tool and kind; the first instant is in, the last is out');
select results_eq($$select day, sum(jobs), sum(credits) from public.admin_chart_endings('2024-03-01 00:00-03', '2024-03-04 00:00-03', 'UTC') group by 1 order by 1$$,
  $$values ('2024-03-01'::date, 2::numeric, 12::numeric), ('2024-03-02', 3, 60), ('2024-03-04', 1, 9)$$, 'or of another place');
select is_empty($$select * from public.admin_chart_endings('2023-01-01', '2023-12-31')$$, 'days without any are left out');

select lives_ok($$select public.admin_chart_endings('2024-01-01', '2025-01-01')$$, 'a leap year is a period');
select throws_ok($$select public.admin_chart_endings('2024-01-01', '2025-01-01 00:00:01')$$, '22023', 'Escolha um período de até 366 dias.', 'more is not');
select throws_ok($$select public.admin_chart_endings('2024-01-02', '2024-01-01')$$, '22023', 'Escolha um período de até 366 dias.', 'nor one that ends before it begins');
select throws_ok($$select public.admin_chart_endings('2024-01-01', '2024-01-01')$$, '22023', null, 'nor an empty one');
select throws_ok($$select public.admin_chart_endings(null, now())$$, '22023', null, 'nor one without a beginning');
select throws_ok($$select public.admin_chart_endings(now(), null)$$, '22023', null, 'or end');
select throws_ok($$select public.admin_chart_endings('-infinity', now())$$, '22023', null, 'nor all of the past');
select throws_ok($$select public.admin_chart_endings(now(), 'infinity')$$, '22023', null, 'nor of the future');
select throws_ok($$select public.admin_chart_endings('infinity', 'infinity')$$, '22023', null, 'nor eternity');
select throws_ok($$select public.admin_chart_endings(now() - interval '1 day', now(), 'America/Atlantida')$$, '22023', 'Fuso horário desconhecido: "America/Atlantida".', 'a zone that there is not');
select throws_ok($$select public.admin_chart_endings(now() - interval '1 day', now(), '')$$, '22023', null, 'or has no name');
select throws_ok($$select public.admin_chart_endings(now() - interval '1 day', now(), null)$$, '22023', null, 'or is not given');
select lives_ok($$select public.admin_chart_endings(now() - interval '1 day', now(), 'Asia/Kathmandu')$$, 'any zone of the world will do');

select * from finish();
rollback;
