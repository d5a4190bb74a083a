begin;
\ir support.psql
select plan(15);

create table tests.known as select tests.customer() as customer, tests.admin() as admin;
grant select on tests.known to public;
create table public.flyer_maker_jobs (
  id uuid primary key, owner_id uuid, status text, price integer, began_at timestamptz, created_at timestamptz default now(), completed_at timestamptz);

select throws_like($$select estorno.register_job_table('no_such_jobs', 'X')$$, '%table public.no_such_jobs does not exist%', 'a table that is not there is refused');
select throws_like($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker')$$,
  '%column error_message text: alter table public.flyer_maker_jobs add column error_message text;%', 'a missing column is named, with the SQL that adds it');
select throws_like($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker')$$, '%column user_credit_cost%', 'each of them');
alter table public.flyer_maker_jobs add column error_message text;
select throws_like($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker', customer_column => 'owner_id', cost_column => 'price', started_column => 'began_at')$$,
  '%index of unfinished jobs: create index concurrently flyer_maker_jobs_unfinished on public.flyer_maker_jobs (created_at)%', 'a missing index too');
create index narrow on public.flyer_maker_jobs (created_at) where status in ('queued', 'running');
select throws_like($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker', customer_column => 'owner_id', cost_column => 'price', started_column => 'began_at')$$,
  '%index of unfinished jobs%', 'an index that leaves a status out does not fit');
create index fits on public.flyer_maker_jobs (created_at) where status <> all ('{completed,failed,cancelled}');
select throws_ok($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker', '30 seconds')$$, '23514', null, 'a limit is whole minutes');

-- One call adds a tool whose columns have names of their own.
insert into public.flyer_maker_jobs values
  (gen_random_uuid(), (select customer from tests.known), 'queued', 5, null, now() - interval '11 minutes'),
  (gen_random_uuid(), (select customer from tests.known), 'running', 6, now() - interval '2 minutes', now() - interval '11 minutes'),
  (gen_random_uuid(), (select customer from tests.known), 'queued', 7, null, now() - interval '2 days');
select lives_ok($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker', customer_column => 'owner_id', cost_column => 'price', started_column => 'began_at')$$,
  'a fifth tool is one call');
select results_eq($$select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'flyer_maker_jobs'$$, 'values (1, 5)',
  'the cleanup picks it up');
select results_eq('select reason, j.price from estorno.attention a join public.flyer_maker_jobs j on j.id = a.job_id', $$values ('predates_installation', 7)$$,
  'what hung for more than a day before is left to a human');
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select tool_label, cost, stuck from public.admin_list_ai_jobs('flyer_maker_jobs') order by cost$$,
  $$values ('Flyer Maker', 5, false), ('Flyer Maker', 6, false), ('Flyer Maker', 7, true)$$, 'the panel shows it');
select results_eq($$select c.outcome, c.refunded_credits from public.admin_list_ai_jobs('flyer_maker_jobs') j, public.admin_cancel_ai_job(j.table_name, j.id) c where j.cost = 7$$,
  $$values ('cancelled', 7)$$, 'an admin can cancel it, those from before too');
select tests.act_as_owner();
update public.flyer_maker_jobs set status = 'completed' where price = 7;
select is((select status from public.flyer_maker_jobs where price = 7), 'cancelled', 'its finished jobs stay finished');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

-- One call takes it out.
select lives_ok($$select estorno.unregister_job_table('flyer_maker_jobs')$$, 'taking it out is one call');
select hasnt_trigger('flyer_maker_jobs', 'zz_estorno_keep_job_over', 'and the table is as before');

select * from finish();
rollback;
