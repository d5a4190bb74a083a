-- What an admin may change of a tool, what the owner alone may change, and the record of every change, whoever made it.

create table if not exists estorno.tool_changes (
  id bigint generated always as identity primary key,
  table_name text, -- null: the settings, which hold for all tools
  changed_at timestamptz not null default now(),
  changed_by uuid, -- null: a developer, by migration or by hand
  before jsonb, -- the columns that changed, limits in whole minutes; null when the tool came
  after jsonb, -- null when it went
  reason text,
  request_id uuid default estorno.request_id()
);
create index if not exists tool_changes_by_time on estorno.tool_changes (changed_at desc);
alter table estorno.tool_changes enable row level security;
revoke all on estorno.tool_changes from public, anon, authenticated, service_role;
revoke all on sequence estorno.tool_changes_id_seq from public, anon, authenticated, service_role;

create or replace trigger tool_changes_are_append_only before update or delete or truncate on estorno.tool_changes
  for each statement execute function estorno.refuse_change();

create or replace function estorno.minutes_of(duration interval)
returns integer
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select (extract(epoch from duration) / 60)::integer
$$;
revoke all on function estorno.minutes_of(interval) from public, anon, authenticated, service_role;

-- What is known of a tool, for a record that people read; null for no tool.
create or replace function estorno.tool_columns(tool estorno.job_tables)
returns jsonb
language sql stable strict
set search_path = pg_catalog, pg_temp
as $$
  select to_jsonb(tool) - 'queue_limit' - 'run_limit' || jsonb_build_object(
    'queue_limit_minutes', estorno.minutes_of(tool.queue_limit), 'run_limit_minutes', estorno.minutes_of(tool.run_limit))
$$;
revoke all on function estorno.tool_columns(estorno.job_tables) from public, anon, authenticated, service_role;

-- Those columns of one reading that another reading does not have, or has otherwise.
create or replace function estorno.differing_columns(reading jsonb, other jsonb)
returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select jsonb_object_agg(r.key, r.value) from jsonb_each(reading) r where other -> r.key is distinct from r.value
$$;
revoke all on function estorno.differing_columns(jsonb, jsonb) from public, anon, authenticated, service_role;

-- Who and why stands in a setting that estorno.change_tool() makes for its one update: nobody but the owner can write the
-- registry otherwise, so nobody else can speak in an admin's name.
create or replace function estorno.record_tool_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  was jsonb := estorno.tool_columns(old);
  became jsonb := estorno.tool_columns(new);
  act jsonb := nullif(current_setting('estorno.tool_change', true), '')::jsonb;
begin
  if was is distinct from became then
    insert into estorno.tool_changes (table_name, changed_by, before, after, reason)
    values (coalesce(became, was) ->> 'table_name', (act ->> 'admin')::uuid,
      estorno.differing_columns(was, became), estorno.differing_columns(became, was), act ->> 'reason');
  end if;
  return null;
end
$$;
revoke all on function estorno.record_tool_change() from public, anon, authenticated, service_role;

create or replace trigger job_tables_record_changes after insert or update or delete on estorno.job_tables
  for each row execute function estorno.record_tool_change();

create or replace function estorno.record_setting_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  was jsonb := to_jsonb(old) - 'one_row';
  became jsonb := to_jsonb(new) - 'one_row';
begin
  if was is distinct from became then
    insert into estorno.tool_changes (before, after, reason)
    values (estorno.differing_columns(was, became), estorno.differing_columns(became, was),
      nullif(current_setting('estorno.setting_change', true), ''));
  end if;
  return null;
end
$$;
revoke all on function estorno.record_setting_change() from public, anon, authenticated, service_role;

-- To empty a table fires no trigger of its rows: the limits would be gone, and no line would say so.
create or replace trigger job_tables_are_never_emptied before truncate on estorno.job_tables
  for each statement execute function estorno.refuse_change();
create or replace trigger settings_are_never_emptied before truncate on estorno.settings
  for each statement execute function estorno.refuse_change();

create or replace trigger settings_record_changes after insert or update or delete on estorno.settings
  for each row execute function estorno.record_setting_change();

-- Changes what limits the admins, and records it; for the database's owner, since an admin could lift their own limit.
--   acts_per_minute: of each admin, null for no limit; daily_credit_cap: credits, null for no cap; see estorno.settings
-- What is left out, or -1, stays as it is. Raises 23514 when a limit is 0 or a cap below that.
create or replace function estorno.change_settings(
  acts_per_minute integer default -1, daily_credit_cap integer default -1, reason text default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform set_config('estorno.setting_change', coalesce(trim(reason), ''), true);
  insert into estorno.settings default values on conflict do nothing;
  update estorno.settings s set
    acts_per_minute = case change_settings.acts_per_minute when -1 then s.acts_per_minute else change_settings.acts_per_minute end,
    daily_credit_cap = case change_settings.daily_credit_cap when -1 then s.daily_credit_cap else change_settings.daily_credit_cap end;
  perform set_config('estorno.setting_change', '', true);
end
$$;
revoke all on function estorno.change_settings(integer, integer, text) from public, anon, authenticated, service_role;

do $$
begin
  if to_regtype('estorno.ai_tool_row') is null then
    create type estorno.ai_tool_row as (
      table_name text, label text, enabled boolean, queue_limit_seconds integer, run_limit_seconds integer,
      charge_proof text, waiting_is_charged boolean, registered_at timestamptz,
      waiting_statuses text[], running_statuses text[], over_statuses text[], usable boolean);
  end if;
end
$$;

create or replace function estorno.ai_tool_rows()
returns setof estorno.ai_tool_row
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select t.table_name, t.label, t.enabled, extract(epoch from t.queue_limit)::integer, extract(epoch from t.run_limit)::integer,
    estorno.charge_proof_of(t), t.waiting_is_charged, t.registered_at, t.waiting_statuses, t.running_statuses, t.over_statuses,
    t.table_name in (select u.table_name from estorno.usable_job_tables() u)
  from estorno.job_tables t order by t.label
$$;
revoke all on function estorno.ai_tool_rows() from public, anon, authenticated, service_role;

create or replace function estorno.admin_list_ai_tools()
returns setof estorno.ai_tool_row
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.require_admin();
  return query select * from estorno.ai_tool_rows();
end
$$;
revoke all on function estorno.admin_list_ai_tools() from public, anon, authenticated, service_role;
grant execute on function estorno.admin_list_ai_tools() to authenticated;

-- The registered tools with their limits in seconds, by label: what they can prove of a charge (ledger, charged_column;
-- presumed: nothing) or say of it (waiting_is_charged), their status words, and whether their table can be worked on (usable:
-- it is there with every column). Raises 42501 (not an admin).
create or replace function public.admin_list_ai_tools()
returns table (
  table_name text, label text, enabled boolean, queue_limit_seconds integer, run_limit_seconds integer,
  charge_proof text, waiting_is_charged boolean, registered_at timestamptz,
  waiting_statuses text[], running_statuses text[], over_statuses text[], usable boolean)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_list_ai_tools()
$$;
revoke all on function public.admin_list_ai_tools() from public, anon, authenticated, service_role;
grant execute on function public.admin_list_ai_tools() to authenticated;

-- A limit given in minutes, null when none is; raises 22023 when a tool cannot have it.
create or replace function estorno.limit_of_minutes(minutes integer)
returns interval
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if minutes not between 1 and 1440 then
    raise exception 'O limite vai de 1 a 1.440 minutos inteiros.' using errcode = '22023', hint = 'limit_invalid';
  end if;
  return make_interval(mins => minutes);
end
$$;
revoke all on function estorno.limit_of_minutes(integer) from public, anon, authenticated, service_role;

-- Raises 22023 when the clock would end more while admins have a cap of credits a day, and so give back for them what the cap
-- keeps them from: by a shorter limit, a tool that is switched on, or a word that comes to mean a job that goes on.
create or replace function estorno.require_clock_ends_no_more(was estorno.job_tables, becomes estorno.job_tables)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if (becomes.queue_limit < was.queue_limit or becomes.run_limit < was.run_limit or becomes.enabled and not was.enabled
      or not (was.waiting_statuses || was.running_statuses) @> (becomes.waiting_statuses || becomes.running_statuses))
    and exists (select from estorno.settings s where s.daily_credit_cap is not null) then
    raise exception 'Com um limite diário de créditos, só quem desenvolve faz a limpeza encerrar mais: encurta um limite de tempo, liga a limpeza ou diz que um status ainda não acabou.'
      using errcode = '22023', hint = 'clock_under_cap';
  end if;
end
$$;
revoke all on function estorno.require_clock_ends_no_more(estorno.job_tables, estorno.job_tables) from public, anon, authenticated, service_role;

-- The registry row of a table, kept from other admins until the transaction ends; raises 22023 when there is none.
create or replace function estorno.lock_tool(table_name text)
returns estorno.job_tables
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform from estorno.job_tables t where t.table_name = lock_tool.table_name for no key update;
  return estorno.job_table(table_name);
end
$$;
revoke all on function estorno.lock_tool(text) from public, anon, authenticated, service_role;

-- Raises 22023 with the SQL for a developer when the tool, as given, could not be registered.
create or replace function estorno.require_registrable(tool estorno.job_tables)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  missing text;
begin
  select string_agg(m, E'\n') into missing from estorno.missing_for_registration(tool) m;
  if missing is not null then
    raise exception E'Falta algo na tabela public.%. Peça a quem desenvolve:\n%', tool.table_name, missing
      using errcode = '22023', hint = 'table_not_ready';
  end if;
end
$$;
revoke all on function estorno.require_registrable(estorno.job_tables) from public, anon, authenticated, service_role;

-- Writes what an admin may change of a tool; the trigger records who it was and why.
create or replace function estorno.change_tool(tool estorno.job_tables, admin uuid, reason text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.check_reason(reason);
  perform set_config('estorno.tool_change', jsonb_build_object('admin', admin, 'reason', nullif(trim(reason), ''))::text, true);
  update estorno.job_tables t set enabled = tool.enabled, queue_limit = tool.queue_limit, run_limit = tool.run_limit,
    waiting_statuses = tool.waiting_statuses, running_statuses = tool.running_statuses,
    over_statuses = tool.over_statuses, delivered_statuses = tool.delivered_statuses
  where t.table_name = tool.table_name;
  perform set_config('estorno.tool_change', '', true);
end
$$;
revoke all on function estorno.change_tool(estorno.job_tables, uuid, text) from public, anon, authenticated, service_role;

create or replace function estorno.admin_change_tool(
  job_table text, queue_limit_minutes integer, run_limit_minutes integer, enabled boolean, reason text)
returns setof estorno.ai_tool_row
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  admin uuid := estorno.admit_act(estorno.require_admin());
  tool estorno.job_tables := estorno.lock_tool(job_table);
  was estorno.job_tables := tool;
begin
  if enabled and not tool.enabled then
    perform estorno.require_registrable(tool);
  end if;
  tool.queue_limit := coalesce(estorno.limit_of_minutes(queue_limit_minutes), tool.queue_limit);
  tool.run_limit := coalesce(estorno.limit_of_minutes(run_limit_minutes), tool.run_limit);
  tool.enabled := coalesce(admin_change_tool.enabled, tool.enabled);
  perform estorno.require_clock_ends_no_more(was, tool);
  perform estorno.change_tool(tool, admin, reason);
  return query select r.* from estorno.ai_tool_rows() r where r.table_name = tool.table_name;
end
$$;
revoke all on function estorno.admin_change_tool(text, integer, integer, boolean, text) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_change_tool(text, integer, integer, boolean, text) to authenticated;

-- Changes a tool's limits, or switches its cleanup on or off, and records the change. Null leaves what it is.
--   job_table: a registered table; limits: whole minutes, 1 to 1,440; reason: up to 500 characters, kept in the record
-- Returns the tool as admin_list_ai_tools does (a named type, because a column is called like an argument).
-- Raises 42501 (not an admin), PT429 (too many acts), 22023 (table not registered, bad limit or reason, switched on without what
-- the table needs, the clock would end more while there is a cap of credits a day).
create or replace function public.admin_change_tool(
  job_table text, queue_limit_minutes integer default null, run_limit_minutes integer default null,
  enabled boolean default null, reason text default null)
returns setof estorno.ai_tool_row
language sql
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_change_tool(job_table, queue_limit_minutes, run_limit_minutes, enabled, reason)
$$;
revoke all on function public.admin_change_tool(text, integer, integer, boolean, text) from public, anon, authenticated, service_role;
grant execute on function public.admin_change_tool(text, integer, integer, boolean, text) to authenticated;

create or replace function estorno.admin_map_status(job_table text, status_word text, meaning text, reason text)
returns setof estorno.ai_tool_row
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  admin uuid := estorno.admit_act(estorno.require_admin());
  tool estorno.job_tables := estorno.lock_tool(job_table);
  known_as text := case
    when status_word = any (tool.waiting_statuses) then 'na fila'
    when status_word = any (tool.running_statuses) then 'em execução'
    when status_word = any (tool.over_statuses) then 'encerrado'
  end;
  has_ended_jobs boolean;
begin
  if coalesce(trim(status_word), '') = '' or length(status_word) > 100 then
    raise exception 'O status tem de 1 a 100 caracteres.' using errcode = '22023', hint = 'status_word_invalid';
  elsif known_as is not null then
    raise exception 'O status "%" já está cadastrado nesta ferramenta como %.', status_word, known_as
      using errcode = '22023', hint = 'status_known';
  end if;
  case meaning
    when 'waiting' then tool.waiting_statuses := tool.waiting_statuses || status_word;
    when 'running' then tool.running_statuses := tool.running_statuses || status_word;
    when 'over', 'delivered' then tool.over_statuses := tool.over_statuses || status_word;
    else raise exception 'Um status significa waiting, running, over ou delivered.'
      using errcode = '22023', hint = 'tool_value_invalid';
  end case;
  if meaning = 'delivered' then
    tool.delivered_statuses := tool.delivered_statuses || status_word;
  end if;
  perform estorno.require_clock_ends_no_more(estorno.job_table(job_table), tool);
  perform estorno.require_registrable(tool);
  perform estorno.change_tool(tool, admin, reason);
  if status_word = any (tool.over_statuses) then
    perform estorno.guard_job_table(tool);
  else
    execute format('select exists (select from public.%I j where j.status = %L and j.completed_at is not null)', tool.table_name, status_word)
      into has_ended_jobs;
    if has_ended_jobs then
      -- The clock would end every later one too, and give back the credits of jobs that may have their result.
      raise exception 'Há jobs com o status "%" que já têm data de término: ele não pode significar que o job ainda não acabou.', status_word
        using errcode = '22023', hint = 'status_has_ended_jobs';
    end if;
    perform estorno.set_aside_old_jobs(tool, array[status_word]);
  end if;
  return query select r.* from estorno.ai_tool_rows() r where r.table_name = tool.table_name;
exception when lock_not_available then
  raise exception 'A tabela de jobs está ocupada. Tente de novo em instantes.' using errcode = '55P03', hint = 'table_busy';
end
$$;
revoke all on function estorno.admin_map_status(text, text, text, text) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_map_status(text, text, text, text) to authenticated;

-- Says what an unknown status word of a tool means. From then on the clock counts for its waiting and running jobs, but those
-- past their limit by more than a day go to the attention list; jobs that are over stay as they are.
--   job_table: a registered table; status_word: as the jobs have it, up to 100 characters; reason: kept in the record
--   meaning: waiting | running | over (without a result) | delivered (over, the customer has the result)
-- Returns the tool as admin_list_ai_tools does.
-- Raises 42501 (not an admin), PT429 (too many acts), 22023 (table not registered, bad or known word, jobs with it have ended, it
-- goes on while there is a cap of credits a day, or the table needs another index first: the message holds the SQL for a developer), 55P03 (the table stayed locked for 5 s: try again).
create or replace function public.admin_map_status(job_table text, status_word text, meaning text, reason text default null)
returns setof estorno.ai_tool_row
language sql
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_map_status(job_table, status_word, meaning, reason)
$$;
revoke all on function public.admin_map_status(text, text, text, text) from public, anon, authenticated, service_role;
grant execute on function public.admin_map_status(text, text, text, text) to authenticated;
