-- The one door: ends jobs, gives their credits back and records both, in one transaction or not at all.

-- What the request that called was numbered: by the Edge Function, which answers with it, otherwise by a gateway that numbers
-- what comes to it (and may put its own x-request-id in the place of anybody else's). Null without one, or with one that is no
-- uuid. It is as the caller says it: it helps to find the rest of the story, and proves nothing.
create or replace function estorno.request_id()
returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  headers jsonb;
begin
  headers := nullif(current_setting('request.headers', true), '')::jsonb;
  return coalesce(headers ->> 'estorno-request-id', headers ->> 'x-request-id')::uuid;
exception when others then -- no header is worth a refund
  return null;
end
$$;
revoke all on function estorno.request_id() from public, anon, authenticated, service_role;

-- A row for every end, written once and never changed. The key is what makes a second refund impossible.
-- user_id has no foreign key: the record outlives the customer and never blocks their deletion.
create table if not exists estorno.settlements (
  table_name text not null,
  job_id uuid not null,
  user_id uuid,
  ending text not null check (ending in ('timeout', 'cancel', 'close', 'repair')),
  actor text not null check (actor in ('cron', 'admin', 'service')),
  actor_id uuid check ((actor = 'admin') = (actor_id is not null)),
  reason text,
  status_before text not null,
  status_after text not null,
  time_limit interval,
  charge_proof text not null,
  refunded_credits integer not null check (refunded_credits >= 0),
  refunded_to_monthly integer not null check (refunded_to_monthly between 0 and refunded_credits),
  balance_after integer,
  settled_at timestamptz not null default now(),
  act_id uuid, -- one act of an admin that ended many jobs
  request_id uuid, -- see estorno.request_id()
  id bigint generated always as identity unique, -- the order in which they were written
  primary key (job_id, table_name)
);
create index if not exists settlements_by_time on estorno.settlements (settled_at desc);
alter table estorno.settlements enable row level security;
revoke all on estorno.settlements from public, anon, authenticated, service_role;
revoke all on sequence estorno.settlements_id_seq from public, anon, authenticated, service_role;

create or replace function estorno.refuse_change()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception '%.% is %', tg_table_schema, tg_table_name, case tg_op when 'TRUNCATE' then 'never emptied' else 'append-only' end
    using errcode = '42501';
end
$$;
revoke all on function estorno.refuse_change() from public, anon, authenticated, service_role;

drop trigger if exists settlements_are_append_only on estorno.settlements;
create trigger settlements_are_append_only before update or delete or truncate on estorno.settlements
  for each statement execute function estorno.refuse_change();

-- Jobs that the cleanup may not or could not end: shown to a human, tried again at every run, gone once they are over.
create table if not exists estorno.attention (
  table_name text not null references estorno.job_tables on update cascade on delete cascade,
  job_id uuid not null,
  reason text not null check (reason in ('predates_installation', 'refund_failed', 'busy', 'not_ended')),
  detail text,
  tries integer not null default 0,
  first_tried_at timestamptz not null default now(),
  last_tried_at timestamptz not null default now(),
  last_run_id bigint not null default 0, -- the run that tried it last, 0 for none
  primary key (table_name, job_id)
);
create index if not exists attention_by_last_try on estorno.attention (table_name, last_tried_at, job_id);
alter table estorno.attention enable row level security;
revoke all on estorno.attention from public, anon, authenticated, service_role;

-- '10 minutos', '1 minuto'
create or replace function estorno.minutes_text(duration interval)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  minutes integer := extract(epoch from duration) / 60;
begin
  return minutes || case minutes when 1 then ' minuto' else ' minutos' end;
end
$$;
revoke all on function estorno.minutes_text(interval) from public, anon, authenticated, service_role;

-- Raises PT500 when a balance is not the last one that the claims know of: nobody else can have moved it, since the door
-- holds the credits rows, so the project's own code did when the jobs ended. To pay on top of that may be to pay twice.
create or replace function estorno.require_balances(tool estorno.job_tables, claims estorno.settlements[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  moved bigint;
begin
  select sum(c.balance - coalesce(known.balance, 0)) into moved
  from (select claim.user_id, max(claim.balance_after) as balance from unnest(claims) claim group by claim.user_id) known
  join public.upscaler_credits c on c.user_id = known.user_id and c.balance is distinct from known.balance;
  if moved is not null then
    raise exception 'Outro código deste projeto também moveu créditos do cliente; o job continua como estava.'
      using errcode = 'PT500', hint = 'other_code_moved_credits',
      detail = format('another trigger or function of this project also %s: the balance moved by %s when the job ended; triggers on public.%I: %s',
        case when moved > 0 then 'refunds' else 'moves credits' end, moved, tool.table_name, (
          select coalesce(string_agg(format('%I (%s)', t.tgname, t.tgfoid::regproc), ', ' order by t.tgname), 'none')
          from pg_catalog.pg_trigger t join pg_catalog.pg_proc p on p.oid = t.tgfoid and p.pronamespace <> 'estorno'::regnamespace
          where t.tgrelid = to_regclass(format('public.%I', tool.table_name)) and not t.tgisinternal));
  end if;
end
$$;
revoke all on function estorno.require_balances(estorno.job_tables, estorno.settlements[])
  from public, anon, authenticated, service_role;

-- What the functions that pay one refund or many are: their texts and all that decides how they run. A second one of a name
-- counts, because a call may mean it.
create or replace function estorno.refund_functions_fingerprint()
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select md5(string_agg(concat_ws('|', p.proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), l.lanname,
      p.provolatile, p.proisstrict, p.prosecdef, p.proconfig, p.prosrc), '' order by p.proname, p.prosrc))
    from pg_catalog.pg_proc p join pg_catalog.pg_language l on l.oid = p.prolang
    where p.pronamespace = 'public'::regnamespace
      and p.proname in ('refund_upscaler_credits', 'move_upscaler_credits', 'refund_many_upscaler_credits'));
end
$$;
revoke all on function estorno.refund_functions_fingerprint() from public, anon, authenticated, service_role;

-- Whether all refunds of a batch can be paid in one statement: only beside the very refund function that
-- refund_many_upscaler_credits() was written for, run by the same role, and where no trigger of the project waits for each single
-- refund. One that was replaced or edited is called itself, job by job.
create or replace function estorno.refunds_can_be_paid_at_once()
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return estorno.refund_functions_fingerprint() = '12c4e57620e726a5cedd1e8afe75071b'
    and exists (
      select from pg_catalog.pg_proc p where p.oid = to_regprocedure('public.refund_upscaler_credits(uuid,integer,text)')
        and pg_get_userbyid(p.proowner) = current_user)
    and not exists (
      select from pg_catalog.pg_trigger t where not t.tgisinternal
        and t.tgrelid in (to_regclass('public.upscaler_credits'), to_regclass('public.upscaler_credit_transactions')));
end
$$;
revoke all on function estorno.refunds_can_be_paid_at_once() from public, anon, authenticated, service_role;

-- What of the refunds of these claims did not happen though the refund function said yes; null when all is well.
create or replace function estorno.problem_of_refunds(claims estorno.settlements[], descriptions text[])
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
  if exists (
    select from (select claim.user_id, max(claim.balance_after) as balance from unnest(claims) claim group by claim.user_id) known
    join public.upscaler_credits c on c.user_id = known.user_id and c.balance is distinct from known.balance)
  then
    return 'the refund function said yes, but the balance did not move by the refund';
  end if;
  -- Grouped, not joined: no statistics lead to a plan that compares each refund with each line.
  if exists (
    select from (
      select claim.user_id, descriptions[claim.ordinality] as description, claim.refunded_credits as due, null::integer as amount
      from unnest(claims) with ordinality claim where claim.refunded_credits > 0
      union all
      select t.user_id, t.description, null, t.amount from public.upscaler_credit_transactions t
      where t.user_id = any (array(select claim.user_id from unnest(claims) claim)) and t.created_at >= now()) shown
    group by shown.user_id, shown.description
    having count(shown.due) > 0 and (max(shown.due) in (sum(shown.amount), max(shown.amount))) is not true)
  then
    return 'the refund function said yes, but the ledger does not show the refund';
  end if;
  return null;
end
$$;
revoke all on function estorno.problem_of_refunds(estorno.settlements[], text[]) from public, anon, authenticated, service_role;

-- Pays the refunds of claimed jobs and proves that they happened: the refund function says so, each balance moved by the
-- sum of its refunds, each refund stands in the ledger, in one line or in several. Otherwise raises PT500 with the reason as detail.
-- The customers' credits rows are locked by the claim before, and the claims come with their balance as balance_after; returns
-- them with the one after each refund. descriptions: what the ledger says of each.
create or replace function estorno.pay_refunds(claims estorno.settlements[], descriptions text[])
returns estorno.settlements[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  users uuid[];
  credits integer[];
  to_monthly integer[];
  answer record;
  problem text;
begin
  perform set_config('search_path', 'public, extensions, pg_temp', true); -- for the host's refund function
  select array_agg(claim.user_id), array_agg(claim.refunded_credits), array_agg(claim.refunded_to_monthly)
    into users, credits, to_monthly
  from unnest(claims) claim;
  -- A single refund is left to the refund function itself, which says best why it cannot be.
  if cardinality(claims) > 1 and estorno.refunds_can_be_paid_at_once() then
    for answer in select * from public.refund_many_upscaler_credits(users, credits, to_monthly, descriptions) loop
      claims[answer.place].balance_after := answer.new_balance;
    end loop;
  else
    -- The claims stand in the order of their customers.
    for i in 1 .. cardinality(claims) loop
      if claims[i].user_id = claims[i - 1].user_id then
        claims[i].balance_after := claims[i - 1].balance_after;
      end if;
      continue when claims[i].refunded_credits = 0;
      perform set_config('app.refund_to_monthly', claims[i].refunded_to_monthly::text, true);
      answer := null;
      select r.success, r.error_message into answer from public.refund_upscaler_credits(
        claims[i].user_id, claims[i].refunded_credits, descriptions[i]) r;
      if answer.success is not true then
        raise exception using errcode = 'PT500', message = coalesce(answer.error_message, 'the refund function gave no answer');
      end if;
      claims[i].balance_after := coalesce(claims[i].balance_after, 0) + claims[i].refunded_credits;
    end loop;
    perform set_config('app.refund_to_monthly', '', true);
  end if;

  problem := estorno.problem_of_refunds(claims, descriptions);
  if problem is not null then
    raise exception using errcode = 'PT500', message = problem;
  end if;
  return claims;
exception
  when lock_not_available or deadlock_detected or serialization_failure then
    raise;
  when others or assert_failure then
    raise exception 'O estorno não foi feito; o job continua como estava.'
      using errcode = 'PT500', hint = 'refund_failed', detail = sqlerrm;
end
$$;
revoke all on function estorno.pay_refunds(estorno.settlements[], text[]) from public, anon, authenticated, service_role;

-- A host's triggers and refund function ask who is calling: from here to become_caller() it is the service, without a user,
-- whether an admin's token, cron (no claims) or a pooled session (claims = '') came in. Returns what was set before.
-- By hand, because a role that is no superuser may not put these settings into a function's "set" clause. After an error
-- nothing needs undoing: the settings belong to the transaction and go back with it.
create or replace function estorno.become_service()
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  caller text[] := array[
    current_setting('request.jwt.claims', true), current_setting('request.jwt.claim.sub', true),
    current_setting('request.jwt.claim.role', true), current_setting('app.ai_financial_write', true)];
begin
  perform estorno.become_caller(array['{"role": "service_role"}', '', 'service_role', 'on']);
  return caller;
end
$$;
revoke all on function estorno.become_service() from public, anon, authenticated, service_role;

create or replace function estorno.become_caller(caller text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform set_config('request.jwt.claims', coalesce(caller[1], ''), true),
    set_config('request.jwt.claim.sub', coalesce(caller[2], ''), true),
    set_config('request.jwt.claim.role', coalesce(caller[3], ''), true),
    set_config('app.ai_financial_write', coalesce(caller[4], ''), true);
end
$$;
revoke all on function estorno.become_caller(text[]) from public, anon, authenticated, service_role;

-- What a job that is over has to meet to be repaired, as a condition on jobs_sql() called j: really taken, nothing brought, and no
-- refund in the ledger speaks of it; a presumed charge is no proof. One id can be a job in several tables: what the door paid for
-- the others, or is tied to them, does not count. "is false", where "not exists" would be a join that comes after the ledger was
-- read for jobs that were settled.
--   table_name: SQL text of the name of j's table
create or replace function estorno.repairable_sql(table_name text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(
    $sql$not j.delivered and j.credits > 0 and j.charge_proof in ('ledger', 'charged_column')
      and exists (select from estorno.settlements s where s.table_name = %s and s.job_id = j.id) is false
      and (select coalesce(sum(t.amount), 0) from public.upscaler_credit_transactions t
          where t.user_id = j.user_id and t.amount > 0 and strpos(t.description, j.id::text) > 0 %s)
        <= (select coalesce(sum(s.refunded_credits), 0) from estorno.settlements s
          where s.job_id = j.id and s.user_id = j.user_id)$sql$,
    table_name, case when estorno.ledger_names_jobs()
      then 'and (t.job_table in (select o.table_name from estorno.job_tables o)) is not true' else '' end);
end
$$;
revoke all on function estorno.repairable_sql(text) from public, anon, authenticated, service_role;

-- Which jobs an ending may take, as a condition on jobs_sql() called j.
create or replace function estorno.claimable_sql(tool estorno.job_tables, ending text)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select case ending
    when 'timeout' then format('j.status = any (%L) and j.past_limit', tool.waiting_statuses || tool.running_statuses)
    when 'cancel' then format('j.status = any (%L)', tool.waiting_statuses || tool.running_statuses)
    when 'close' then estorno.not_over_sql(tool)
    when 'repair' then format('j.status = any (%L) and %s', tool.over_statuses, estorno.repairable_sql(quote_literal(tool.table_name)))
  end
$$;
revoke all on function estorno.claimable_sql(estorno.job_tables, text) from public, anon, authenticated, service_role;

-- The text of the function that ends jobs of a table as an ending does: locks, writes, and returns the claims and what the ledger
-- shall say of their refunds, both in the order of the customers, and how many jobs were due.
-- First it locks those jobs that nobody else holds, with their customers, and waits for no one. The order is that of a customer's
-- deletion (auth.users, credits, jobs) and within each the ids', so that neither two batches nor a batch and a deletion can wait for
-- each other in a circle. The ledger is read by a later statement than the locks: so it shows every charge that was made before.
-- "in (select unnest(…))" hashes, where "= any (…)" compares each with each.
create or replace function estorno.claim_body(tool estorno.job_tables, ending text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
set intervalstyle = 'postgres'
as $$
declare
  ledger text := estorno.ledger_sql(tool);
  minutes text := format('case due.phase when ''waiting'' then %L else %L end',
    estorno.minutes_text(tool.queue_limit), estorno.minutes_text(tool.run_limit));
  message text := case ending
    when 'timeout' then '''Trabalho cancelado automaticamente após '' || ' || minutes || ' || ''.'''
    when 'cancel' then quote_literal('Cancelado pelo administrador.')
    when 'close' then quote_literal('Encerrado pelo administrador sem estorno.')
  end;
  what_happened text := case ending
    when 'timeout' then '''trabalho encerrado após '' || ' || minutes
    when 'cancel' then quote_literal('cancelado pelo administrador')
    when 'repair' then quote_literal('cobrança sem resultado reparada pelo administrador')
    else 'null'
  end;
begin
  return format(
    $body$
#variable_conflict use_variable
declare
  customers uuid[] := array(select distinct j.%2$I from public.%1$I j where j.id = any (job_ids));
  present uuid[] := array(select u.id from auth.users u where u.id = any (customers) order by u.id for key share skip locked);
  credited uuid[] := array(select c.user_id from public.upscaler_credits c where c.user_id = any (customers) order by c.user_id for update skip locked);
  free uuid[];
begin
  customers := array(
    select customer from unnest(customers) customer
    where (customer in (select unnest(present)) or not exists (select from auth.users u where u.id = customer))
      and (customer in (select unnest(credited)) or not exists (select from public.upscaler_credits c where c.user_id = customer)));
  free := array(
    select j.id from public.%1$I j where j.id = any (job_ids) and (j.%2$I is null or j.%2$I in (select unnest(customers)))
    order by j.id for update skip locked);
  -- From here a host's own triggers run, and some find their tables by the usual search path only; ours never rely on it.
  perform set_config('search_path', 'public, extensions, pg_temp', true);
  -- Read by id alone: a condition on the status would lead the planner, who knows of no storm, through all that is unfinished.
  with held as materialized (
    select j.*, %3$s as estorno_ledger from public.%1$I j where j.id = any (free)
  ), due as (
    select j.*, %4$s as refund from (%5$s) j where %6$s
  ), claimed as (%7$s)
  select
    array_agg(row(%8$L, due.id, due.user_id, ending, actor, actor_id, reason, coalesce(due.status, ''), coalesce(new_status, due.status), due.time_limit,
      due.charge_proof, due.refund, least(due.monthly_credits, due.refund),
      (select c.balance from public.upscaler_credits c where c.user_id = due.user_id), now(), act_id, (select estorno.request_id()), null)::estorno.settlements
      order by due.user_id, due.id) filter (where due.written = coalesce(new_status, due.status)),
    array_agg('Estorno: ' || %9$s || %10$L || due.id || ')'
      order by due.user_id, due.id) filter (where due.written = coalesce(new_status, due.status)),
    (select count(*) from due)
    into claims, descriptions, due_count
  from claimed due;
end
$body$,
    tool.table_name, tool.customer_column, coalesce(ledger, 'null::integer[]'),
    case ending when 'close' then '0' else 'j.credits' end,
    estorno.jobs_sql(tool, 'held'),
    estorno.claimable_sql(tool, ending),
    case ending when 'repair' then 'select due.*, due.status as written from due' else format(
      'update public.%I t set status = new_status, completed_at = now(), error_message = %s || case when due.refund > 0 then '' Créditos estornados.'' else '''' end%s
       from due where t.id = due.id and t.status is not distinct from due.status and (t.status <> all (%L)) is not false
       returning due.*, t.status as written',
      tool.table_name, message,
      case when estorno.has_column(tool.table_name, 'credits_refunded', 'boolean')
        then ', credits_refunded = t.credits_refunded or due.refund > 0' else '' end,
      tool.over_statuses)
    end,
    tool.table_name, what_happened, format(' (%s, ', tool.label));
end
$$;
revoke all on function estorno.claim_body(estorno.job_tables, text) from public, anon, authenticated, service_role;

-- How the names of a table's kept functions begin: with a digest of all that their texts are made from. So a table or a
-- registration that changed never meets an old one.
create or replace function estorno.kept_prefix(tool estorno.job_tables)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
set intervalstyle = 'postgres'
as $$
begin
  tool.registered_at := null; -- written otherwise in each time zone, and no part of a text
  return 'kept_' || md5(tool::text || (
    select string_agg(concat_ws(' ', a.attrelid, a.attname, a.atttypid, a.attnotnull), ',' order by a.attrelid, a.attnum)
    from pg_catalog.pg_attribute a
    where a.attrelid in (to_regclass(format('public.%I', tool.table_name)), to_regclass('public.upscaler_credit_transactions'))
      and a.attnum > 0 and not a.attisdropped)) || '_';
end
$$;
revoke all on function estorno.kept_prefix(estorno.job_tables) from public, anon, authenticated, service_role;

-- Makes a kept function of a name, which nobody but its owner may call. Its plans are those of a quiet night, which overrate what
-- they read: never worth compiling.
--   signature: its arguments and what it returns; plans: as plan_cache_mode has it
create or replace function estorno.make_kept_function(name text, signature text, plans text, body text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format(
    'create or replace function %s%s language plpgsql set search_path = pg_catalog, pg_temp set plan_cache_mode = %I set jit = off as %L',
    name, signature, plans, body);
  execute format('revoke all on function %s from public, anon, authenticated, service_role', name);
  -- A superuser may have called, and what is theirs nobody else could call or drop.
  execute (select format('alter function %s owner to %s', name, n.nspowner::regrole)
    from pg_catalog.pg_namespace n where n.nspname = 'estorno');
end
$$;
revoke all on function estorno.make_kept_function(text, text, text, text) from public, anon, authenticated, service_role;

-- What is done to a table at every call is kept as a function, so that a session plans its statements once, which takes longer
-- than they do: the claim of an ending (see settle_ai_jobs), and 'stale' (see stale_jobs). Returns its name, to be called. Made when
-- it is not there, as after a column was added, under a name of the session's own while somebody else makes it. As long as the
-- transaction lasts no run drops it; who does that commits at once, so the wait for it is no wait for a customer.
create or replace function estorno.kept_function(tool estorno.job_tables, what text)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  name text := 'estorno.' || estorno.kept_prefix(tool) || what;
begin
  perform pg_advisory_xact_lock_shared(hashtext('estorno.keep_functions'));
  if to_regproc(name) is null and not pg_try_advisory_xact_lock(hashtext(name)) then
    name := name || '_' || pg_backend_pid(); -- somebody is making it: to wait for that is to wait for all else they do
  end if;
  if to_regproc(name) is null then
    perform estorno.make_kept_function(name,
      case what when 'stale' then '(place estorno.cleanup_run_tables, out job_ids uuid[], out places timestamptz[])'
        else '(job_ids uuid[], ending text, actor text, actor_id uuid, reason text, new_status text, act_id uuid,
          out claims estorno.settlements[], out descriptions text[], out due_count bigint)' end,
      -- Of a table in parts only a plan that knows the ids leaves the other parts out.
      (select case c.relkind when 'p' then 'force_custom_plan' else 'force_generic_plan' end
        from pg_catalog.pg_class c where c.oid = to_regclass(format('public.%I', tool.table_name))),
      case what when 'stale' then estorno.stale_body(tool) else estorno.claim_body(tool, what) end);
  end if;
  return name;
end
$$;
revoke all on function estorno.kept_function(estorno.job_tables, text) from public, anon, authenticated, service_role;

-- How the names of those begin that are made from all tables together: with a digest of the beginnings of each table's, in the
-- order of the tables' names.
create or replace function estorno.kept_prefix_of(prefixes text[])
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return 'kept_' || md5(array_to_string(prefixes, '')) || '_';
end
$$;
revoke all on function estorno.kept_prefix_of(text[]) from public, anon, authenticated, service_role;

create or replace function estorno.kept_prefix_of_all()
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return estorno.kept_prefix_of(array(select estorno.kept_prefix(t) from estorno.usable_job_tables() t order by t.table_name));
end
$$;
revoke all on function estorno.kept_prefix_of_all() from public, anon, authenticated, service_role;

-- Makes the usual kept functions that are not there and drops those that nothing asks for any more; anew: all of them, as after
-- an upgrade, whose texts are others. Otherwise it waits for nobody: a door that is about to call one holds the lock shared, and
-- the next run is soon enough. Whoever calls it commits soon, since doors wait for it.
create or replace function estorno.keep_functions(anew boolean default false)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  tools estorno.job_tables[] := array(select t from estorno.usable_job_tables() t order by t.table_name);
  prefixes text[] := array(select estorno.kept_prefix(t) from unnest(tools) t order by t.table_name);
  prefix_of_all text := estorno.kept_prefix_of(prefixes);
  name text;
begin
  if anew then
    perform pg_advisory_xact_lock(hashtext('estorno.keep_functions'));
  end if;
  if pg_try_advisory_xact_lock(hashtext('estorno.keep_functions')) then
    for name in
      select p.proname from pg_catalog.pg_proc p
      where p.pronamespace = 'estorno'::regnamespace and p.proname ~ '^kept_[0-9a-f]{32}_'
        and (anew or p.proname ~ '_[0-9]+$' or left(p.proname, length('kept_') + 32 + 1) <> all (prefixes || prefix_of_all))
    loop
      execute format('drop function estorno.%I', name);
    end loop;
    perform estorno.keep_pages(prefix_of_all);
  end if;
  perform estorno.kept_function(tools[i], what)
  from generate_subscripts(tools, 1) i cross join unnest('{timeout,cancel,stale}'::text[]) what
  where to_regproc('estorno.' || prefixes[i] || what) is null;
end
$$;
revoke all on function estorno.keep_functions(boolean) from public, anon, authenticated, service_role;

-- Ends the given unfinished jobs and gives their credits back. Nothing else may do either.
--   ending: timeout (past its limit: failed), cancel (by an admin: cancelled), close (by an admin, without refund: cancelled),
--           repair (over already, charged, nothing delivered, never refunded: the refund alone, the job row stays as it is)
--   actor: cron, service, or admin with actor_id; reason and act_id (what many jobs were ended by at once): kept in the record
-- Returns the settlements written. A job that is over, not past its limit (timeout), or locked (it, or its customer) by
-- somebody else is left out. Raises PT500 when a refund did not happen, or not ours alone, 23505 when a job had been settled
-- before and was made unfinished again, 55P03 when a host's own code waits for a lock longer than 100 ms,
-- P0001 when one of a host's triggers keeps a status; then nothing of the batch is done.
create or replace function estorno.settle_ai_jobs(
  tool estorno.job_tables, job_ids uuid[], ending text, actor text, actor_id uuid default null, reason text default null,
  act_id uuid default null)
returns setof estorno.settlements
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '100ms'
as $$
declare
  claims estorno.settlements[];
  descriptions text[];
  due_count bigint;
  caller text[] := estorno.become_service();
begin
  execute format('select * from %s($1, $2, $3, $4, $5, $6, $7)', estorno.kept_function(tool, ending))
    into claims, descriptions, due_count
    using job_ids, ending, actor, actor_id, reason,
      case ending when 'timeout' then 'failed' when 'repair' then null else 'cancelled' end, act_id;
  -- The checks that a host put off until the end, and what its refund function calls, find their tables by the usual path, too.
  perform set_config('search_path', 'public, extensions, pg_temp', true);
  if coalesce(cardinality(claims), 0) < due_count then
    raise exception 'Um gatilho deste projeto manteve o status; o job continua como estava.'
      using hint = 'status_kept', detail = 'a trigger of this project kept the status';
  end if;
  if claims is not null then
    perform estorno.require_balances(tool, claims);
    claims := estorno.pay_refunds(claims, descriptions);
    -- A line that another run holds stays until the next run tidies it away: nobody waits for it.
    delete from estorno.attention a where (a.table_name, a.job_id) in (
      select listed.table_name, listed.job_id
      from estorno.attention listed join unnest(claims) claim on claim.table_name = listed.table_name and claim.job_id = listed.job_id
      for update of listed skip locked);
    return query insert into estorno.settlements overriding user value select * from unnest(claims) returning *;
    -- What a host checks only at commit is checked here, where one job can still be told from the others.
    set constraints all immediate;
    perform estorno.require_balances(tool, claims);
  end if;
  perform estorno.become_caller(caller);
end
$$;
revoke all on function estorno.settle_ai_jobs(estorno.job_tables, uuid[], text, text, uuid, text, uuid)
  from public, anon, authenticated, service_role;

-- What came for a settled job after its end: kept to be looked at, never delivered, never lost.
create table if not exists estorno.late_results (
  id bigint generated always as identity primary key,
  table_name text not null,
  job_id uuid not null,
  status text,
  output_url text,
  error_message text,
  received_at timestamptz not null default now()
);
create index if not exists late_results_of_job on estorno.late_results (table_name, job_id);
-- A webhook that repeats itself is kept once; by hash, since an output_url may be longer than an index entry may be.
create unique index if not exists late_results_once on estorno.late_results (
  table_name, job_id, md5(coalesce(status, '') || '|' || coalesce(output_url, '') || '|' || coalesce(error_message, '')));
alter table estorno.late_results enable row level security;
revoke all on estorno.late_results from public, anon, authenticated, service_role;
revoke all on sequence estorno.late_results_id_seq from public, anon, authenticated, service_role;

-- Keeps a finished job finished, column by column, without an error for whoever writes late: status stays, completed_at
-- once set, and for a settled job error_message and output_url. All other columns may change.
-- Fires only for rows that are over (the trigger's "when"), last of all triggers by its name. Its argument is the registered
-- table: a row of a partition fires in the partition's name.
create or replace function estorno.keep_job_over()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  before jsonb := to_jsonb(old);
  brought jsonb := to_jsonb(new);
  kept jsonb := jsonb_build_object('status', before -> 'status');
begin
  if before ->> 'completed_at' is not null then
    kept := kept || jsonb_build_object('completed_at', before -> 'completed_at');
  end if;
  if exists (select from estorno.settlements s where s.table_name = tg_argv[0] and s.job_id = (before ->> 'id')::uuid) then
    kept := kept || jsonb_build_object('error_message', before -> 'error_message');
    if before ? 'output_url' then
      kept := kept || jsonb_build_object('output_url', before -> 'output_url');
    end if;
    if (brought -> 'status', brought -> 'error_message', brought -> 'output_url')
      is distinct from (before -> 'status', before -> 'error_message', before -> 'output_url') then
      insert into estorno.late_results (table_name, job_id, status, output_url, error_message)
      values (tg_argv[0], (before ->> 'id')::uuid, brought ->> 'status', brought ->> 'output_url',
        nullif(brought ->> 'error_message', before ->> 'error_message'))
      on conflict do nothing;
    end if;
  end if;
  if not brought @> kept then
    new := jsonb_populate_record(new, kept);
  end if;
  return new;
end
$$;
revoke all on function estorno.keep_job_over() from public, anon, authenticated, service_role;

-- Puts the trigger on a registered table; again after its status words changed. Whoever waits for a live table's lock makes
-- all of its writers wait: so not for long, and without a "drop trigger", which would keep readers out as well.
create or replace function estorno.guard_job_table(tool estorno.job_tables)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
begin
  execute format(
    'create or replace trigger zz_estorno_keep_job_over before update on public.%I for each row
     when (old.status = any (%L)) execute function estorno.keep_job_over(%L)',
    tool.table_name, tool.over_statuses, tool.table_name);
end
$$;
revoke all on function estorno.guard_job_table(estorno.job_tables) from public, anon, authenticated, service_role;

-- Leaves the jobs of the given status words that are past their limit by more than a day to a human: support may have
-- repaired them by hand before the clock knew of them.
create or replace function estorno.set_aside_old_jobs(tool estorno.job_tables, statuses text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format(
    $sql$insert into estorno.attention (table_name, job_id, reason)
    select %1$L, j.id, 'predates_installation' from (%2$s) j
    where j.status = any (%3$L) and j.clock_started_at < now() - j.time_limit - interval '24 hours'
    on conflict do nothing$sql$,
    tool.table_name, estorno.jobs_sql(tool), statuses);
end
$$;
revoke all on function estorno.set_aside_old_jobs(estorno.job_tables, text[]) from public, anon, authenticated, service_role;

-- Adds a table of AI jobs, or changes what is known of it: the clock, admin cancel, the panel and the checks pick it up.
--   table_name: in schema public; label: what the panel and the ledger call it; limits: whole minutes, 1 to 1,440;
--   *_column: what the table calls the customer, the price in credits and the start (null: it has none);
--   *_statuses: its words; waiting_is_charged: false when customers pay at the start of the run.
-- Registering again changes all of that to what is given or to the defaults below; limits left out stay as they are.
-- Raises 22023 and says line by line what the table lacks; warns of status words that nobody mapped, whose jobs go to the
-- attention list. So do jobs that are past their limit by more than a day at the first registration of their status word:
-- support may have repaired them by hand.
create or replace function estorno.register_job_table(
  table_name text, label text,
  queue_limit interval default null, run_limit interval default null,
  customer_column text default 'user_id', cost_column text default 'user_credit_cost', started_column text default 'started_at',
  waiting_statuses text[] default '{pending,queued}', running_statuses text[] default '{starting,running}',
  over_statuses text[] default '{completed,failed,cancelled}', delivered_statuses text[] default '{completed}',
  waiting_is_charged boolean default true)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  tool estorno.job_tables;
  missing text;
  unmapped text;
  known_words text[] := (
    select t.waiting_statuses || t.running_statuses from estorno.job_tables t where t.table_name = register_job_table.table_name);
begin
  insert into estorno.job_tables as t values (
    table_name, label, true, coalesce(queue_limit, '10 minutes'), coalesce(run_limit, '10 minutes'),
    waiting_statuses, running_statuses, over_statuses, delivered_statuses,
    customer_column, cost_column, started_column, waiting_is_charged)
  on conflict on constraint job_tables_pkey do update set
    label = excluded.label,
    queue_limit = coalesce(register_job_table.queue_limit, t.queue_limit),
    run_limit = coalesce(register_job_table.run_limit, t.run_limit),
    waiting_statuses = excluded.waiting_statuses, running_statuses = excluded.running_statuses,
    over_statuses = excluded.over_statuses, delivered_statuses = excluded.delivered_statuses,
    customer_column = excluded.customer_column, cost_column = excluded.cost_column,
    started_column = excluded.started_column, waiting_is_charged = excluded.waiting_is_charged
  returning t.* into tool;

  select string_agg(m, E'\n') into missing from estorno.missing_for_registration(tool) m;
  if missing is not null then
    raise exception E'public.% cannot be registered; it lacks\n%', table_name, missing using errcode = '22023';
  end if;
  perform estorno.guard_job_table(tool);
  perform estorno.set_aside_old_jobs(tool, array(
    select unnest(tool.waiting_statuses || tool.running_statuses) except select unnest(known_words)));
  unmapped := estorno.unmapped_statuses(tool);
  if unmapped is not null then
    raise warning 'public.%: %', table_name, unmapped;
  end if;
end
$$;
revoke all on function estorno.register_job_table(text, text, interval, interval, text, text, text, text[], text[], text[], text[], boolean)
  from public, anon, authenticated, service_role;

-- Takes a table out again. What was settled stays on record; the table itself is as before.
create or replace function estorno.unregister_job_table(table_name text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.job_table(table_name);
  if to_regclass(format('public.%I', table_name)) is not null then
    execute format('drop trigger if exists zz_estorno_keep_job_over on public.%I', table_name);
  end if;
  delete from estorno.job_tables t where t.table_name = unregister_job_table.table_name;
end
$$;
revoke all on function estorno.unregister_job_table(text) from public, anon, authenticated, service_role;
