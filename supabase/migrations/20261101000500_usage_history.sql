-- What the panel reads: every job of every registered tool, for admins only.

-- Customers whose name or e-mail contains the text, whatever the case. A text of ASCII alone needs no more than ASCII's cases,
-- which are found in half the time.
create or replace function estorno.customers_matching(wanted text)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if wanted ~ '^[ -~]*$' then
    return array(
      select p.id from public.profiles p
      where strpos(lower(p.name collate "C"), lower(wanted collate "C")) > 0 or strpos(lower(p.email collate "C"), lower(wanted collate "C")) > 0);
  end if;
  return array(
    select p.id from public.profiles p
    where strpos(lower(p.name), lower(wanted)) > 0 or strpos(lower(p.email), lower(wanted)) > 0);
end
$$;
revoke all on function estorno.customers_matching(text) from public, anon, authenticated, service_role;

-- Whether a job of any registered table meets the condition, in which $1 stands for the wanted text.
create or replace function estorno.any_job(condition text, wanted text)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  tool estorno.job_tables;
  is_there boolean := false;
begin
  for tool in select * from estorno.usable_job_tables() loop
    execute format('select exists (select from (%s) j where %s)', estorno.jobs_sql(tool), condition) into is_there using wanted;
    exit when is_there;
  end loop;
  return is_there;
end
$$;
revoke all on function estorno.any_job(text, text) from public, anon, authenticated, service_role;

-- The panel's filter, read. What was searched for is job_id, or customers, task_id or both, of which a job meets one. Null
-- does not filter.
do $$
begin
  if to_regtype('estorno.job_filter') is null then
    create type estorno.job_filter as (
      statuses text[], since timestamptz, until timestamptz, customers uuid[], job_id uuid, task_id text,
      stuck_only boolean, refund text);
  end if;
end
$$;

-- Checks and reads a filter, whatever of it is to be listed, counted or ended. A searched uuid is a job's id, else a
-- customer's; other text is part of a customer's name or e-mail; either may be a whole provider id as well, for which a table
-- without an index on task_id is read as a whole. The period holds for customers' jobs, not for what is stuck or was asked
-- for by its whole id.
-- Raises 22023 (table not registered, search above 200 characters, unknown refund state).
create or replace function estorno.read_job_filter(
  tool text, statuses text[], since timestamptz, until timestamptz, search text, stuck_only boolean, refund text)
returns estorno.job_filter
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  wanted text := nullif(btrim(search, E' \t\r\n'), '');
  filter estorno.job_filter := row(statuses, since, until, null, null, null, coalesce(stuck_only, false), refund);
begin
  if tool is not null then
    perform estorno.job_table(tool);
  end if;
  if length(search) > 200 then
    raise exception 'A busca pode ter até 200 caracteres.' using errcode = '22023', hint = 'filter_invalid';
  end if;
  if refund not in ('done', 'not_charged', 'pending', 'failed') then
    raise exception 'Situação de estorno desconhecida. Use done, not_charged, pending ou failed.'
      using errcode = '22023', hint = 'filter_invalid';
  end if;
  if wanted ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    if estorno.any_job('j.id = $1::uuid', wanted) then
      filter.job_id := wanted::uuid;
    else
      filter.customers := array[wanted::uuid];
    end if;
  elsif wanted is not null then
    filter.customers := estorno.customers_matching(wanted);
  end if;
  if filter.customers is not null and estorno.any_job('j.task_id = $1', wanted) then
    filter.task_id := wanted;
  end if;
  if filter.job_id is not null or filter.stuck_only then
    filter.since := null;
    filter.until := null;
  end if;
  return filter;
end
$$;
revoke all on function estorno.read_job_filter(text, text[], timestamptz, timestamptz, text, boolean, text)
  from public, anon, authenticated, service_role;

-- SQL text that yields the ledger's lines that give credits, once for each job that they name by column or in their words:
-- line_id, user_id, created_at, job_id, credits, job_table (null: none is named), in_words (whether its words name the job).
create or replace function estorno.given_back_sql()
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select format(
    $sql$select to_jsonb(t) ->> 'id' as line_id, t.user_id, t.created_at, named.job_id, t.amount as credits, %s as job_table,
      coalesce(strpos(t.description, named.job_id::text) > 0, false) as in_words
    from public.upscaler_credit_transactions t
    cross join lateral (
      select word[1]::uuid as job_id
      from regexp_matches(t.description, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') word %s) named
    where t.amount > 0 and named.job_id is not null$sql$,
    case when estorno.ledger_names_jobs() then 't.job_table' else 'null::text' end,
    case when estorno.ledger_names_jobs() then 'union select t.job_id' else '' end)
$$;
revoke all on function estorno.given_back_sql() from public, anon, authenticated, service_role;

-- Which of the ledger's lines, called t, are those for a job, jobs_sql() called j: the same read by customer and age, for one job.
create or replace function estorno.gives_back_sql()
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(
    $sql$t.user_id = j.user_id and t.amount > 0
      and t.created_at >= case when j.created_at < now() then j.created_at else '-infinity' end and (strpos(t.description, j.id::text) > 0 %s)$sql$,
    case when estorno.ledger_names_jobs() then 'or t.job_id = j.id' else '' end);
end
$$;
revoke all on function estorno.gives_back_sql() from public, anon, authenticated, service_role;

-- Whether there is one.
create or replace function estorno.is_given_back_sql()
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format('exists (select from public.upscaler_credit_transactions t where %s)', estorno.gives_back_sql());
end
$$;
revoke all on function estorno.is_given_back_sql() from public, anon, authenticated, service_role;

-- Whether a job's refund was tried and failed, and whether one is due, as conditions on jobs_sql() called j. In these and what
-- follows table_name is SQL text of the name of j's table: so one text serves jobs of many.
create or replace function estorno.refund_failed_sql(table_name text)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format($sql$(j.phase <> 'over' and exists (
    select from estorno.attention a where a.table_name = %s and a.job_id = j.id and a.reason = 'refund_failed'))$sql$, table_name);
end
$$;
revoke all on function estorno.refund_failed_sql(text) from public, anon, authenticated, service_role;

create or replace function estorno.refund_pending_sql(table_name text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format($sql$(j.past_limit and j.credits > 0 or j.phase = 'over' and %s)$sql$, estorno.repairable_sql(table_name));
end
$$;
revoke all on function estorno.refund_pending_sql(text) from public, anon, authenticated, service_role;

-- How it stands with a job's credits, as an expression on jobs_sql() called j:
--   failed       a refund was tried and failed, and will be tried again
--   pending      past its limit with credits to give back, or over and to be repaired: charged for certain, nothing delivered,
--                never refunded
--   done         they went back: the door, the ledger or the table says so
--   not_charged  nothing was taken and nothing delivered
--   null         delivered, within its limit, closed without a refund, or over and only presumed to be charged
-- paid: the condition that j's settlement gave credits. given_back: that the ledger has a line for j that does. While credits are
-- left to give back, such a line counts only for a job that is over: the end of an unfinished one pays all the same.
create or replace function estorno.refund_state_sql(table_name text, paid text, given_back text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(
    $sql$case
      when %2$s then 'failed'
      when %3$s then 'pending'
      when %4$s or %5$s and (j.phase = 'over' or j.credits = 0) or j.already_refunded then 'done'
      when j.delivered then null
      when j.credits = 0 or j.charge_proof = 'presumed' and exists (
        select from estorno.settlements s where s.table_name = %1$s and s.job_id = j.id and s.charge_proof = 'not_charged')
      then 'not_charged'
    end$sql$,
    table_name, estorno.refund_failed_sql(table_name), estorno.refund_pending_sql(table_name), paid, given_back);
end
$$;
revoke all on function estorno.refund_state_sql(text, text, text) from public, anon, authenticated, service_role;

-- The same, where neither is known, looked up for each job.
create or replace function estorno.refund_state_sql(table_name text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return estorno.refund_state_sql(table_name,
    format('exists (select from estorno.settlements s where s.table_name = %s and s.job_id = j.id and s.refunded_credits > 0)', table_name),
    estorno.is_given_back_sql());
end
$$;
revoke all on function estorno.refund_state_sql(text) from public, anon, authenticated, service_role;

-- What the ledger gave for a job called j beyond what the door did: one id can be a job in several tables, and what was settled
-- for the others is theirs. given: the sum of its lines.
create or replace function estorno.beyond_settlements_sql(given text)
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select format(
    $sql$greatest(%s - (
      select coalesce(sum(o.refunded_credits), 0) from estorno.settlements o where o.job_id = j.id and o.user_id = j.user_id), 0)$sql$, given)
$$;
revoke all on function estorno.beyond_settlements_sql(text) from public, anon, authenticated, service_role;

-- What came back for a job, as an expression on jobs_sql() called j and its settlement s: what its end gave, and whatever else
-- the ledger has for it, by column or in words (beyond, see above). Where the table alone says that it was refunded, what it took.
create or replace function estorno.returned_sql(table_name text, beyond text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(
    'coalesce(nullif(coalesce(s.refunded_credits, 0) + coalesce(%s, 0), 0), case when j.already_refunded then %s end, 0)',
    beyond, estorno.taken_sql(table_name));
end
$$;
revoke all on function estorno.returned_sql(text, text) from public, anon, authenticated, service_role;

-- SQL text that yields a table's jobs under a condition on jobs_sql() called j. monthly_credits, a lookup in the ledger that only
-- the door needs, is left out.
create or replace function estorno.listed_jobs_sql(tool estorno.job_tables, condition text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(
    $sql$(select %L::text as table_name, %L::text as tool, j.id, j.user_id, j.status, j.phase, j.delivered, j.created_at, j.started_at,
        j.completed_at, j.clock_started_at, j.time_limit, j.past_limit, j.cost, j.task_id, j.error_message, j.taken, j.credits, j.charge_proof, j.already_refunded
      from (%s) j where %s)$sql$, tool.table_name, tool.label, estorno.jobs_sql(tool), condition);
end
$$;
revoke all on function estorno.listed_jobs_sql(estorno.job_tables, text) from public, anon, authenticated, service_role;

-- The same for all registered tables (for one, when tool is given) under the estorno.job_filter that is bound as $1, whose refund has
-- to be given here as well: the text is long enough with the condition for that one. tail stands behind each table's conditions.
-- Null when no table is registered.
-- Before the refund state, whose every word costs lookups in the ledger, stands what most jobs fail at without one.
create or replace function estorno.filtered_jobs_sql(tool text, refund text, tail text)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select string_agg(estorno.listed_jobs_sql(t, format(
    $sql$(($1).statuses is null or j.status = any (($1).statuses))
        and (($1).since is null or j.created_at >= ($1).since or j.task_id = ($1).task_id)
        and (($1).until is null or j.created_at < ($1).until or j.task_id = ($1).task_id)
        and (($1).customers is null or j.user_id = any (($1).customers) or j.task_id = ($1).task_id)
        and (($1).job_id is null or j.id = ($1).job_id)
        and (not ($1).stuck_only or (j.status = any (%L) and j.past_limit))
        %s %s$sql$,
    t.waiting_statuses || t.running_statuses,
    case refund
      when 'failed' then format('and j.status <> all (%L) and %s', t.over_statuses, estorno.refund_failed_sql(name.sql))
      when 'pending' then format(
        'and j.status <> all (%L)
        and (j.past_limit or exists (select from estorno.settlements s where s.table_name = %s and s.job_id = j.id) is false)
        and %s and not %s',
        t.delivered_statuses, name.sql, estorno.refund_pending_sql(name.sql), estorno.refund_failed_sql(name.sql))
      when 'not_charged' then format($sql$and j.status <> all (%L) and (j.credits = 0 or j.charge_proof = 'presumed') and %s = 'not_charged'$sql$,
        t.delivered_statuses, estorno.refund_state_sql(name.sql))
      when 'done' then format($sql$and %s = 'done'$sql$, estorno.refund_state_sql(name.sql))
    end, tail)), E'\nunion all\n')
  from estorno.usable_job_tables() t cross join lateral (select quote_literal(t.table_name)) name (sql)
  where filtered_jobs_sql.tool is null or t.table_name = filtered_jobs_sql.tool
$$;
revoke all on function estorno.filtered_jobs_sql(text, text, text) from public, anon, authenticated, service_role;

-- Whole seconds from one time to another, null when one of them is unknown or infinite; never more than an integer holds.
create or replace function estorno.seconds_between(earlier timestamptz, later timestamptz)
returns integer
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select case when isfinite(earlier) and isfinite(later)
    then least(greatest(extract(epoch from later - earlier), -2147483648), 2147483647)::integer end
$$;
revoke all on function estorno.seconds_between(timestamptz, timestamptz) from public, anon, authenticated, service_role;

-- What dynamic SQL returns has a named type, so that the linter knows it.
do $$
begin
  if to_regtype('estorno.ai_job_row') is null then
    create type estorno.ai_job_row as (
      table_name text, tool_label text, id uuid, task_id text, user_id uuid, customer_name text, customer_email text,
      status text, phase text, created_at timestamptz, started_at timestamptz, completed_at timestamptz,
      waiting_seconds integer, running_seconds integer, age_seconds integer, limit_seconds integer, stuck boolean,
      cost integer, refundable_credits integer, charge_proof text, ended_by text, refunded_credits integer,
      error_message text, attention text, refund_state text, late_result boolean, returned_credits integer);
  end if;
end
$$;

-- SQL text of a select that yields an estorno.ai_job_row for each of the few jobs that the given SQL text selects, as
-- filtered_jobs_sql() yields them. What costs a lookup a job is asked here, not of every job that a filter looks at.
-- Whatever runs this turns jit off: to compile so much SQL takes longer than to run it.
create or replace function estorno.ai_job_rows_sql(jobs text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(
    $sql$with j as materialized (%1$s), given_back as materialized (
      select j.table_name, j.id as job_id, sum(g.credits) filter (where g.user_id = j.user_id
        and g.created_at >= case when j.created_at < now() then j.created_at else '-infinity' end
        and (g.job_table = j.table_name
          or g.in_words and (g.job_table in (select o.table_name from estorno.job_tables o)) is not true)) as credits
      from j join (%2$s) g on g.job_id = j.id
      where g.user_id in (select j.user_id from j)
        and g.created_at >= (select min(case when j.created_at < now() then j.created_at else '-infinity' end) from j)
      group by j.table_name, j.id
    )
    select j.table_name, j.tool, j.id, j.task_id, j.user_id, c.name, c.email, coalesce(j.status, ''), j.phase,
      j.created_at, j.started_at, j.completed_at,
      estorno.seconds_between(j.created_at, case when j.phase = 'waiting' then now() else coalesce(j.started_at, j.completed_at) end),
      estorno.seconds_between(j.started_at, case when j.phase = 'running' then now() else j.completed_at end),
      estorno.seconds_between(j.clock_started_at, now()), extract(epoch from j.time_limit)::integer, j.past_limit,
      j.cost, case when j.phase in ('waiting', 'running') then j.credits end, j.charge_proof,
      s.ending, s.refunded_credits, j.error_message, case when j.phase <> 'over' then a.reason end, %3$s,
      exists (select from estorno.late_results l where l.table_name = j.table_name and l.job_id = j.id),
      nullif(least(%4$s, 2147483647), 0)::integer
    from j
    left join public.profiles c on c.id = j.user_id
    left join estorno.settlements s on s.table_name = j.table_name and s.job_id = j.id
    left join estorno.attention a on a.table_name = j.table_name and a.job_id = j.id
    left join given_back g on g.table_name = j.table_name and g.job_id = j.id
    order by j.created_at desc, j.id desc$sql$,
    jobs, estorno.given_back_sql(), estorno.refund_state_sql('j.table_name', 's.refunded_credits > 0', 'g.job_id is not null'),
    estorno.returned_sql('j.table_name', estorno.beyond_settlements_sql('g.credits')));
end
$$;
revoke all on function estorno.ai_job_rows_sql(text) from public, anon, authenticated, service_role;

-- Where nearly no job is in a refund state, a page is found without a look at all of them: a condition on jobs_sql() called j,
-- and what stands before the statement that holds it. A refund that is due is one of an unfinished job, or a contradiction.
create or replace function estorno.few_to_look_at(refund text, out ids text, out condition text)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  ids := '';
  condition := '';
  if refund = 'pending' then
    ids := (
      select format('with few as materialized (select w.id from (%s) w union all %s)', estorno.wanted_jobs_sql('-infinity'),
        string_agg(format('select j.id from public.%I j where %s', t.table_name, estorno.not_over_sql(t)), ' union all '))
      from estorno.usable_job_tables() t);
    condition := 'and j.id = any (array(select few.id from few))';
  elsif refund = 'not_charged' then
    condition := format('and (j.created_at >= %L or j.created_at is null)', estorno.oldest_in_refund_state(refund));
  end if;
end
$$;
revoke all on function estorno.few_to_look_at(text) from public, anon, authenticated, service_role;

-- The pages that the panel asks for most, of all tools and with no filter but the beginning of a period, newest first, are kept as
-- functions: to write and to plan this much SQL takes three times as long as to run it. There is one for each way to ask: from the
-- top or after a job that was seen (older), with that beginning (recent) or without. Of other filters nothing stands in their texts,
-- and the number of rows is none that is told later: a plan for any filter and any number is none for most and few. The panel asks
-- for so many: 20, and one that tells of more.
create or replace function estorno.rows_of_kept_page()
returns integer
language sql immutable
set search_path = pg_catalog, pg_temp
return 21;
revoke all on function estorno.rows_of_kept_page() from public, anon, authenticated, service_role;

-- Makes those that are not there; only for keep_functions(), whose lock lets one session at a time do that. prefix: see
-- kept_prefix_of_all().
create or replace function estorno.keep_pages(prefix text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  last_rows text := format(' order by created_at desc, id desc limit %s', estorno.rows_of_kept_page());
  page record;
  jobs text;
begin
  for page in
    select 'estorno.' || prefix || p.what as name, p.arguments, p.condition
    from (values
      ('page', '', 'true'),
      ('recentpage', 'since timestamptz', 'j.created_at >= $1'),
      ('olderpage', 'seen_at timestamptz, seen_id uuid', '(j.created_at, j.id) < ($1, $2)'),
      ('recentolderpage', 'since timestamptz, seen_at timestamptz, seen_id uuid', 'j.created_at >= $1 and (j.created_at, j.id) < ($2, $3)')
    ) p (what, arguments, condition)
  loop
    continue when to_regproc(page.name) is not null;
    select string_agg(estorno.listed_jobs_sql(t, page.condition || last_rows), E'\nunion all\n') into jobs from estorno.usable_job_tables() t;
    continue when jobs is null;
    perform estorno.make_kept_function(page.name, format('(%s) returns setof estorno.ai_job_row stable', page.arguments), 'force_generic_plan',
      format(e'begin\n  return query %s;\nend', estorno.ai_job_rows_sql(format('select * from (%s) u %s', jobs, last_rows))));
  end loop;
end
$$;
revoke all on function estorno.keep_pages(text) from public, anon, authenticated, service_role;

-- A call, as SQL text with since, seen_at and the seen job's id bound as $1, $2 and $3, of the kept function that yields such a page; null
-- when there is none at this moment, which the next run makes, or for none after a job without a date. As long as the transaction
-- lasts none is dropped.
create or replace function estorno.kept_page(since timestamptz, seen_at timestamptz)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  name text := 'estorno.' || estorno.kept_prefix_of_all()
    || case when since is null then '' else 'recent' end || case when seen_at is null then '' else 'older' end || 'page';
begin
  if seen_at = 'infinity' or not pg_try_advisory_xact_lock_shared(hashtext('estorno.keep_functions')) or to_regproc(name) is null then
    return null;
  end if;
  return format('%s(%s)', name, concat_ws(', ', case when since is not null then '$1' end, case when seen_at is not null then '$2, $3' end));
end
$$;
revoke all on function estorno.kept_page(timestamptz, timestamptz) from public, anon, authenticated, service_role;

create or replace function estorno.admin_list_ai_jobs(
  tool text, statuses text[], since timestamptz, until timestamptz, search text, stuck_only boolean, refund text,
  page_size integer, cursor_created_at timestamptz, cursor_id uuid, backwards boolean)
returns setof estorno.ai_job_row
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
  beyond_cursor text := case
    when cursor_created_at is null then 'true'
    when cursor_created_at = 'infinity' and backwards then 'j.created_at is null and j.id > $4'
    when cursor_created_at = 'infinity' then '(j.created_at is not null or j.id < $4)'
    when backwards then '((j.created_at, j.id) > ($3, $4) or j.created_at is null)'
    else '(j.created_at, j.id) < ($3, $4)'
  end;
  page_order text := case when backwards then 'order by created_at, id limit $2' else 'order by created_at desc, id desc limit $2' end;
  filter estorno.job_filter;
  few record;
  kept_page text;
  jobs text;
begin
  perform estorno.require_admin();
  filter := estorno.read_job_filter(tool, statuses, since, until, search, stuck_only, refund);
  if page_size is null or page_size not between 1 and 1000 then
    raise exception 'Uma página tem de 1 a 1.000 jobs.' using errcode = '22023', hint = 'filter_invalid';
  end if;
  if (tool, filter.statuses, filter.until, filter.customers, filter.job_id, filter.refund) is null and not filter.stuck_only
    and backwards is not true and page_size <= estorno.rows_of_kept_page() then
    kept_page := estorno.kept_page(filter.since, cursor_created_at);
    if kept_page is not null then
      return query execute format('select * from %s limit $4', kept_page) using filter.since, cursor_created_at, cursor_id, page_size;
      return;
    end if;
  end if;
  few := estorno.few_to_look_at(refund);
  jobs := estorno.filtered_jobs_sql(tool, refund, format('and %s %s %s', beyond_cursor, few.condition, page_order));
  if jobs is not null then
    return query execute estorno.ai_job_rows_sql(format('%s select * from (%s) u %s', few.ids, jobs, page_order))
      using filter, page_size, cursor_created_at, cursor_id;
  end if;
end
$$;
revoke all on function estorno.admin_list_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text, integer, timestamptz, uuid, boolean)
  from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text, integer, timestamptz, uuid, boolean)
  to authenticated;

-- A page of jobs, newest first (those without a date before all others), for the panel.
--   tool: a registered table name; statuses; since and until (until itself is out): of created_at; stuck_only: past their limit
--   search: part of a customer's name or e-mail, or a whole id of a job, a customer or a provider's task; up to 200 characters
--   What is stuck, or has the searched id of a job or of a provider's task, is found outside since and until as well.
--   refund: done, not_charged, pending or failed; page_size: 1 to 1,000 jobs
--   cursor_*: created_at ('infinity' for none) and id of the last row seen, or with backwards of the first
-- Null filters do not filter. refunded_credits: what the job's end here gave back; returned_credits: all that came back for it,
-- from whomever, as far as the ledger names the job, null for nothing; the totals are its sum.
-- refund_state: as refund; null when delivered, within its limit, or when nothing can be said.
-- Raises 42501 (not an admin), 22023 (table not registered, search too long, unknown refund, page size).
create or replace function public.admin_list_ai_jobs(
  tool text default null, statuses text[] default null, since timestamptz default null, until timestamptz default null,
  search text default null, stuck_only boolean default false, refund text default null, page_size integer default 20,
  cursor_created_at timestamptz default null, cursor_id uuid default null, backwards boolean default false)
returns table (
  table_name text, tool_label text, id uuid, task_id text, user_id uuid, customer_name text, customer_email text,
  status text, phase text, created_at timestamptz, started_at timestamptz, completed_at timestamptz,
  waiting_seconds integer, running_seconds integer, age_seconds integer, limit_seconds integer, stuck boolean,
  cost integer, refundable_credits integer, charge_proof text, ended_by text, refunded_credits integer,
  error_message text, attention text, refund_state text, late_result boolean, returned_credits integer)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_list_ai_jobs(
    tool, statuses, since, until, search, stuck_only, refund, page_size, cursor_created_at, cursor_id, backwards)
$$;
revoke all on function public.admin_list_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text, integer, timestamptz, uuid, boolean)
  from public, anon, authenticated, service_role;
grant execute on function public.admin_list_ai_jobs(text, text[], timestamptz, timestamptz, text, boolean, text, integer, timestamptz, uuid, boolean)
  to authenticated;

create or replace function estorno.admin_list_late_results(max_rows integer)
returns table (
  table_name text, job_id uuid, status text, output_url text, error_message text, received_at timestamptz,
  tool_label text, customer_name text, customer_email text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.require_admin();
  return query
    select l.table_name, l.job_id, l.status, l.output_url, l.error_message, l.received_at,
      coalesce(t.label, l.table_name), c.name, c.email
    from (select * from estorno.late_results r order by r.received_at desc, r.id desc limit least(max_rows, 1000)) l
    left join estorno.job_tables t on t.table_name = l.table_name
    left join estorno.settlements s on s.table_name = l.table_name and s.job_id = l.job_id
    left join public.profiles c on c.id = s.user_id
    order by l.received_at desc, l.id desc;
end
$$;
revoke all on function estorno.admin_list_late_results(integer) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_late_results(integer) to authenticated;

-- What arrived for jobs that had been ended and refunded before, newest first; max_rows: up to 1,000.
-- Raises 42501 (not an admin).
create or replace function public.admin_list_late_results(max_rows integer default 100)
returns table (
  table_name text, job_id uuid, status text, output_url text, error_message text, received_at timestamptz,
  tool_label text, customer_name text, customer_email text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_list_late_results(max_rows)
$$;
revoke all on function public.admin_list_late_results(integer) from public, anon, authenticated, service_role;
grant execute on function public.admin_list_late_results(integer) to authenticated;
