-- What a host project has already: roles, profiles, credits with their ledger, and four tables of AI jobs.
-- Only this file is the host's. A project that has its own version of these objects leaves it out.

create type public.app_role as enum ('admin', 'moderator', 'user');

create table public.user_roles (
  user_id uuid not null references auth.users (id) on delete cascade,
  role public.app_role not null,
  primary key (user_id, role)
);

-- An invoker function on purpose: everyone may read their own roles, and nobody learns another's.
create function public.has_role(_user_id uuid, _role public.app_role)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (select from public.user_roles r where r.user_id = _user_id and r.role = _role);
end
$$;
revoke all on function public.has_role(uuid, public.app_role) from public, anon, authenticated, service_role;
grant execute on function public.has_role(uuid, public.app_role) to authenticated, service_role;

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  name text,
  email text
);

-- Credits: one row a customer. The parts always make up the balance.
create table public.upscaler_credits (
  user_id uuid primary key references auth.users (id) on delete cascade,
  balance integer not null default 0,
  monthly_balance integer not null default 0 check (monthly_balance >= 0),
  lifetime_balance integer not null default 0 check (lifetime_balance >= 0),
  check (balance = monthly_balance + lifetime_balance)
);

-- The ledger is append-only. A consumption names the job it paid for, so that a refund can prove what was taken.
-- It hangs on the credits row, which whoever writes a line has locked already, and not on auth.users: so a spend and the
-- deletion of its customer cannot wait for each other in a circle.
create table public.upscaler_credit_transactions (
  id bigint generated always as identity primary key,
  user_id uuid not null references public.upscaler_credits (user_id) on delete cascade,
  amount integer not null,
  balance_after integer not null,
  transaction_type text not null,
  credit_type text not null,
  description text,
  job_table text,
  job_id uuid,
  created_at timestamptz not null default now()
);
create index upscaler_credit_transactions_of_user on public.upscaler_credit_transactions (user_id, created_at desc);
create index upscaler_credit_transactions_of_job on public.upscaler_credit_transactions (job_id) where job_id is not null;
create index upscaler_credit_transactions_given on public.upscaler_credit_transactions (user_id, created_at) where amount > 0;

create table public.upscaler_jobs (
  id uuid primary key default gen_random_uuid(),
  session_id text,
  user_id uuid,
  task_id text,
  status text not null default 'queued',
  user_credit_cost integer default 0,
  rh_cost integer default 0,
  output_url text,
  error_message text,
  waited_in_queue boolean default false,
  queue_wait_seconds integer default 0,
  position integer,
  created_at timestamptz default now(),
  started_at timestamptz,
  completed_at timestamptz
);
create table public.pose_changer_jobs (like public.upscaler_jobs including all);
create table public.veste_ai_jobs (like public.upscaler_jobs including all);
create table public.video_upscaler_jobs (like public.upscaler_jobs including all);

alter table public.upscaler_jobs add column input_url text, add column scale integer;
alter table public.pose_changer_jobs add column person_url text, add column pose_url text;
alter table public.veste_ai_jobs add column person_url text, add column garment_url text;
alter table public.video_upscaler_jobs add column video_url text, add column duration_seconds integer;

-- Customers read what is theirs and write nothing; the service's workers and webhooks write jobs. Credits and ledger
-- are written by the functions below alone, so that one cannot move without the other.
do $$
declare
  owned record;
begin
  for owned in
    select * from (values
      ('user_roles', 'user_id', 'select, insert, delete'), ('profiles', 'id', 'select, insert, update, delete'),
      ('upscaler_credits', 'user_id', 'select'), ('upscaler_credit_transactions', 'user_id', 'select'),
      ('upscaler_jobs', 'user_id', 'select, insert, update, delete'), ('pose_changer_jobs', 'user_id', 'select, insert, update, delete'),
      ('veste_ai_jobs', 'user_id', 'select, insert, update, delete'), ('video_upscaler_jobs', 'user_id', 'select, insert, update, delete')
    ) as t (table_name, owner_column, service_verbs)
  loop
    execute format('alter table public.%I enable row level security', owned.table_name);
    execute format('revoke all on public.%I from public, anon, authenticated, service_role', owned.table_name);
    execute format('grant select on public.%I to authenticated', owned.table_name);
    execute format('grant %s on public.%I to service_role', owned.service_verbs, owned.table_name);
    execute format('create policy "own rows" on public.%I for select to authenticated using (%I = (select auth.uid()))',
      owned.table_name, owned.owner_column);
    if owned.table_name like '%\_jobs' then
      execute format('alter table public.%I add foreign key (user_id) references auth.users (id) on delete set null', owned.table_name);
      execute format('create index on public.%I (user_id, created_at desc)', owned.table_name);
      execute format('create index on public.%I (task_id)', owned.table_name); -- a webhook finds its job by it
    end if;
  end loop;
end
$$;
revoke all on sequence public.upscaler_credit_transactions_id_seq from public, anon, authenticated, service_role;

-- Moves credits of one customer (signed amounts, one of them may be 0) and writes the ledger line, holding the row's lock.
-- Returns the new balance, null when the customer has no credits row. Raises when a part would fall below 0.
create function public.move_upscaler_credits(
  _user_id uuid, _monthly integer, _lifetime integer, _transaction_type text, _description text,
  _job_table text default null, _job_id uuid default null)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  new_balance integer;
begin
  update public.upscaler_credits c
  set monthly_balance = c.monthly_balance + _monthly,
      lifetime_balance = c.lifetime_balance + _lifetime,
      balance = c.balance + _monthly + _lifetime
  where c.user_id = _user_id
  returning c.balance into new_balance;
  if found then
    insert into public.upscaler_credit_transactions
      (user_id, amount, balance_after, transaction_type, credit_type, description, job_table, job_id)
    values (_user_id, _monthly + _lifetime, new_balance, _transaction_type,
      case when _lifetime = 0 then 'monthly' when _monthly = 0 then 'lifetime' else 'mixed' end,
      _description, _job_table, _job_id);
  end if;
  return new_balance;
end
$$;
revoke all on function public.move_upscaler_credits(uuid, integer, integer, text, text, text, uuid)
  from public, anon, authenticated, service_role;

-- Gives a customer credits; makes the credits row when there is none.
-- _amount: credits, 1 or more. _credit_type: 'monthly' or 'lifetime'. Returns the new balance.
create function public.grant_upscaler_credits(
  _user_id uuid, _amount integer, _credit_type text default 'lifetime', _description text default 'Créditos adicionados')
returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if _amount is null or _amount < 1 or _credit_type not in ('monthly', 'lifetime') then
    raise exception 'A grant needs 1 credit or more, monthly or lifetime' using errcode = '22023';
  end if;
  insert into public.upscaler_credits (user_id) values (_user_id) on conflict do nothing;
  return public.move_upscaler_credits(_user_id,
    case _credit_type when 'monthly' then _amount else 0 end,
    case _credit_type when 'lifetime' then _amount else 0 end, 'grant', _description);
end
$$;
revoke all on function public.grant_upscaler_credits(uuid, integer, text, text) from public, anon, authenticated, service_role;
grant execute on function public.grant_upscaler_credits(uuid, integer, text, text) to service_role;

-- Takes credits from a customer, the monthly ones first, a ledger line a bucket. _amount: credits, 1 or more.
-- Returns the new balance; raises 'Insufficient credits' (P0001) and takes nothing when the balance does not reach.
create function public.spend_upscaler_credits(
  _user_id uuid, _amount integer, _description text, _job_table text default null, _job_id uuid default null)
returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  credits public.upscaler_credits;
  from_monthly integer;
begin
  select * into credits from public.upscaler_credits c where c.user_id = _user_id for update;
  if coalesce(credits.balance, 0) < _amount or coalesce(_amount, 0) < 1 then
    raise exception 'Insufficient credits: % needed, % there', _amount, coalesce(credits.balance, 0);
  end if;
  from_monthly := least(credits.monthly_balance, _amount);
  -- One update for both buckets: a second one of the same row would check its foreign key again, and wait for a deletion.
  update public.upscaler_credits c
  set monthly_balance = c.monthly_balance - from_monthly,
      lifetime_balance = c.lifetime_balance - (_amount - from_monthly),
      balance = c.balance - _amount
  where c.user_id = _user_id;
  insert into public.upscaler_credit_transactions
    (user_id, amount, balance_after, transaction_type, credit_type, description, job_table, job_id)
  select _user_id, -part.amount, credits.balance - part.taken_so_far, 'consumption', part.credit_type, _description, _job_table, _job_id
  from (values ('monthly', from_monthly, from_monthly), ('lifetime', _amount - from_monthly, _amount)) part (credit_type, amount, taken_so_far)
  where part.amount > 0;
  return credits.balance - _amount;
end
$$;
revoke all on function public.spend_upscaler_credits(uuid, integer, text, text, uuid) from public, anon, authenticated, service_role;
grant execute on function public.spend_upscaler_credits(uuid, integer, text, text, uuid) to service_role;

-- Gives credits back. _amount: 1 to 100,000 credits. They go to the lifetime bucket, except as many as the
-- transaction's setting app.refund_to_monthly says. A refund that did not happen answers success = false.
create function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
returns table (success boolean, new_balance integer, error_message text)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  to_monthly integer := least(_amount, coalesce(nullif(current_setting('app.refund_to_monthly', true), '')::integer, 0));
begin
  if _amount is null or _amount < 1 or _amount > 100000 then
    return query select false, null::integer, 'A refund is 1 to 100000 credits';
    return;
  end if;
  new_balance := public.move_upscaler_credits(_user_id, to_monthly, _amount - to_monthly, 'refund', _description);
  success := new_balance is not null;
  error_message := case when not success then 'The customer has no credits row' end;
  return next;
end
$$;
revoke all on function public.refund_upscaler_credits(uuid, integer, text) from public, anon, authenticated, service_role;
grant execute on function public.refund_upscaler_credits(uuid, integer, text) to service_role;

-- The same for many refunds in one statement: the same lines, each with its balance_after, an update a customer.
-- The arrays go together; amounts and their parts for the monthly bucket in credits, 0 for none. Returns the balance after each
-- refund by its place; whoever has no credits row is left out. Raises 22023 and pays none when one is not 0 to 100,000 credits.
create function public.refund_many_upscaler_credits(
  _user_ids uuid[], _amounts integer[], _to_monthly integer[], _descriptions text[])
returns table (place integer, new_balance integer)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (
    select from unnest(_amounts, _to_monthly) r (amount, monthly)
    where (amount between 0 and 100000 and monthly between 0 and amount) is not true) then
    raise exception 'A refund is 1 to 100000 credits' using errcode = '22023';
  end if;
  return query
    with refund as materialized (
      select r.*, (c.balance + sum(r.amount) over (partition by r.user_id order by r.nth))::integer as balance_after
      from unnest(_user_ids, _amounts, _to_monthly, _descriptions) with ordinality r (user_id, amount, monthly, description, nth)
      join public.upscaler_credits c on c.user_id = r.user_id
    ), paid as (
      update public.upscaler_credits c
      set monthly_balance = c.monthly_balance + r.monthly,
          lifetime_balance = c.lifetime_balance + r.amount - r.monthly,
          balance = c.balance + r.amount
      from (select user_id, sum(amount)::integer as amount, sum(monthly)::integer as monthly from refund group by user_id) r
      where c.user_id = r.user_id and r.amount > 0
    ), line as (
      insert into public.upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description)
      select r.user_id, r.amount, r.balance_after, 'refund',
        case r.monthly when 0 then 'lifetime' when r.amount then 'monthly' else 'mixed' end, r.description
      from refund r where r.amount > 0 order by r.nth
    )
    select refund.nth::integer, refund.balance_after from refund;
end
$$;
revoke all on function public.refund_many_upscaler_credits(uuid[], integer[], integer[], text[]) from public, anon, authenticated, service_role;

-- Starts a job and charges it, both or neither.
-- _table: one of the four job tables. _cost: credits, 0 or more. Returns the job's id; raises when the credits do not reach.
create function public.start_ai_job(
  _table text, _user_id uuid, _cost integer, _session_id text default null, _status text default 'queued')
returns uuid
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  job_id uuid;
begin
  if _table not in ('upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs') or _cost < 0 then
    raise exception 'Not a job table, or a cost below 0: %, %', _table, _cost using errcode = '22023';
  end if;
  execute format(
    'insert into public.%I (user_id, session_id, status, user_credit_cost, started_at)
     values ($1, $2, $3, $4, case when $3 in (''starting'', ''running'') then now() end) returning id', _table)
    into job_id using _user_id, _session_id, _status, _cost;
  if _cost > 0 then
    perform public.spend_upscaler_credits(_user_id, _cost, 'Uso de ferramenta de IA', _table, job_id);
  end if;
  return job_id;
end
$$;
revoke all on function public.start_ai_job(text, uuid, integer, text, text) from public, anon, authenticated, service_role;
grant execute on function public.start_ai_job(text, uuid, integer, text, text) to service_role;
