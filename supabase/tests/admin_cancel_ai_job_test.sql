begin;
\ir support.psql
select plan(33);

create table tests.known as select tests.admin() as admin, tests.customer(160) as customer;
create table tests.jobs as select
  tests.job('upscaler_jobs', customer, 60, 'running', 7, 7) as running,
  tests.job('pose_changer_jobs', customer, 1, 'queued', 1) as queued,
  tests.job('veste_ai_jobs', customer, 1, 'pending', 1) as pending,
  tests.job('video_upscaler_jobs', customer, 1, 'starting', 1, 1) as starting,
  tests.job('upscaler_jobs', customer, 1, 'completed', 5) as completed,
  tests.job('upscaler_jobs', customer, 2, 'queued', 11) as stale,
  tests.job('upscaler_jobs', customer, 1, 'processing', 11) as unknown from tests.known;
grant select on tests.known, tests.jobs to public;

create function tests.cancel(job_table text, job_id uuid, reason text default null)
returns table (outcome text, status text, refunded integer, balance integer) language sql as $$
  select * from public.admin_cancel_ai_job(job_table, job_id, reason)
$$;

-- Who may not: the caller is looked at before the table and the job.
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok($$select tests.cancel('upscaler_jobs', running) from tests.jobs$$, '42501', null, 'a customer may not, not even their own job');
select throws_ok($$select tests.cancel('no_such_table', running) from tests.jobs$$, '42501', null, 'nor learn which tables exist');
select tests.act_as('authenticated', customer, '{"user_metadata": {"role": "admin"}, "app_metadata": {"role": "admin"}}') from tests.known;
select throws_ok($$select tests.cancel('upscaler_jobs', running) from tests.jobs$$, '42501', null, 'what the token claims does not count');
select tests.act_as('anon');
select throws_ok($$select tests.cancel('upscaler_jobs', running) from tests.jobs$$, '42501', null, 'anon may not');
select tests.act_as('service_role');
select throws_ok($$select tests.cancel('upscaler_jobs', running) from tests.jobs$$, '42501', null, 'a service token is no admin');
select tests.act_as('authenticated', null);
select throws_ok($$select tests.cancel('upscaler_jobs', running) from tests.jobs$$, '42501', null, 'a token without a user is no admin');

-- What is asked for.
select tests.act_as('authenticated', admin) from tests.known;
select throws_ok($$select tests.cancel('profiles', running) from tests.jobs$$, '22023', null, 'a table that is not registered');
select throws_ok($$select tests.cancel('upscaler_jobs; drop table x', running) from tests.jobs$$, '22023', null, 'nor anything that is no table');
select throws_ok($$select tests.cancel('upscaler_jobs', running, repeat('x', 501)) from tests.jobs$$, '22023', null, 'a reason that is too long');
select throws_ok($$select tests.cancel('upscaler_jobs', running, E'a\tb') from tests.jobs$$, '22023', null, 'a reason with control characters');
select results_eq($$select (tests.cancel('upscaler_jobs', gen_random_uuid())).*$$, $$values ('not_found', null::text, null::integer, null::integer)$$,
  'a job that is not there');
select throws_ok($$select tests.cancel('upscaler_jobs', unknown) from tests.jobs$$, '22023', null, 'a status word that nobody registered');

-- The cancel.
select results_eq($$select (tests.cancel('upscaler_jobs', running, 'Travou')).* from tests.jobs$$, $$values ('cancelled', 'cancelled', 60, 153)$$,
  'the stuck job is cancelled and 60 credits are back');
select results_eq($$select (tests.cancel('upscaler_jobs', running, 'De novo')).* from tests.jobs$$, $$values ('replayed', 'cancelled', 60, 153)$$,
  'a second cancel tells the figures of the first');
select results_eq($$select (tests.cancel('pose_changer_jobs', queued)).outcome, (tests.cancel('veste_ai_jobs', pending)).outcome,
  (tests.cancel('video_upscaler_jobs', starting)).outcome from tests.jobs$$, $$values ('cancelled', 'cancelled', 'cancelled')$$,
  'queued, pending and starting jobs can be cancelled');
select results_eq($$select (tests.cancel('upscaler_jobs', completed)).* from tests.jobs$$, $$values ('already_over', 'completed', 0, null::integer)$$,
  'a completed job is over');

select tests.act_as_owner();
select is(tests.balance(customer), 156, 'the customer has 60 + 1 + 1 + 1 credits back') from tests.known;
select is(tests.refunds(customer), 4::bigint, 'one refund a job') from tests.known;
select is_empty('select tests.wrong_books()', 'ledger and balance agree');
select results_eq($$select status, error_message, completed_at from public.upscaler_jobs, tests.jobs where id = running$$,
  $$values ('cancelled', 'Cancelado pelo administrador. Créditos estornados.', now())$$, 'the job says what happened');
select results_eq($$select ending, actor, actor_id, s.reason, status_before, status_after, refunded_credits, user_id from estorno.settlements s, tests.jobs
  where job_id = running$$, $$select 'cancel', 'admin', admin, 'Travou', 'running', 'cancelled', 60, customer from tests.known$$,
  'the record says who, why and how much');
select is((select description from public.upscaler_credit_transactions where amount = 60),
  (select format('Estorno: cancelado pelo administrador (Upscaler de Imagem, %s)', running) from tests.jobs), 'the ledger says it to the customer');

-- After the clock.
select public.cleanup_all_stale_ai_jobs();
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select (tests.cancel('upscaler_jobs', stale)).* from tests.jobs$$, $$values ('already_over', 'failed', 2, null::integer)$$,
  'a job that the clock ended is over, with what its settlement gave');

-- Jobs without a customer or a price.
select tests.act_as_owner();
create table tests.odd as select gen_random_uuid() as orphan, gen_random_uuid() as free, gen_random_uuid() as refused, tests.customer(0) as poor;
grant select on tests.odd to public;
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost)
select orphan, null::uuid, 'running', 60 from tests.odd union all select free, customer, 'running', 0 from tests.odd, tests.known
union all select refused, poor, 'running', 60 from tests.odd;
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select (tests.cancel('upscaler_jobs', orphan)).* from tests.odd$$, $$values ('cancelled', 'cancelled', 0, null::integer)$$,
  'a job without a customer is found and ended, without credits');
select results_eq($$select (tests.cancel('upscaler_jobs', free)).* from tests.odd$$, $$values ('cancelled', 'cancelled', 0, 158)$$,
  'a job that cost nothing gives nothing');
select throws_ok($$select tests.cancel('upscaler_jobs', refused) from tests.odd$$, 'PT500', 'O estorno não foi feito; o job continua como estava.',
  'a refund that fails raises');
select tests.act_as_owner();
select results_eq($$select id, error_message from public.upscaler_jobs, tests.odd where id in (orphan, free) order by id$$,
  $$select unnest(array[orphan, free]) as id, 'Cancelado pelo administrador.' from tests.odd order by id$$, 'their message claims no refund');
select is((select status from public.upscaler_jobs, tests.odd where id = refused), 'running', 'and leaves the job as it was');
select is((select count(*) from estorno.settlements, tests.odd where job_id = refused), 0::bigint, 'and nothing on record');

-- The admin's role is asked for at every call.
delete from public.user_roles;
select tests.act_as('authenticated', admin) from tests.known;
select throws_ok($$select tests.cancel('upscaler_jobs', running) from tests.jobs$$, '42501', null, 'a revoked admin with a live token may not');

-- The record outlives the customer and never blocks their deletion.
select tests.act_as_owner();
select lives_ok($$delete from auth.users using tests.known where id = customer$$, 'a customer can be deleted');
select is((select count(*) from estorno.settlements, tests.known where user_id = customer), 6::bigint, 'their settlements stay');
select is((select count(*) from public.upscaler_jobs, tests.known where user_id = customer), 0::bigint, 'their jobs belong to nobody');

select * from finish();
rollback;
