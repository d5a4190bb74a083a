begin;
\ir support.psql
select plan(13);

select is_empty($$select * from estorno.installation_notes()$$, 'on a fresh project nothing needs a look');

create table public.flyer_maker_jobs (id uuid primary key, user_id uuid, status text, user_credit_cost integer,
  started_at timestamptz, created_at timestamptz default now(), completed_at timestamptz);
select results_eq($$select kind, object from estorno.installation_notes()$$, $$values ('table_not_registered', 'public.flyer_maker_jobs')$$,
  'a table of jobs that nobody cleans up');
select is((select detail from estorno.installation_notes()), concat_ws(E'\n',
  'column error_message text: alter table public.flyer_maker_jobs add column error_message text;',
  'index of unfinished jobs: create index concurrently flyer_maker_jobs_unfinished on public.flyer_maker_jobs (created_at) where status <> all (''{completed,failed,cancelled}'');',
  'select estorno.register_job_table(''flyer_maker_jobs'', ''Flyer Maker Jobs'');'), 'with all that it takes to mend it');

alter table public.flyer_maker_jobs add column error_message varchar;
select matches((select detail from estorno.installation_notes()), 'column error_message of type text: the one that is there has another type',
  'a column of another type is not one to be added');
alter table public.flyer_maker_jobs alter column error_message type text;
create index on public.flyer_maker_jobs (created_at) where status <> all ('{completed,failed,cancelled}');
insert into public.flyer_maker_jobs (id, user_id, status, user_credit_cost, created_at) values
  (gen_random_uuid(), tests.customer(), 'queued', 7, now() - interval '2 days'), (gen_random_uuid(), tests.customer(), 'queued', 8, now());
select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker');
select results_eq($$select kind, detail from estorno.installation_notes()$$,
  $$values ('index_missing', 'create index concurrently flyer_maker_jobs_history on public.flyer_maker_jobs (created_at desc, id desc);'),
  ('predates_installation', '1 jobs, 7 credits')$$, 'what a registered table lacks, and what hung in it before');

-- What a table can prove.
select is(estorno.charge_proof_of(estorno.job_table('flyer_maker_jobs')), 'ledger', 'a ledger that names jobs proves charges');
alter table public.upscaler_credit_transactions rename column job_id to job;
select is(estorno.charge_proof_of(estorno.job_table('flyer_maker_jobs')), 'presumed', 'without it a table can prove nothing');
select results_eq($$select detail from estorno.installation_notes() where kind = 'table_proves_nothing' and object = 'public.flyer_maker_jobs'$$,
  $$values ('every job counts as charged')$$, 'and says so');
alter table public.flyer_maker_jobs add column credits_charged boolean;
select is(estorno.charge_proof_of(estorno.job_table('flyer_maker_jobs')), 'charged_column', 'unless it has a column of its own');

-- Tables that only look alike.
update public.flyer_maker_jobs set status = 'uploading' where user_credit_cost = 8;
select results_eq($$select kind, object, detail from estorno.installation_notes() where kind = 'status_not_mapped'$$,
  $$values ('status_not_mapped', 'public.flyer_maker_jobs', 'status words that nobody mapped: uploading')$$, 'words that the registration does not know');
create type public.job_status as enum ('queued', 'done');
create table public.import_jobs (id bigint primary key, status public.job_status default 'queued', created_at timestamptz);
create index on public.import_jobs (created_at) where status <> 'done';
create table public.parted_jobs (id uuid primary key) partition by hash (id);
create table public.part_1_jobs partition of public.parted_jobs for values with (modulus 1, remainder 0);
create table public."Logo_jobs" (id uuid);
create table public."Camel_Jobs" (id uuid);
select results_eq($$select object from estorno.installation_notes() where kind = 'table_not_registered'$$,
  $$values ('public."Camel_Jobs"'), ('public."Logo_jobs"'), ('public.import_jobs'), ('public.parted_jobs')$$, 'an enum and a capital harm nobody, and a partition belongs to its table');
select is((select detail from estorno.installation_notes() where object = 'public."Logo_jobs"'), 'a name of lower-case letters, digits and _: no other can be registered',
  'no call is offered that cannot work');

-- One of the four that is none.
select estorno.unregister_job_table('veste_ai_jobs');
alter table public.veste_ai_jobs rename to provador;
create view public.veste_ai_jobs as select * from public.provador;
select results_eq($$select object, detail from estorno.installation_notes() where kind = 'table_not_registered' and object ~ 'veste'$$,
  $$values ('public.veste_ai_jobs', 'public.veste_ai_jobs is no table')$$, 'a view under the name of one of the four tables is told of');

select * from finish();
rollback;
