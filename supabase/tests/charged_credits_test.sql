begin;
\ir support.psql
select plan(6);

create table tests.known as select tests.admin() as admin, tests.customer() as customer;
create table tests.jobs (name text primary key, id uuid not null);
insert into tests.jobs select made.* from tests.known, lateral (values
  ('delivered', tests.job('upscaler_jobs', customer, 1, 'completed', 60)),
  ('given back since', tests.job('upscaler_jobs', customer, 2, 'failed', 60)),
  ('free', tests.job('upscaler_jobs', customer, 0, 'completed', 60)),
  ('cancelled', tests.job('upscaler_jobs', customer, 3, 'running')),
  ('repriced', tests.job('upscaler_jobs', customer, 4, 'completed', 60)),
  ('waiting', tests.job('upscaler_jobs', customer, 5, 'queued'))) made (name, id);
-- Where only the price speaks of a charge, or nothing does.
with made as (
  insert into public.upscaler_jobs (user_id, status, user_credit_cost) select customer, 'completed', 6 from tests.known returning id)
insert into tests.jobs select 'presumed', id from made;
with made as (insert into public.upscaler_jobs (status, user_credit_cost) values ('failed', 7) returning id)
insert into tests.jobs select 'nobody''s', id from made;
with made as (
  insert into public.veste_ai_jobs (user_id, status, user_credit_cost) select customer, 'queued', 8 from tests.known returning id)
insert into tests.jobs select 'ended before it was charged', id from made;
create function tests.job_called(name text) returns uuid language sql stable as $$
  select j.id from tests.jobs j where j.name = job_called.name
$$;
select public.move_upscaler_credits(customer, 0, 2, 'refund', 'Estorno', 'upscaler_jobs', tests.job_called('given back since')) from tests.known;
update public.upscaler_jobs set user_credit_cost = 40 where id = tests.job_called('repriced');
update estorno.job_tables set waiting_is_charged = false where table_name = 'veste_ai_jobs';
grant select on all tables in schema tests to public;
grant execute on all functions in schema tests to public;
create function tests.charged(job_table text) returns jsonb language sql stable as $$
  select jsonb_object_agg(j.name, g.charged_credits) from tests.jobs j, public.admin_get_ai_job(job_table, j.id) g
$$;

select tests.act_as('authenticated', admin) from tests.known;
select public.admin_cancel_ai_job('upscaler_jobs', tests.job_called('cancelled')), public.admin_cancel_ai_job('veste_ai_jobs', tests.job_called('ended before it was charged'));
select is(tests.charged('upscaler_jobs'), '{"delivered": 1, "given back since": 2, "free": null, "cancelled": 3, "repriced": 4, "waiting": 5, "presumed": 6, "nobody''s": null}',
  'what the ledger took, else the price; null when nothing was taken');
select is(tests.charged('veste_ai_jobs'), '{"ended before it was charged": null}', 'its end says that nothing had been taken yet');

-- A host whose ledger does not name the jobs.
select tests.act_as_owner();
alter table public.upscaler_credit_transactions drop column job_id;
update public.upscaler_jobs set user_credit_cost = 30 where id = tests.job_called('cancelled');
select tests.act_as('authenticated', admin) from tests.known;
select is(tests.charged('upscaler_jobs') ->> 'cancelled', '3', 'without it, what its end gave back');
select is(tests.charged('upscaler_jobs') ->> 'repriced', '40', 'else the price');

select tests.act_as_owner();
alter table public.upscaler_jobs add column credits_charged boolean default false;
update public.upscaler_jobs set credits_charged = true where id = tests.job_called('delivered');
select tests.act_as('authenticated', admin) from tests.known;
select is(tests.charged('upscaler_jobs') ->> 'delivered', '1', 'the table''s own word that it was charged');
select is(tests.charged('upscaler_jobs') -> 'presumed', 'null', 'or that it was not');

select * from finish();
rollback;
