-- Which tables hold AI jobs, what their columns and status words mean, and how long a job may take.
-- Schema estorno is not exposed by the API; its functions are reached through the few contract functions in public.

create schema if not exists estorno;
revoke all on schema estorno from public, anon, authenticated, service_role;
grant usage on schema estorno to authenticated, service_role;

-- Whether a table's name is one that the Edge Function takes.
create or replace function estorno.is_fit_name(table_name text)
returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select table_name ~ '^[a-z_][a-z0-9_]{0,62}$'
$$;
revoke all on function estorno.is_fit_name(text) from public, anon, authenticated, service_role;

create table if not exists estorno.job_tables (
  table_name text primary key check (estorno.is_fit_name(table_name)),
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

create or replace function estorno.is_table(table_name text)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from pg_catalog.pg_class c where c.oid = to_regclass(format('public.%I', table_name)) and c.relkind in ('r', 'p'))
$$;
revoke all on function estorno.is_table(text) from public, anon, authenticated, service_role;

create or replace function estorno.has_column(table_name text, column_name text, type_name text default null)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from pg_catalog.pg_attribute a
    where a.attrelid = to_regclass(format('public.%I', has_column.table_name)) and a.attname = has_column.column_name
      and not a.attisdropped and (type_name is null or a.atttypid = to_regtype(type_name)));
end
$$;
revoke all on function estorno.has_column(text, text, text) from public, anon, authenticated, service_role;

-- Those of the columns that are looked at which a table does not have, or not with a fitting type; argument: what names them
-- in a registration, null where the name is fixed.
create or replace function estorno.unfit_columns(tool estorno.job_tables)
returns table (argument text, column_name text, types regtype[])
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select needed.* from (values
    (null, 'id', '{uuid}'::regtype[]), (null, 'status', '{text}'), (null, 'created_at', '{timestamptz}'),
    (null, 'completed_at', '{timestamptz}'), (null, 'error_message', '{text}'), ('customer_column', tool.customer_column, '{uuid}'),
    ('cost_column', tool.cost_column, '{integer,smallint}'), ('started_column', tool.started_column, '{timestamptz}'))
    as needed (argument, column_name, types)
  where needed.column_name is not null and not exists (
    select from pg_catalog.pg_attribute a
    where a.attrelid = to_regclass(format('public.%I', tool.table_name)) and a.attname = needed.column_name
      and not a.attisdropped and a.atttypid = any (needed.types));
end
$$;
revoke all on function estorno.unfit_columns(estorno.job_tables) from public, anon, authenticated, service_role;

-- The registered tables that can be worked on: there, and with every column that is looked at, of its type. A table that its
-- host took away or changed must not take the others with it; the cleanup's log and the cleaner's health tell of it.
create or replace function estorno.usable_job_tables()
returns setof estorno.job_tables
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select t.* from estorno.job_tables t where not exists (select from estorno.unfit_columns(t))
$$;
revoke all on function estorno.usable_job_tables() from public, anon, authenticated, service_role;

-- Whether the ledger's lines can name the job they belong to.
create or replace function estorno.ledger_names_jobs()
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 2 = (
    select count(*) from pg_catalog.pg_attribute a
    where a.attrelid = to_regclass('public.upscaler_credit_transactions') and not a.attisdropped
      and (a.attname = 'job_table' and a.atttypid = 'text'::regtype or a.attname = 'job_id' and a.atttypid = 'uuid'::regtype));
end
$$;
revoke all on function estorno.ledger_names_jobs() from public, anon, authenticated, service_role;

-- What the ledger took for a job j of the table (less what it gave back for it), in all and from the monthly bucket, as SQL text of
-- a subselect: an array of the two, null without a consumption; null itself when the ledger's lines name no jobs.
create or replace function estorno.ledger_sql(tool estorno.job_tables)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when estorno.ledger_names_jobs() then format(
    $sql$(select case when count(*) > 0 then array[
        greatest(least(coalesce(-sum(t.amount), 0), 2147483647), 0),
        greatest(least(coalesce(-sum(t.amount) filter (where t.credit_type = 'monthly'), 0), 2147483647), 0)]::integer[] end
      from public.upscaler_credit_transactions t
      where t.job_table = %L and t.job_id = j.id and (t.transaction_type = 'consumption' or t.amount > 0))$sql$, tool.table_name) end;
end
$$;
revoke all on function estorno.ledger_sql(estorno.job_tables) from public, anon, authenticated, service_role;

-- The one reading of a registered table, whatever its columns are called: SQL text of a select with the columns
--   id, user_id, status, phase (waiting, running, over, unknown), delivered, created_at, started_at, completed_at,
--   clock_started_at and time_limit (null when over or unknown), past_limit, cost, task_id, error_message,
--   taken (what the table says was taken, or the price), credits (what was taken and would go back, as far as an integer
--   holds it), monthly_credits (the part taken from the monthly bucket), charge_proof, already_refunded (by the table's own word:
--   the same as that proof, but no look into the ledger).
-- Proof of charge, best first: what the ledger took for the job (less what it gave back for it), the table's own
-- credits_charged, the price.
-- Subselects stand in the select list, never in from: so "for update of" and "order by … limit" reach the table itself.
--   source: what is read instead of the table: its rows, each with what ledger_sql() said of it as estorno_ledger.
create or replace function estorno.jobs_sql(tool estorno.job_tables, source text default null)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  cost text := format('greatest(coalesce(j.%I, 0), 0)', tool.cost_column);
  started text := case when tool.started_column is null then 'null::timestamptz' else format('j.%I', tool.started_column) end;
  waiting text := format('j.status = any (%L)', tool.waiting_statuses);
  running text := format('j.status = any (%L)', tool.running_statuses);
  over text := format('j.status = any (%L)', tool.over_statuses);
  tied text := coalesce(case when source is not null then 'j.estorno_ledger' else estorno.ledger_sql(tool) end, 'null::integer[]');
  returned text := 'false';
  taken text := format('case when %s then 0 else %s end', case when tool.waiting_is_charged then 'false' else waiting end, cost);
  proof text := format('case when (%s) > 0 then ''presumed'' else ''not_charged'' end', taken);
begin
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
      j.status = any (%15$L) as delivered,
      case when %3$s then j.created_at when %4$s then coalesce(%2$s, j.created_at) end as clock_started_at,
      case when %3$s then %6$L::interval when %4$s then %7$L::interval end as time_limit,
      coalesce(case when %3$s then j.created_at < now() - %6$L::interval
        when %4$s then coalesce(%2$s, j.created_at) < now() - %7$L::interval end, false) as past_limit,
      %8$s as cost, %12$s as taken, %9$s as task_id, j.error_message,
      case when j.%1$I is null or %10$s then 0 else coalesce((%11$s)[1], %12$s) end as credits,
      case when %10$s then 0 else coalesce((%11$s)[2], 0) end as monthly_credits,
      case when %10$s then 'already_refunded' when %11$s is not null then 'ledger' else %13$s end as charge_proof,
      %10$s as already_refunded
    from %14$s j$sql$,
    tool.customer_column, started, waiting, running, over, tool.queue_limit, tool.run_limit, cost,
    case when estorno.has_column(tool.table_name, 'task_id') then 'j.task_id::text' else 'null::text' end,
    returned, tied, taken, proof, coalesce(source, format('public.%I', tool.table_name)), tool.delivered_statuses);
end
$$;
revoke all on function estorno.jobs_sql(estorno.job_tables, text) from public, anon, authenticated, service_role;

-- Jobs that are not over, as a condition on a row called j. A null is an unknown word, too, where a host allows it; asked for
-- there alone, because no index of unfinished jobs finds it.
create or replace function estorno.not_over_sql(tool estorno.job_tables)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select format(case when a.attnotnull then 'j.status <> all (%L)' else '(j.status <> all (%L) or j.status is null)' end, tool.over_statuses)
  from pg_catalog.pg_attribute a where a.attrelid = to_regclass(format('public.%I', tool.table_name)) and a.attname = 'status'
$$;
revoke all on function estorno.not_over_sql(estorno.job_tables) from public, anon, authenticated, service_role;

-- The registry row of a table name, however it is spelled; raises 22023 when there is none.
create or replace function estorno.job_table(table_name text)
returns estorno.job_tables
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  tool estorno.job_tables;
begin
  select * into tool from estorno.job_tables t where t.table_name = job_table.table_name;
  if not found then
    raise exception 'Tabela de jobs não cadastrada. Cadastre a ferramenta com estorno.register_job_table().'
      using errcode = '22023', hint = 'table_not_registered';
  end if;
  return tool;
end
$$;
revoke all on function estorno.job_table(text) from public, anon, authenticated, service_role;

-- Those of the words for which a condition on the column status holds; null when that cannot be told, because the condition
-- is about other columns, or about words of another type.
create or replace function estorno.statuses_meeting(condition text, words text[])
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  met text[];
begin
  execute format('select array(select status from unnest($1) status where %s)', condition) into met using words;
  return met;
exception when others then
  return null;
end
$$;
revoke all on function estorno.statuses_meeting(text, text[]) from public, anon, authenticated, service_role;

-- The b-tree indexes that lead through a table by age, whatever their names: the predicate of each, null where it has none.
create or replace function estorno.indexes_by_age(table_name text)
returns table (predicate text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select pg_get_expr(i.indpred, i.indrelid) from pg_catalog.pg_index i
  join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] and a.attname = 'created_at'
  join pg_catalog.pg_class c on c.oid = i.indexrelid
  join pg_catalog.pg_am m on m.oid = c.relam and m.amname = 'btree'
  where i.indrelid = to_regclass(format('public.%I', table_name)) and i.indisvalid
$$;
revoke all on function estorno.indexes_by_age(text) from public, anon, authenticated, service_role;

-- Whether an index leads to the unfinished jobs: it keeps out the finished ones and lets every other status in.
create or replace function estorno.has_index_of_unfinished(tool estorno.job_tables)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from estorno.indexes_by_age(tool.table_name) i
    cross join lateral (select tool.waiting_statuses || tool.running_statuses || 'some other word'::text) unfinished (words)
    where i.predicate is not null
      and estorno.statuses_meeting(i.predicate, tool.over_statuses || unfinished.words) = unfinished.words)
$$;
revoke all on function estorno.has_index_of_unfinished(estorno.job_tables) from public, anon, authenticated, service_role;

-- Whether an index leads through all of a table's jobs: so the panel reads a page, not the table.
create or replace function estorno.has_index_of_history(tool estorno.job_tables)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select exists (select from estorno.indexes_by_age(tool.table_name) i where i.predicate is null)
$$;
revoke all on function estorno.has_index_of_history(estorno.job_tables) from public, anon, authenticated, service_role;

-- The statement that makes an index and lets everybody go on meanwhile, which a partitioned table cannot.
create or replace function estorno.index_sql(table_name text, index_name text, definition text)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select format('create index %s%I on public.%I %s;',
    case when exists (select from pg_catalog.pg_class c where c.oid = to_regclass(format('public.%I', table_name)) and c.relkind = 'p')
      then '' else 'concurrently ' end,
    index_name, table_name, definition)
$$;
revoke all on function estorno.index_sql(text, text, text) from public, anon, authenticated, service_role;

-- The best proof of charge that a table can give: the ledger names the jobs it charged, the table's own credits_charged, or
-- none (presumed): then the price counts as taken from every job, or from those that ran when waiting ones are not charged yet.
create or replace function estorno.charge_proof_of(tool estorno.job_tables)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when estorno.ledger_names_jobs() then 'ledger'
    when estorno.has_column(tool.table_name, 'credits_charged', 'boolean') then 'charged_column'
    else 'presumed'
  end
$$;
revoke all on function estorno.charge_proof_of(estorno.job_tables) from public, anon, authenticated, service_role;

-- The registry, each tool with what it can prove at this moment: a host may add or take away a column at any time.
create or replace view estorno.registered_tools with (security_invoker = true) as
select estorno.charge_proof_of(t) as charge_proof, t.* from estorno.job_tables t;
revoke all on estorno.registered_tools from public, anon, authenticated, service_role;

-- Tables that look as if they held jobs and that nobody cleans up. A partition belongs to its table.
create or replace function estorno.unregistered_job_tables()
returns setof text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select c.relname::text from pg_catalog.pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname ilike '%\_jobs'
    and not exists (select from estorno.job_tables t where t.table_name = c.relname)
$$;
revoke all on function estorno.unregistered_job_tables() from public, anon, authenticated, service_role;

-- A table as it would be registered when nothing is said of it.
create or replace function estorno.tool_by_default(table_name text, label text default '')
returns estorno.job_tables
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select (tool_by_default.table_name, tool_by_default.label, true, '10 minutes', '10 minutes', '{pending,queued}', '{starting,running}',
    '{completed,failed,cancelled}', '{completed}', 'user_id', 'user_credit_cost', 'started_at', true, null)::estorno.job_tables
$$;
revoke all on function estorno.tool_by_default(text, text) from public, anon, authenticated, service_role;

-- The columns of a name that the registration gives, where the table has none so called of a fitting type: the argument that
-- names another one, and which ones it may be. Never to be added: a price that nobody wrote gives nothing back.
create or replace function estorno.columns_to_name(tool estorno.job_tables)
returns table (argument text, said text, type_name text, candidates text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select unfit.argument, unfit.column_name, unfit.types[1]::text,
    (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_catalog.pg_attribute a
     where a.attrelid = to_regclass(format('public.%I', tool.table_name)) and a.attnum > 0 and not a.attisdropped
       and a.atttypid = any (unfit.types) and a.attname <> all ('{id,created_at,completed_at}'))
  from estorno.unfit_columns(tool) unfit where unfit.argument is not null
$$;
revoke all on function estorno.columns_to_name(estorno.job_tables) from public, anon, authenticated, service_role;

-- The call that registers a table, to be shown to a human, who fills in what stands as '…'. Null when its name cannot be.
create or replace function estorno.registering_sql(table_name text)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select format('select estorno.register_job_table(%L, %L%s);', table_name, initcap(replace(table_name, '_', ' ')),
    (select string_agg(format(', %s => %s', c.argument,
        case when c.argument = 'started_column' and c.candidates is null then 'null' else '''…''' end), '')
     from estorno.columns_to_name(estorno.tool_by_default(table_name)) c))
  where estorno.is_fit_name(table_name)
$$;
revoke all on function estorno.registering_sql(text) from public, anon, authenticated, service_role;

-- The status words that a table has, or gives to a new job, and that nobody mapped, as a line to be shown; null for none.
create or replace function estorno.unmapped_statuses(tool estorno.job_tables)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  known text[] := tool.waiting_statuses || tool.running_statuses || tool.over_statuses;
  words text[];
begin
  if not estorno.has_column(tool.table_name, 'status', 'text')
    or not has_table_privilege(format('public.%I', tool.table_name), 'select') then
    return null; -- for a table of another role's there is nothing to map
  end if;
  execute format('select array(select distinct j.status from public.%I j where j.status <> all (%L) and j.status <> all (%L))',
    tool.table_name, tool.over_statuses, known) into words;
  words := words || array(
    select substring(pg_get_expr(d.adbin, d.adrelid) from '^''(.*)''::text$') from pg_catalog.pg_attrdef d
    join pg_catalog.pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum and a.attname = 'status'
    where d.adrelid = to_regclass(format('public.%I', tool.table_name)));
  return (select 'status words that nobody mapped: ' || string_agg(distinct word, ', ' order by word) from unnest(words) word
    where word <> all (known));
end
$$;
revoke all on function estorno.unmapped_statuses(estorno.job_tables) from public, anon, authenticated, service_role;

-- What a table lacks, one line each, with what mends it, as far as no index does.
create or replace function estorno.missing_but_indexes(tool estorno.job_tables)
returns setof text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  relation regclass := to_regclass(format('public.%I', tool.table_name));
begin
  if not estorno.is_fit_name(tool.table_name) then
    return next 'a name of lower-case letters, digits and _: no other can be registered';
    return;
  elsif relation is null then
    return next format('table public.%I does not exist', tool.table_name);
    return;
  elsif not estorno.is_table(tool.table_name) then
    return next format('public.%I is no table', tool.table_name);
    return;
  end if;
  return query
    select case when estorno.has_column(tool.table_name, unfit.column_name)
      then format('column %I of type %s: the one that is there has another type', unfit.column_name, unfit.types[1])
      else format('column %1$I %2$s: alter table public.%3$I add column %1$I %2$s;', unfit.column_name, unfit.types[1], tool.table_name)
      end
    from estorno.unfit_columns(tool) unfit where unfit.argument is null;
  return query
    select format('%s => %s: no %s column is called %I, %s', c.argument,
      case when c.argument = 'started_column' and c.candidates is null then 'null' else '''…''' end, c.type_name, c.said,
      coalesce('but it may be ' || c.candidates, 'and no other may be it'))
    from estorno.columns_to_name(tool) c;
  if not exists (
    select from pg_catalog.pg_index i
    join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] and a.attname = 'id'
    where i.indrelid = relation and i.indisunique and i.indisvalid and i.indnkeyatts = 1 and i.indpred is null) then
    return next format(case
      when exists (
        select from pg_catalog.pg_partitioned_table p
        where p.partrelid = relation and (p.partnatts > 1 or p.partattrs[0] is distinct from (
          select a.attnum from pg_catalog.pg_attribute a where a.attrelid = relation and a.attname = 'id')))
        then 'unique index on id: a table that is partitioned by something else than id can have none, and not be registered'
      when not exists (select from pg_catalog.pg_index i where i.indrelid = relation and i.indisprimary)
        then 'unique index on id: alter table public.%I add primary key (id);'
      when exists (select from pg_catalog.pg_partitioned_table p where p.partrelid = relation)
        then 'unique index on id: create unique index on public.%I (id);'
      else 'unique index on id: create unique index concurrently on public.%I (id);' end, tool.table_name);
  end if;
  return query
    select format('status words failed and cancelled: alter table public.%1$I drop constraint %2$I, add constraint %2$I check ((%3$s) or status in (''failed'', ''cancelled''));',
      tool.table_name, k.conname, k.allowed)
    from (
      select k.conname, pg_get_expr(k.conbin, k.conrelid) as allowed from pg_catalog.pg_constraint k
      where k.conrelid = relation and k.contype = 'c') k
    where estorno.statuses_meeting(format('(%s) is false', k.allowed), '{failed,cancelled}') <> '{}';
end
$$;
revoke all on function estorno.missing_but_indexes(estorno.job_tables) from public, anon, authenticated, service_role;

-- What a table still needs before it can be registered, one line each, with what mends it.
create or replace function estorno.missing_for_registration(tool estorno.job_tables)
returns setof text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select * from estorno.missing_but_indexes(tool);
  if estorno.is_fit_name(tool.table_name) and estorno.is_table(tool.table_name) and estorno.has_column(tool.table_name, 'status', 'text')
    and not estorno.has_index_of_unfinished(tool) then
    return next 'index of unfinished jobs: ' || estorno.index_sql(tool.table_name,
      (select free.name from generate_series(1, 9) n, concat(left(tool.table_name, 50), '_unfinished', '_' || nullif(n, 1)) free (name)
       where to_regclass(format('public.%I', free.name)) is null order by n limit 1),
      format('(created_at) where status <> all (%L)', tool.over_statuses));
  end if;
end
$$;
revoke all on function estorno.missing_for_registration(estorno.job_tables) from public, anon, authenticated, service_role;
