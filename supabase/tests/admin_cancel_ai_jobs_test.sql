begin;
\ir support.psql
select plan(46);

create table tests.known as select tests.admin() as admin, tests.customer(1000) as customer, tests.customer(0) as poor,
  '00000000-0000-4000-8000-0000000000ac'::uuid as act;
create table tests.jobs as select
  tests.job('upscaler_jobs', customer, 60, 'running', 7, 7) as running,
  tests.job('pose_changer_jobs', customer, 7, 'queued', 1) as queued,
  tests.job('upscaler_jobs', customer, 5, 'completed', 5) as completed,
  tests.job('upscaler_jobs', customer, 2, 'queued', 11) as stale,
  tests.job('upscaler_jobs', customer, 4, 'running', 1, 1) as earlier,
  tests.job('upscaler_jobs', customer, 3, 'processing', 1) as unknown,
  tests.job('veste_ai_jobs', customer, 0, 'running', 1, 1) as free,
  gen_random_uuid() as orphan, gen_random_uuid() as refused, gen_random_uuid() as missing from tests.known;
insert into public.video_upscaler_jobs (id, user_id, status, user_credit_cost) select orphan, null::uuid, 'running', 60 from tests.jobs;
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost) select refused, poor, 'queued', 9 from tests.jobs, tests.known;
grant select on tests.known, tests.jobs to public;
select public.cleanup_all_stale_ai_jobs();

create function tests.named(job_table text, id uuid) returns jsonb language sql as $$
  select jsonb_build_object('table', job_table, 'id', id)
$$;
create function tests.cancel(jobs jsonb, reason text default 'Travou')
returns table (outcome text, status text, refunded integer, balance integer, problem text) language sql as $$
  select c.outcome, c.status, c.refunded_credits, c.new_balance, c.problem from tests.known, public.admin_cancel_ai_jobs(jobs, reason, act) c
$$;
create function tests.several() returns jsonb language sql as $$
  select jsonb_build_array(tests.named('upscaler_jobs', running), tests.named('upscaler_jobs', refused), tests.named('pose_changer_jobs', queued),
    tests.named('upscaler_jobs', running), tests.named('upscaler_jobs', completed), tests.named('upscaler_jobs', stale),
    tests.named('upscaler_jobs', earlier), tests.named('upscaler_jobs', unknown), tests.named('upscaler_jobs', missing),
    tests.named('veste_ai_jobs', free), tests.named('video_upscaler_jobs', orphan)) from tests.jobs
$$;

-- Who may not: the caller is looked at before what they ask for.
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok('select tests.cancel(tests.several())', '42501', null, 'a customer may not');
select throws_ok($$select tests.cancel('[{"table": "no_such_table", "id": "x"}]')$$, '42501', null, 'nor learn what is well formed');
select tests.act_as('anon');
select throws_ok('select tests.cancel(tests.several())', '42501', null, 'anon may not');
select tests.act_as('service_role');
select throws_ok('select tests.cancel(tests.several())', '42501', null, 'a service token is no admin');

-- What is not well formed touches nothing.
select tests.act_as('authenticated', admin) from tests.known;
select throws_ok(format('select tests.cancel(%L)', asked), '22023',
  'Envie de 1 a 100 jobs por vez, cada um como {"table": "<tabela>", "id": "<uuid>"} e nada mais.', 'refused: ' || coalesce(asked, 'null'))
from (values (null), ('null'), ('{}'), ('[]'), ('"x"'), ('[null]'), ('[["upscaler_jobs"]]'), ('[{"table": "upscaler_jobs"}]'),
  ('[{"table": 1, "id": "00000000-0000-4000-8000-000000000000"}]'), ('[{"table": "upscaler_jobs", "id": "7"}]'),
  ('[{"table": "upscaler_jobs", "id": null}]'), ('[{"table": "upscaler_jobs", "id": "00000000-0000-4000-8000-000000000000", "cost": 1}]')) bad (asked);
select throws_ok($$select tests.cancel((select jsonb_agg(tests.named('upscaler_jobs', gen_random_uuid())) from generate_series(1, 101)))$$,
  '22023', null, 'refused: 101 jobs');
select results_eq($$select count(*), min(outcome), max(outcome) from tests.cancel(
    (select jsonb_agg(tests.named('upscaler_jobs', gen_random_uuid())) from generate_series(1, 100)))$$,
  $$values (100::bigint, 'not_found', 'not_found')$$, '100 are not too many');
select throws_ok($$select tests.cancel(tests.several() || tests.named('profiles', missing)) from tests.jobs$$, '22023', null,
  'a table that is not registered');
select throws_ok($$select tests.cancel(tests.several(), repeat('x', 501))$$, '22023', null, 'a reason that is too long');
select tests.act_as_owner();
select is(tests.status('upscaler_jobs', running), 'running', 'and the good jobs beside them are as before') from tests.jobs;
select tests.act_as('authenticated', admin) from tests.known;

-- Each job by itself, in the order of the request.
select public.admin_cancel_ai_job('upscaler_jobs', earlier) from tests.jobs;
select results_eq('select * from tests.cancel(tests.several())', $$values
  ('cancelled', 'cancelled', 60, 992, null), ('failed', 'queued', null::integer, null::integer, 'O estorno não foi feito; o job continua como estava.'),
  ('cancelled', 'cancelled', 7, 932, null), ('replayed', 'cancelled', 60, 992, null), ('already_over', 'completed', 0, null, null),
  ('already_over', 'failed', 2, null, null), ('replayed', 'cancelled', 4, 925, null),
  ('failed', 'processing', null, null, 'O status "processing" não está cadastrado para esta ferramenta. Corrija o cadastro antes de cancelar.'),
  ('not_found', null, null, null, null), ('cancelled', 'cancelled', 0, 992, null), ('cancelled', 'cancelled', 0, null, null)$$,
  'a row a job: ended now, refused, named twice, over, ended by the clock, cancelled before, unknown, missing, for nothing, nobody''s');
select tests.act_as_owner();
select is(tests.balance(customer), 992, 'the customer has back what was taken') from tests.known;
select is(tests.refunds(customer), 4::bigint, 'one refund a job') from tests.known;
select is_empty('select tests.wrong_books()', 'ledger and balance agree');
select results_eq($$select error_message, completed_at from public.upscaler_jobs, tests.jobs where id = running$$,
  $$values ('Cancelado pelo administrador. Créditos estornados.', now())$$, 'the job says what happened');
select is((select error_message from public.veste_ai_jobs, tests.jobs where id = free), 'Cancelado pelo administrador.', 'and claims no refund that was none');
select results_eq($$select distinct ending, actor, actor_id, s.reason, act_id from estorno.settlements s, tests.jobs where job_id in (running, queued, free, orphan)$$,
  $$select 'cancel', 'admin', admin, 'Travou', act from tests.known$$, 'the record says who, why and in which act');
select is((select act_id from estorno.settlements, tests.jobs where job_id = earlier), null, 'a cancel of one job is an act of its own');
select is(tests.status('upscaler_jobs', refused), 'queued', 'the job whose refund was refused is as before') from tests.jobs;
select results_eq('select job_id, reason, detail from estorno.attention', $$select refused, 'refund_failed', 'The customer has no credits row' from tests.jobs$$,
  'and on the attention list, with the reason');
select is(tests.status('upscaler_jobs', unknown), 'processing', 'so is the one with a word that nobody registered') from tests.jobs;

update public.upscaler_jobs set created_at = now() - interval '11 minutes' from tests.jobs where id = refused;
select public.cleanup_all_stale_ai_jobs();
select is((select tries from estorno.attention), 2, 'the clock tries it again once it is past its limit');

-- Once more.
select public.grant_upscaler_credits(poor, 1) from tests.known;
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select * from tests.cancel(tests.several()) limit 3$$, $$values ('replayed', 'cancelled', 60, 992, null),
  ('cancelled', 'cancelled', 9, 10, null), ('replayed', 'cancelled', 7, 932, null)$$, 'a second time ends what is mended, and tells of the rest');
select tests.act_as_owner();
select is(tests.balance(customer), 992, 'and gives nothing twice') from tests.known;
select is((select count(*) from estorno.attention), 0::bigint, 'what is over has left the attention list');

-- A host that refuses, and a hundred at once.
create table tests.hundred as select tests.job('upscaler_jobs', customer, 1, 'running', 1) as id from tests.known, generate_series(1, 98);
create table tests.bad as select tests.job('upscaler_jobs', customer, 77, 'running', 1) as id, gen_random_uuid() as old from tests.known;
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost) select old, tests.customer(0), 'queued', 9 from tests.bad;
insert into estorno.attention (table_name, job_id, reason) select 'upscaler_jobs', old, 'predates_installation' from tests.bad;
grant select on tests.hundred, tests.bad to public;
create function tests.object() returns trigger language plpgsql as $$ begin assert new.user_credit_cost <> 77, 'secret of the host'; return new; end $$;
create trigger object before update on public.upscaler_jobs for each row execute function tests.object();
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select outcome, problem, count(*), sum(refunded) from tests.cancel(
    (select jsonb_agg(tests.named('upscaler_jobs', id)) from (select id from tests.hundred union all select unnest(array[id, old]) from tests.bad) j)) group by 1, 2 order by 1, 2$$,
  $$values ('cancelled', null, 98::bigint, 98::bigint), ('failed', 'O banco de dados recusou o encerramento; o job continua como estava.', 1, null),
  ('failed', 'O estorno não foi feito; o job continua como estava.', 1, null)$$, 'two that the host refuses cost the other 98 nothing, and its words are not for show');
select results_eq($$select problem_code, problem_detail from tests.bad, public.admin_cancel_ai_jobs(jsonb_build_array(
    tests.named('upscaler_jobs', id), tests.named('upscaler_jobs', old)))$$,
  $$values ('not_ended', 'secret of the host'), ('refund_failed', 'The customer has no credits row')$$, 'but beside them, for a developer');
select tests.act_as_owner();
select is(tests.balance(customer), 992 - 77, 'the customer has the credits of the 98') from tests.known;
select results_eq('select reason, detail from estorno.attention order by reason',
  $$values ('not_ended', 'secret of the host'), ('predates_installation', 'The customer has no credits row')$$,
  'both are listed, and what is from before the installation stays no run''s');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

-- A call without an act is one; a tool whose table changed costs the others nothing.
drop trigger object on public.upscaler_jobs;
alter table public.video_upscaler_jobs rename column user_credit_cost to price;
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select outcome, problem from tests.bad, tests.jobs, public.admin_cancel_ai_jobs(jsonb_build_array(
    tests.named('video_upscaler_jobs', orphan), tests.named('upscaler_jobs', tests.bad.id)))$$,
  $$values ('failed', 'A tabela desta ferramenta mudou e não pode ser usada. Corrija o cadastro antes de cancelar.'), ('cancelled', null)$$,
  'a table that lost a column');
select tests.act_as_owner();
select isnt((select act_id from estorno.settlements join tests.bad on job_id = bad.id), null, 'many at once are one act also when nobody says which');

-- A host so slow that it takes the time of the others: those are told as not tried, and a second call ends them.
create table tests.slow as select
  tests.job('pose_changer_jobs', customer, 1, 'queued', 1) as first, tests.job('upscaler_jobs', customer, 2, 'queued', 1) as slow,
  tests.job('veste_ai_jobs', customer, 4, 'queued', 1) as last from tests.known;
grant select on tests.slow to public;
create function tests.take_long() returns trigger language plpgsql as $$ begin perform pg_sleep(0.6); return new; end $$;
create trigger take_long before update on public.upscaler_jobs for each row execute function tests.take_long();
create function tests.cancel_beside_slow() returns table (outcome text, refunded integer) language sql as $$
  select c.outcome, c.refunded from tests.slow, tests.cancel(jsonb_build_array(tests.named('pose_changer_jobs', first),
    tests.named('upscaler_jobs', slow), tests.named('veste_ai_jobs', last))) c
$$;
select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select * from tests.cancel_beside_slow()', $$values ('cancelled', 1), ('cancelled', 2), ('not_tried', null)$$,
  'what there was no time for is not told as held by somebody');
select tests.act_as_owner();
select is(tests.status('veste_ai_jobs', last), 'queued', 'and is as before') from tests.slow;
select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select * from tests.cancel_beside_slow()', $$values ('replayed', 1), ('replayed', 2), ('cancelled', 4)$$,
  'the next call ends it');
select tests.act_as_owner();

select * from finish();
rollback;
