begin;
\ir support.psql
select plan(37);

create table tests.known as select tests.customer() as customer, tests.admin() as admin;
grant select on tests.known to public;
create table public.flyer_maker_jobs (
  id uuid primary key, owner_id uuid, status text, price integer, began_at timestamptz, created_at timestamptz default now(), completed_at timestamptz);

select throws_like($$select estorno.register_job_table('no_such_jobs', 'X')$$, '%table public.no_such_jobs does not exist%', 'a table that is not there is refused');
select throws_like($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker')$$,
  '%column error_message text: alter table public.flyer_maker_jobs add column error_message text;%', 'a missing column is named, with the SQL that adds it');
select throws_like($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker')$$,
  '%cost_column => ''…'': no integer column is called user_credit_cost, but it may be price%', 'a price of another name is asked for, with what it may be');
select throws_like($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker')$$, '%customer_column => ''…''%started_column => ''…''%', 'so are customer and start');
select ok(not exists (select from estorno.missing_for_registration(estorno.tool_by_default('flyer_maker_jobs')) m where m ~ 'add column (user_|started_)'),
  'and none of them is added empty');
select is(estorno.registering_sql('flyer_maker_jobs'),
  'select estorno.register_job_table(''flyer_maker_jobs'', ''Flyer Maker Jobs'', customer_column => ''…'', cost_column => ''…'', started_column => ''…'');',
  'the call leaves them to a human');
create table public.plain_jobs (id uuid primary key, user_id uuid, user_credit_cost integer);
select is(estorno.registering_sql('plain_jobs'), 'select estorno.register_job_table(''plain_jobs'', ''Plain Jobs'', started_column => null);', 'a table without any start has none');
alter table public.flyer_maker_jobs add column error_message text;
select throws_like($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker', customer_column => 'owner_id', cost_column => 'price', started_column => 'began_at')$$,
  '%index of unfinished jobs: create index concurrently flyer_maker_jobs_unfinished on public.flyer_maker_jobs (created_at)%', 'a missing index too');
create index narrow on public.flyer_maker_jobs (created_at) where status in ('queued', 'running');
select throws_like($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker', customer_column => 'owner_id', cost_column => 'price', started_column => 'began_at')$$,
  '%index of unfinished jobs%', 'an index that leaves a status out does not fit');
create index fits on public.flyer_maker_jobs (created_at) where status <> all ('{completed,failed,cancelled}');
create index young on public.flyer_maker_jobs using brin (created_at);
select ok(not estorno.has_index_of_history(estorno.tool_by_default('flyer_maker_jobs')), 'an index without an order is none of the history');
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

-- What the registry says of a tool's charges.
select results_eq($$select charge_proof, label from estorno.registered_tools where table_name = 'flyer_maker_jobs'$$, $$values ('ledger', 'Flyer Maker')$$,
  'it says what a tool can prove');
alter table public.upscaler_credit_transactions rename column job_id to job;
select results_eq($$select charge_proof from estorno.registered_tools where table_name = 'flyer_maker_jobs'$$, $$values ('presumed')$$, 'as things stand');
alter table public.upscaler_credit_transactions rename column job to job_id;

-- Status words.
select is(estorno.unmapped_statuses(t), null, 'every word is mapped') from estorno.job_tables t where t.table_name = 'flyer_maker_jobs';
alter table public.flyer_maker_jobs alter column status set default 'processing';
insert into public.flyer_maker_jobs (id, status) values (gen_random_uuid(), 'uploading'), (gen_random_uuid(), 'uploading'), (gen_random_uuid(), null);
select is(estorno.unmapped_statuses(t), 'status words that nobody mapped: processing, uploading', 'words that are there, or that a new job gets, are told')
from estorno.job_tables t where t.table_name = 'flyer_maker_jobs';
alter table public.flyer_maker_jobs add constraint known_words check (status in ('queued', 'running', 'completed', 'failed', 'uploading')) not valid;
select throws_like($$select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker', customer_column => 'owner_id', cost_column => 'price', started_column => 'began_at')$$,
  '%status words failed and cancelled: alter table public.flyer_maker_jobs drop constraint known_words, add constraint known_words check (%', 'a table that forbids a word of ours is refused');
select substring(m from 'alter table .*') as mend from estorno.missing_for_registration(estorno.job_table('flyer_maker_jobs')) m \gset
:mend
select is_empty($$select * from estorno.missing_for_registration(estorno.job_table('flyer_maker_jobs'))$$, 'until what it says was done');

-- One call takes it out.
select lives_ok($$select estorno.unregister_job_table('flyer_maker_jobs')$$, 'taking it out is one call');
select hasnt_trigger('flyer_maker_jobs', 'zz_estorno_keep_job_over', 'and the table is as before');
select estorno.unregister_job_table('veste_ai_jobs');
\ir ../migrations/20261101000900_register_ai_tools.sql
select is_empty($$select from estorno.job_tables where table_name = 'veste_ai_jobs'$$, 'the migrations, run again, do not bring back what was taken out');
select estorno.register_job_table('veste_ai_jobs', 'Provador Virtual');
\ir ../migrations/20261101000900_register_ai_tools.sql
select is((select count(*) from estorno.job_tables where table_name = 'veste_ai_jobs'), 1::bigint, 'a call does');

-- What cannot be registered whatever is added.
create view public.report_jobs as select * from public.flyer_maker_jobs;
select results_eq($$select * from estorno.missing_for_registration(estorno.tool_by_default('report_jobs'))$$, $$values ('public.report_jobs is no table')$$, 'a view');
create table public."Logo_jobs" (id uuid);
select results_eq($$select * from estorno.missing_for_registration(estorno.tool_by_default('Logo_jobs'))$$,
  $$values ('a name of lower-case letters, digits and _: no other can be registered')$$, 'a name with capitals');
create function tests.unique_id(job_table text) returns text language sql as $$
  select m from estorno.missing_but_indexes(estorno.tool_by_default(job_table)) m where m like 'unique index on id:%'
$$;
create table public.numbered_jobs (number bigint primary key, id uuid);
select is(tests.unique_id('numbered_jobs'), 'unique index on id: create unique index concurrently on public.numbered_jobs (id);', 'a table has one primary key at most');
create table public.keyless_jobs (id uuid) partition by hash (id);
select is(tests.unique_id('keyless_jobs'), 'unique index on id: alter table public.keyless_jobs add primary key (id);', 'one that is partitioned by its id can have it');
create table public.hashed_jobs (number bigint, id uuid, primary key (id, number)) partition by hash (id);
select is(tests.unique_id('hashed_jobs'), 'unique index on id: create unique index on public.hashed_jobs (id);', 'or a unique index next to it, which nobody can make concurrently');
alter table public.keyless_jobs add primary key (id);
create unique index on public.hashed_jobs (id);
select is(coalesce(tests.unique_id('keyless_jobs'), tests.unique_id('hashed_jobs')), null, 'both lines do what they say');
create table public.monthly_jobs (id uuid, created_at timestamptz, primary key (id, created_at)) partition by range (created_at);
select is(tests.unique_id('monthly_jobs'), 'unique index on id: a table that is partitioned by something else than id can have none, and not be registered',
  'one that is partitioned by its age can have neither');
create table public.halved_jobs (id uuid) partition by hash (id, (id::text));
select matches(tests.unique_id('halved_jobs'), 'something else than id can have none', 'nor one that is partitioned by more than its id');
create type public.job_status as enum ('queued', 'completed', 'failed', 'cancelled');
alter table public.plain_jobs add column status public.job_status, add column created_at timestamptz, add column completed_at timestamptz, add column error_message text;
create index on public.plain_jobs (created_at) where status <> all ('{completed,failed,cancelled}');
select results_eq($$select * from estorno.missing_for_registration(estorno.tool_by_default('plain_jobs')) m where m !~ 'started_column'$$,
  $$values ('column status of type text: the one that is there has another type')$$, 'a status that is an enum');

select * from finish();
rollback;
