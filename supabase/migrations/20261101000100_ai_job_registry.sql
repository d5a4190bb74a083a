-- Which tables hold AI jobs, what their columns and status words mean, and how long a job may take.
-- Schema estorno is not exposed by the API; its functions are reached through the few contract functions in public.

create schema if not exists estorno;
revoke all on schema estorno from public, anon, authenticated, service_role;
grant usage on schema estorno to authenticated, service_role;

create table if not exists estorno.job_tables (
  table_name text primary key check (table_name ~ '^[a-z_][a-z0-9_]{0,62}$'),
  label text not null check (label <> ''),
  enabled boolean not null default true,
  queue_limit interval not null default '10 minutes',
  run_limit interval not null default '10 minutes',
  waiting_statuses text[] not null default '{pending,queued}',
  running_statuses text[] not null default '{starting,running}',
  over_statuses text[] not null default '{completed,failed,cancelled}',
  delivered_statuses text[] not null default '{completed}', -- those of the over ones in which the customer got a result
  customer_column text not null default 'user_id',
  cost_column text not null default 'user_credit_cost',
  started_column text default 'started_at',
  -- false: the host charges when a job starts to run, so a waiting one without proof of charge gives nothing back
  waiting_is_charged boolean not null default true,
  registered_at timestamptz not null default now(),
  constraint limits_are_whole_minutes_up_to_a_day check (
    queue_limit between '1 minute' and '1440 minutes' and extract(epoch from queue_limit) % 60 = 0
    and run_limit between '1 minute' and '1440 minutes' and extract(epoch from run_limit) % 60 = 0),
  constraint a_status_word_means_one_thing check (
    not waiting_statuses && running_statuses and not (waiting_statuses || running_statuses) && over_statuses),
  constraint the_door_writes_failed_and_cancelled check (over_statuses @> '{failed,cancelled}'),
  constraint delivered_is_over check (over_statuses @> delivered_statuses)
);
alter table estorno.job_tables enable row level security;
revoke all on estorno.job_tables from public, anon, authenticated, service_role;

create or replace function estorno.has_column(table_name text, column_name text, type_name text default null)
returns boolean
language sql stable
set search_path = ''
as $$
  select exists (
    select from pg_catalog.pg_attribute a
    where a.attrelid = to_regclass(format('public.%I', has_column.table_name)) and a.attname = has_column.column_name
      and not a.attisdropped and (type_name is null or a.atttypid = to_regtype(type_name)))
$$;
revoke all on function estorno.has_column(text, text, text) from public, anon, authenticated, service_role;

-- The registered tables that can be worked on: there, and with every column that is looked at. A table that its host took
-- away or changed must not take the others with it; the cleanup's log tells of it.
create or replace function estorno.usable_job_tables()
returns setof estorno.job_tables
language sql stable
set search_path = ''
as $$
  select t.* from estorno.job_tables t
  where not exists (
    select from unnest(array['id', 'status', 'created_at', 'completed_at', 'error_message', t.customer_column, t.cost_column, t.started_column]) needed
    where needed is not null and not estorno.has_column(t.table_name, needed))
$$;
revoke all on function estorno.usable_job_tables() from public, anon, authenticated, service_role;

-- Whether the ledger's lines can name the job they belong to.
create or replace function estorno.ledger_names_jobs()
returns boolean
language sql stable
set search_path = ''
as $$
  select estorno.has_column('upscaler_credit_transactions', 'job_table', 'text')
    and estorno.has_column('upscaler_credit_transactions', 'job_id', 'uuid')
$$;
revoke all on function estorno.ledger_names_jobs() from public, anon, authenticated, service_role;

-- The one reading of a registered table, whatever its columns are called: SQL text of a select with the columns
--   id, user_id, status, phase (waiting, running, over, unknown), delivered, created_at, started_at, completed_at,
--   clock_started_at and time_limit (null when over or unknown), past_limit, cost, task_id, error_message,
--   credits (what was taken and would go back), monthly_credits (the part taken from the monthly bucket), charge_proof.
-- Proof of charge, best first: what the ledger took for the job (less what it gave back for it), the table's own
-- credits_charged, the price.
-- Subselects stand in the select list, never in from: so "for update of" and "order by … limit" reach the table itself.
create or replace function estorno.jobs_sql(tool estorno.job_tables)
returns text
language plpgsql stable
set search_path = ''
as $$
declare
  cost text := format('greatest(coalesce(j.%I, 0), 0)', tool.cost_column);
  started text := case when tool.started_column is null then 'null::timestamptz' else format('j.%I', tool.started_column) end;
  waiting text := format('j.status = any (%L)', tool.waiting_statuses);
  running text := format('j.status = any (%L)', tool.running_statuses);
  over text := format('j.status = any (%L)', tool.over_statuses);
  tied text := 'null::integer';
  tied_monthly text := '0';
  returned text := 'false';
  taken text := format('case when %s then 0 else %s end', case when tool.waiting_is_charged then 'false' else waiting end, cost);
  proof text := format('case when (%s) > 0 then ''presumed'' else ''not_charged'' end', taken);
begin
  if estorno.ledger_names_jobs() then
    tied := format(
      '(select (case when sum(t.amount) < -2147483647 then 2147483647 else -sum(t.amount) end)::integer from public.upscaler_credit_transactions t
        where t.job_table = %L and t.job_id = j.id and t.transaction_type in (''consumption'', ''refund''))', tool.table_name);
    tied_monthly := replace(tied, 't.job_id = j.id', 't.job_id = j.id and t.credit_type = ''monthly''');
  end if;
  if estorno.has_column(tool.table_name, 'credits_charged', 'boolean') then
    taken := format('case when j.credits_charged then %s else 0 end', cost);
    proof := 'case when j.credits_charged then ''charged_column'' else ''not_charged'' end';
  end if;
  if estorno.has_column(tool.table_name, 'credits_refunded', 'boolean') then
    returned := 'coalesce(j.credits_refunded, false)';
  end if;
  return format(
    $sql$select j.id, j.%1$I as user_id, j.status, j.created_at, %2$s as started_at, j.completed_at,
      case when %3$s then 'waiting' when %4$s then 'running' when %5$s then 'over' else 'unknown' end as phase,
      j.status = any (%16$L) as delivered,
      case when %3$s then j.created_at when %4$s then coalesce(%2$s, j.created_at) end as clock_started_at,
      case when %3$s then %6$L::interval when %4$s then %7$L::interval end as time_limit,
      coalesce(case when %3$s then j.created_at < now() - %6$L::interval
        when %4$s then coalesce(%2$s, j.created_at) < now() - %7$L::interval end, false) as past_limit,
      %8$s as cost, %9$s as task_id, j.error_message,
      case when j.%1$I is null or %10$s then 0 else greatest(coalesce(%11$s, %12$s), 0) end as credits,
      case when %10$s then 0 else greatest(coalesce(%13$s, 0), 0) end as monthly_credits,
      case when %10$s then 'already_refunded' when %11$s is not null then 'ledger' else %14$s end as charge_proof
    from public.%15$I j$sql$,
    tool.customer_column, started, waiting, running, over, tool.queue_limit, tool.run_limit, cost,
    case when estorno.has_column(tool.table_name, 'task_id') then 'j.task_id::text' else 'null::text' end,
    returned, tied, taken, tied_monthly, proof, tool.table_name, tool.delivered_statuses);
end
$$;
revoke all on function estorno.jobs_sql(estorno.job_tables) from public, anon, authenticated, service_role;

-- The registry row of a table name, however it is spelled; raises 22023 when there is none.
create or replace function estorno.job_table(table_name text)
returns estorno.job_tables
language plpgsql stable
set search_path = ''
as $$
declare
  tool estorno.job_tables;
begin
  select * into tool from estorno.job_tables t where t.table_name = job_table.table_name;
  if not found then
    raise exception 'Tabela de jobs não cadastrada. Cadastre a ferramenta com estorno.register_job_table().' using errcode = '22023';
  end if;
  return tool;
end
$$;
revoke all on function estorno.job_table(text) from public, anon, authenticated, service_role;

-- Whether an index, whatever its name, leads to the unfinished jobs: first key created_at, and a predicate that keeps out the
-- finished ones and lets every other status in.
create or replace function estorno.has_index_of_unfinished(tool estorno.job_tables)
returns boolean
language plpgsql stable
set search_path = ''
as $$
declare
  index_predicate text;
  fits boolean;
begin
  for index_predicate in
    select pg_get_expr(i.indpred, i.indrelid) from pg_catalog.pg_index i
    join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] and a.attname = 'created_at'
    where i.indrelid = to_regclass(format('public.%I', tool.table_name)) and i.indisvalid and i.indpred is not null
  loop
    begin
      execute format('select bool_and((%s) = (status <> all ($1))) from unnest($1 || $2) status', index_predicate)
        into fits using tool.over_statuses, tool.waiting_statuses || tool.running_statuses || 'some other word'::text;
    exception when undefined_column then
      fits := false;
    end;
    exit when fits;
  end loop;
  return coalesce(fits, false);
end
$$;
revoke all on function estorno.has_index_of_unfinished(estorno.job_tables) from public, anon, authenticated, service_role;

-- Whether an index, whatever its name, leads through all of a table's jobs by age: so the panel reads a page, not the table.
create or replace function estorno.has_index_of_history(tool estorno.job_tables)
returns boolean
language sql stable
set search_path = ''
as $$
  select exists (
    select from pg_catalog.pg_index i
    join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] and a.attname = 'created_at'
    where i.indrelid = to_regclass(format('public.%I', tool.table_name)) and i.indisvalid and i.indpred is null)
$$;
revoke all on function estorno.has_index_of_history(estorno.job_tables) from public, anon, authenticated, service_role;

-- The best proof of charge that a table can give: the ledger names the jobs it charged, the table's own credits_charged, or
-- none (presumed): then the price counts as taken from every job, or from those that ran when waiting ones are not charged yet.
create or replace function estorno.charge_proof_of(tool estorno.job_tables)
returns text
language sql stable
set search_path = ''
as $$
  select case
    when estorno.ledger_names_jobs() then 'ledger'
    when estorno.has_column(tool.table_name, 'credits_charged', 'boolean') then 'charged_column'
    else 'presumed'
  end
$$;
revoke all on function estorno.charge_proof_of(estorno.job_tables) from public, anon, authenticated, service_role;

-- Tables that look as if they held jobs and that nobody cleans up.
create or replace function estorno.unregistered_job_tables()
returns setof text
language sql stable
set search_path = ''
as $$
  select c.relname::text from pg_catalog.pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname like '%\_jobs'
    and not exists (select from estorno.job_tables t where t.table_name = c.relname)
$$;
revoke all on function estorno.unregistered_job_tables() from public, anon, authenticated, service_role;

-- The call that registers a table, to be shown to a human.
create or replace function estorno.registering_sql(table_name text)
returns text
language sql immutable
set search_path = ''
as $$
  select format('select estorno.register_job_table(%L, %L);', table_name, initcap(replace(table_name, '_', ' ')))
$$;
revoke all on function estorno.registering_sql(text) from public, anon, authenticated, service_role;

-- A table as it would be registered when nothing is said of it.
create or replace function estorno.tool_by_default(table_name text, label text default '')
returns estorno.job_tables
language sql stable
set search_path = ''
as $$
  select (tool_by_default.table_name, tool_by_default.label, true, '10 minutes', '10 minutes', '{pending,queued}', '{starting,running}',
    '{completed,failed,cancelled}', '{completed}', 'user_id', 'user_credit_cost', 'started_at', true, null)::estorno.job_tables
$$;
revoke all on function estorno.tool_by_default(text, text) from public, anon, authenticated, service_role;

-- What a table still needs before it can be registered, one line each, with the SQL that mends it.
create or replace function estorno.missing_for_registration(tool estorno.job_tables)
returns setof text
language plpgsql stable
set search_path = ''
as $$
declare
  relation regclass := to_regclass(format('public.%I', tool.table_name));
  needed record;
begin
  if relation is null then
    return next format('table public.%I does not exist', tool.table_name);
    return;
  end if;
  for needed in
    select * from (values
      ('id', '{uuid}'), ('status', '{text}'), ('created_at', '{timestamptz}'), ('completed_at', '{timestamptz}'),
      ('error_message', '{text}'), (tool.customer_column, '{uuid}'), (tool.cost_column, '{integer,smallint}'),
      (tool.started_column, '{timestamptz}')) as c (name, types)
    where c.name is not null
  loop
    if exists (select from unnest(needed.types::text[]) t where estorno.has_column(tool.table_name, needed.name, t)) then
      continue;
    elsif estorno.has_column(tool.table_name, needed.name) then
      return next format('column %I of type %s: the one that is there has another type', needed.name, (needed.types::text[])[1]);
    else
      return next format('column %I %s: alter table public.%I add column %I %s;', needed.name, (needed.types::text[])[1],
        tool.table_name, needed.name, (needed.types::text[])[1]);
    end if;
  end loop;
  if not exists (
    select from pg_catalog.pg_index i
    join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] and a.attname = 'id'
    where i.indrelid = relation and i.indisunique and i.indisvalid and i.indnkeyatts = 1 and i.indpred is null) then
    return next format('unique index on id: alter table public.%I add primary key (id);', tool.table_name);
  end if;
  if not estorno.has_index_of_unfinished(tool) then
    return next format('index of unfinished jobs: create index concurrently %I on public.%I (created_at) where status <> all (%L);',
      left(tool.table_name, 50) || '_unfinished', tool.table_name, tool.over_statuses);
  end if;
end
$$;
revoke all on function estorno.missing_for_registration(estorno.job_tables) from public, anon, authenticated, service_role;
