-- A living project as it was the day before it had any cleanup: customers, credits, four job tables, everything open by
-- default. Applied by its owner, a role that is no superuser. The refund function is one of refunds/*.sql.

create type public.app_role as enum ('admin', 'moderator', 'user', 'partner');

create table public.user_roles (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  role public.app_role not null,
  created_at timestamptz default now(),
  unique (user_id, role)
);

create function public.has_role(_user_id uuid, _role public.app_role) returns boolean
language sql stable security definer set search_path to 'public' as $$
  select exists (select 1 from user_roles where user_id = _user_id and role = _role)
$$;

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  name text,
  phone text,
  email text,
  created_at timestamptz default now()
);

create table public.upscaler_credits (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null unique,
  balance integer not null default 0,
  monthly_balance integer not null default 0,
  lifetime_balance integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.upscaler_credit_transactions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  amount integer not null,
  balance_after integer not null,
  transaction_type text not null,
  credit_type text default 'monthly',
  description text,
  created_at timestamptz not null default now()
);

-- Takes credits, the monthly ones first. Nothing in the ledger says for which job.
create function public.consume_upscaler_credits(_user_id uuid, _amount integer, _description text)
returns table (success boolean, new_balance integer, error_message text)
language plpgsql security definer set search_path to 'public' as $$
declare
  purse upscaler_credits;
  monthly integer;
begin
  select * into purse from upscaler_credits where user_id = _user_id for update;
  if not found or purse.balance < _amount then
    return query select false, coalesce(purse.balance, 0), 'Saldo insuficiente';
    return;
  end if;
  monthly := least(purse.monthly_balance, _amount);
  update upscaler_credits c
  set monthly_balance = c.monthly_balance - monthly, lifetime_balance = c.lifetime_balance - (_amount - monthly),
    balance = c.balance - _amount, updated_at = now()
  where c.user_id = _user_id;
  insert into upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description)
  values (_user_id, -_amount, purse.balance - _amount, 'consumption', case when monthly > 0 then 'monthly' else 'lifetime' end, _description);
  return query select true, purse.balance - _amount, null::text;
end
$$;

create table public.upscaler_jobs (
  id uuid primary key default gen_random_uuid(),
  session_id text not null,
  user_id uuid references public.profiles (id) on delete set null,
  task_id text,
  status text not null default 'queued',
  input_url text,
  output_url text,
  error_message text,
  position integer,
  rh_cost integer default 0,
  user_credit_cost integer default 0,
  waited_in_queue boolean default false,
  queue_wait_seconds integer default 0,
  created_at timestamptz default now(),
  started_at timestamptz,
  completed_at timestamptz,
  api_account text not null default 'primary'
);
create index idx_upscaler_jobs_status on public.upscaler_jobs (status);
-- This project looks at unfinished jobs by age already.
create index idx_upscaler_jobs_open on public.upscaler_jobs (created_at) where status not in ('completed', 'failed', 'cancelled');

create table public.pose_changer_jobs (like public.upscaler_jobs including defaults including constraints, primary key (id));
alter table public.pose_changer_jobs add foreign key (user_id) references auth.users (id);
create table public.veste_ai_jobs (like public.upscaler_jobs including defaults including constraints, primary key (id));
alter table public.veste_ai_jobs add foreign key (user_id) references public.profiles (id) on delete cascade;
create table public.video_upscaler_jobs (like public.upscaler_jobs including defaults including constraints, primary key (id));
alter table public.video_upscaler_jobs alter column user_credit_cost set default 150;

alter table public.user_roles enable row level security;
create policy "Users can view their own roles" on public.user_roles for select using (auth.uid() = user_id);
alter table public.profiles enable row level security;
create policy "Users can view their own profile" on public.profiles for select using (auth.uid() = id);
alter table public.upscaler_credits enable row level security;
create policy "Users can view their own credits" on public.upscaler_credits for select using (auth.uid() = user_id);
alter table public.upscaler_credit_transactions enable row level security;
create policy "Users can view their own transactions" on public.upscaler_credit_transactions for select using (auth.uid() = user_id);
alter table public.upscaler_jobs enable row level security;
create policy "Anyone can do anything with jobs" on public.upscaler_jobs for all using (true) with check (true);
alter table public.pose_changer_jobs enable row level security;
create policy "Users can insert their own jobs" on public.pose_changer_jobs for insert with check (auth.uid() = user_id);
create policy "Users can update their own jobs" on public.pose_changer_jobs for update using (auth.uid() = user_id);
create policy "Users can view their own jobs" on public.pose_changer_jobs for select using (auth.uid() = user_id);
alter table public.veste_ai_jobs enable row level security;
create policy "Users can insert their own jobs" on public.veste_ai_jobs for insert with check (auth.uid() = user_id);
create policy "Users can update their own jobs" on public.veste_ai_jobs for update using (auth.uid() = user_id);
create policy "Users can view their own jobs" on public.veste_ai_jobs for select using (auth.uid() = user_id);
alter table public.video_upscaler_jobs enable row level security;
create policy "Users can insert their own jobs" on public.video_upscaler_jobs for insert with check (auth.uid() = user_id);
create policy "Users can view their own jobs" on public.video_upscaler_jobs for select using (auth.uid() = user_id);

grant all on all tables in schema public to anon, authenticated, service_role;
