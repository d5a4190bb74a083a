-- The world of the benchmark: 25,000 customers, a history of any length, and storms of stuck jobs that come and are swept
-- away again. Ids are made from numbers, so that each run has the same ones.
create schema bench;

create table bench.target (n bigint primary key, id uuid, user_id uuid, table_name text);
create table bench.mark (last_line bigint not null, storm_began timestamptz not null, jobs integer not null, credits bigint not null);

create function bench.customer(n bigint) returns uuid language sql immutable parallel safe return md5('customer ' || n)::uuid;
create function bench.job(n bigint) returns uuid language sql immutable parallel safe return md5('job ' || n)::uuid;
-- As a UUIDv7 has it: the milliseconds first, so that ids are in the order of time.
create function bench.id_at(at timestamptz, n bigint) returns uuid language sql immutable parallel safe
  return (lpad(to_hex((1000 * extract(epoch from at))::bigint), 12, '0') || case n when 0 then repeat('0', 20) else left(md5(n::text), 20) end)::uuid;
-- What each customer starts with: enough for 20,000 jobs of 60 credits.
create function bench.granted() returns integer language sql immutable parallel safe return 2000000;
create function bench.chance(n bigint, salt bigint, below integer) returns integer language sql immutable parallel safe
  return (hashint8extended(n, salt) & 2147483647) % below;

insert into auth.users (id, email) select bench.customer(n), format('cliente-%s@example.com', n) from generate_series(1, 25000) n;
insert into public.profiles (id, name, email)
select bench.customer(n), format('Cliente %s', n), format('cliente-%s@example.com', n) from generate_series(1, 25000) n
on conflict (id) do update set name = excluded.name, email = excluded.email;
insert into public.upscaler_credits (user_id, balance, lifetime_balance) select bench.customer(n), bench.granted(), bench.granted() from generate_series(1, 25000) n;
insert into public.upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description, created_at)
select bench.customer(n), bench.granted(), bench.granted(), 'grant', 'lifetime', 'Compra de créditos', now() - interval '1 year' from generate_series(1, 25000) n;

insert into auth.users (id, email) values (bench.customer(0), 'admin-do-banco@example.com');
insert into public.profiles (id, name, email) values (bench.customer(0), 'Admin', 'admin-do-banco@example.com') on conflict (id) do nothing;
insert into public.user_roles values (bench.customer(0), 'admin');
-- One admin does here in a minute the work of months. All of it is counted, as without this.
select estorno.change_settings(acts_per_minute => 100000);

-- So many admins that none of them does more in a minute than admins do.
insert into auth.users (id, email) select bench.customer(-n), format('admin-%s@example.com', n) from generate_series(1, 100) n;
insert into public.user_roles select bench.customer(-n), 'admin' from generate_series(1, 100) n;
create function bench.claims_of_admin(n bigint) returns text language sql immutable parallel safe
  return format('{"sub": "%s", "role": "authenticated"}', bench.customer(-1 - n % 100));

-- Where nobody measures, a table is filled without its indexes; their definitions stand here meanwhile.
create table bench.index_away (definition text not null);
create procedure bench.take_indexes_away() language plpgsql as $$
declare
  index record;
begin
  for index in
    select i.indexrelid::regclass as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid = any (bench.job_tables() || 'public.upscaler_credit_transactions'::regclass) and not i.indisprimary
  loop
    insert into bench.index_away values (index.definition);
    execute format('drop index %s', index.name);
  end loop;
end
$$;

create function bench.job_tables() returns regclass[] language sql stable
  return array(select format('public.%I', t.table_name)::regclass from estorno.job_tables t order by t.table_name);

-- Finished jobs of the last 180 days, oldest first as they would have been written: of 100, 86 delivered, 6 failed and were
-- refunded by the host, 5 ran into the limit, 3 were cancelled by an admin. Everybody bought as many credits as they spent.
-- It is planned first; then written, by whoever likes to share the work, and each index that is away is made again.
create procedure bench.plan_history(jobs integer) language plpgsql as $$
begin
  set local session_replication_role = replica;
  truncate public.upscaler_jobs, public.pose_changer_jobs, public.veste_ai_jobs, public.video_upscaler_jobs, estorno.settlements;
  delete from public.upscaler_credit_transactions where transaction_type <> 'grant';
  delete from estorno.seals where number > 3; -- of another history; the first four say that there was none
  delete from estorno.counted_tables;
  call bench.take_indexes_away();
  create unlogged table bench.past as
  select n, bench.job(n) as id, bench.customer(1 + bench.chance(n, 1, 25000)) as user_id,
    (array['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'])[1 + n % 4] as table_name,
    (array[20, 25, 35, 75])[1 + n % 4] as cost,
    case when chance < 86 then 'completed' when chance < 92 then 'failed' when chance < 97 then 'timeout' else 'cancel' end as ending,
    now() - interval '181 days' + n * (interval '180 days' / greatest(jobs, 1)) as created_at
  from generate_series(1, jobs) n cross join lateral (select bench.chance(n, 2, 100) as chance) drawn;
end
$$;

create procedure bench.write_jobs(tool text) language plpgsql as $$
begin
  set local session_replication_role = replica;
  execute format(
    $sql$insert into public.%1$I (id, user_id, session_id, task_id, status, user_credit_cost, rh_cost, output_url, error_message,
      created_at, started_at, completed_at, queue_wait_seconds)
    select p.id, p.user_id, 'session-' || p.n, 'rh-' || p.n,
      case p.ending when 'timeout' then 'failed' when 'cancel' then 'cancelled' else p.ending end, p.cost, p.cost / 5,
      case p.ending when 'completed' then 'https://example.com/results/' || p.id || '.png' end,
      case p.ending when 'failed' then 'O provedor recusou a imagem.'
        when 'timeout' then 'Trabalho cancelado automaticamente após 10 minutos. Créditos estornados.'
        when 'cancel' then 'Cancelado pelo administrador. Créditos estornados.' end,
      p.created_at, p.created_at + interval '5 s', p.created_at + interval '4 minutes', 5
    from bench.past p where p.table_name = %1$L order by p.n$sql$, tool);
end
$$;

create procedure bench.write_ledger() language plpgsql as $$
begin
  set local session_replication_role = replica;
  insert into public.upscaler_credit_transactions
    (user_id, amount, balance_after, transaction_type, credit_type, description, job_table, job_id, created_at)
  select p.user_id, -p.cost, 0, 'consumption', 'lifetime', 'Uso de ferramenta de IA', p.table_name, p.id, p.created_at
  from bench.past p order by p.n;
  insert into public.upscaler_credit_transactions
    (user_id, amount, balance_after, transaction_type, credit_type, description, created_at)
  select p.user_id, sum(p.cost), bench.granted() + sum(p.cost), 'purchase', 'lifetime', 'Compra de créditos', now() - interval '200 days'
  from bench.past p where p.ending = 'completed' group by p.user_id;
  insert into public.upscaler_credit_transactions
    (user_id, amount, balance_after, transaction_type, credit_type, description, created_at)
  select p.user_id, p.cost, 0, 'refund', 'lifetime', format('Estorno: %s (%s, %s)',
      case p.ending when 'timeout' then 'trabalho encerrado após 10 minutos' when 'cancel' then 'cancelado pelo administrador'
        else 'falha do provedor' end, p.table_name, p.id), p.created_at + interval '4 minutes'
  from bench.past p where p.ending <> 'completed' order by p.n;
end
$$;

create procedure bench.write_record() language plpgsql as $$
begin
  set local session_replication_role = replica;
  insert into estorno.settlements (table_name, job_id, user_id, ending, actor, actor_id, reason, status_before, status_after, time_limit,
    charge_proof, refunded_credits, refunded_to_monthly, balance_after, settled_at)
  select p.table_name, p.id, p.user_id, p.ending, case p.ending when 'cancel' then 'admin' else 'cron' end,
    case p.ending when 'cancel' then bench.customer(0) end, case p.ending when 'cancel' then 'Pedido do cliente' end, 'running',
    case p.ending when 'cancel' then 'cancelled' else 'failed' end, interval '10 minutes', 'ledger', p.cost, 0, 0,
    p.created_at + interval '4 minutes'
  from bench.past p where p.ending in ('timeout', 'cancel') order by p.n;
end
$$;

-- Jobs past their limit (minutes_ago below 10: within it), all charged, in turn over the tools and the customers; half of them
-- wait, half run. ids_in_time: ids as bench.id_at() makes them, else random ones.
-- The planner learns nothing of it: nobody analyses in the minutes in which a provider stops answering.
-- It is planned first; then its jobs are started and charged for, by whoever likes to share the work.
create procedure bench.plan_storm(jobs integer, customers integer, tools text[], minutes_ago integer, ids_in_time boolean) language plpgsql as $$
begin
  truncate bench.mark;
  insert into bench.mark
  select coalesce((select max(t.id) from public.upscaler_credit_transactions t), 0), now() - interval '3 hours', jobs, sum(c.balance)
  from public.upscaler_credits c;
  drop table if exists bench.target;
  create table bench.target as
  select n, case when ids_in_time then bench.id_at(at, n) else gen_random_uuid() end as id, bench.customer(1 + n / cardinality(tools) % customers) as user_id,
    tools[1 + n % cardinality(tools)] as table_name,
    case when n / cardinality(tools) % 2 = 0 then 'running' else 'queued' end as status,
    at as created_at
  from generate_series(0, jobs - 1) n
  cross join lateral (select now() - make_interval(mins => minutes_ago) + n * interval '1 ms' as at) began;
  alter table bench.target add primary key (n);
  grant select on bench.target to public;
end
$$;

-- Nobody looks up whether each customer is there (replica).
create procedure bench.start_jobs(tool text) language plpgsql as $$
begin
  set local session_replication_role = replica;
  execute format(
    $sql$insert into public.%1$I (id, user_id, session_id, task_id, status, user_credit_cost, created_at, started_at)
    select s.id, s.user_id, 'storm-' || s.n, 'rh-storm-' || s.n, s.status, 60, s.created_at,
      case s.status when 'running' then s.created_at + interval '2 s' end
    from bench.target s where s.table_name = %1$L order by s.n$sql$, tool);
end
$$;

create procedure bench.charge_for_jobs() language plpgsql as $$
begin
  set local session_replication_role = replica;
  insert into public.upscaler_credit_transactions
    (user_id, amount, balance_after, transaction_type, credit_type, description, job_table, job_id, created_at)
  select s.user_id, -60, bench.granted() - 60 * row_number() over (partition by s.user_id order by s.n), 'consumption', 'lifetime',
    'Uso de ferramenta de IA', s.table_name, s.id, s.created_at
  from bench.target s order by s.n;
  update public.upscaler_credits c set balance = c.balance - spent.credits, lifetime_balance = c.lifetime_balance - spent.credits
  from (select s.user_id, 60 * count(*) as credits from bench.target s group by s.user_id) spent where c.user_id = spent.user_id;
end
$$;

-- The figures of the hour are not due before the next one: what they cost is measured by itself.
create procedure bench.count_nothing_now() language plpgsql as $$
begin
  update estorno.counted_tables set until = estorno.hour_of(now() - interval '30 minutes'), recounts_due = 0;
  delete from estorno.open_hours;
end
$$;

-- Sweeps a storm and all that was done about it away, and leaves the tables as clean as they were.
create procedure bench.sweep() language plpgsql as $$
declare
  tool record;
  mark bench.mark;
begin
  set local session_replication_role = replica;
  select * into mark from bench.mark;
  for tool in select t.table_name from estorno.job_tables t loop
    execute format('delete from public.%I where created_at > $1', tool.table_name) using mark.storm_began;
  end loop;
  delete from public.upscaler_credit_transactions where id > mark.last_line;
  update public.upscaler_credits c set balance = bench.granted(), monthly_balance = 0, lifetime_balance = bench.granted()
  where c.balance <> bench.granted() and c.user_id in (select t.user_id from bench.target t);
  delete from estorno.settlements where settled_at > mark.storm_began;
  delete from estorno.attention;
  delete from estorno.cleanup_runs;
end
$$;

create function bench.unfinished() returns integer language plpgsql stable as $$
declare
  tool record;
  unfinished integer;
  jobs integer := 0;
begin
  for tool in select t.table_name from estorno.job_tables t loop
    execute format('select count(*) from public.%I where status in (''running'', ''queued'')', tool.table_name) into unfinished;
    jobs := jobs + unfinished;
  end loop;
  return jobs;
end
$$;

-- Whether the storm is really over and everyone has their credits back. balances and record: whether the contender writes them.
create function bench.what_is_wrong(balances boolean, record boolean) returns text language plpgsql stable as $$
declare
  mark bench.mark;
  tool record;
  counted bigint;
  ended bigint := 0;
begin
  select * into mark from bench.mark;
  for tool in select t.table_name from estorno.job_tables t loop
    execute format('select count(*) from public.%I where created_at > $1 and status in (''failed'', ''cancelled'') and completed_at > $1',
      tool.table_name) into counted using mark.storm_began;
    ended := ended + counted;
  end loop;
  return concat_ws('; ',
    case when ended <> mark.jobs then format('%s of %s jobs are over', ended, mark.jobs) end,
    (select format('%s refunds of %s credits', count(*), sum(t.amount)) from public.upscaler_credit_transactions t
      where t.id > mark.last_line and t.transaction_type = 'refund' having (count(*), coalesce(sum(t.amount), 0)) <> (mark.jobs, 60 * mark.jobs)),
    (select format('%s customers have another balance than before', count(*)) from public.upscaler_credits c
      where balances and c.balance <> bench.granted() and c.user_id in (select t.user_id from bench.target t) having count(*) > 0),
    (select 'somebody else''s balance moved' from public.upscaler_credits c where balances having sum(c.balance) <> mark.credits),
    (select format('%s customers whose ledger ends elsewhere than their balance', count(*)) from (
        select distinct on (t.user_id) t.balance_after from public.upscaler_credit_transactions t
        where balances and t.id > mark.last_line order by t.user_id, t.id desc) last
      where last.balance_after <> bench.granted() having count(*) > 0),
    (select format('%s settlements', count(*)) from estorno.settlements s
      where s.settled_at > mark.storm_began having record and count(*) <> mark.jobs),
    (select string_agg(distinct a.detail, '; ') from estorno.attention a),
    (select string_agg(distinct t.error, '; ') from estorno.cleanup_run_tables t));
end
$$;
grant usage on schema bench to public;
