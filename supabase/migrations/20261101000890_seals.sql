-- Seals over the record: a sealed line that is changed, taken away or slipped in is found out, whoever did it.

-- A seal covers all lines of a record from first_id to last_id. All records are in one chain, in which each digest covers the
-- one before: so there is one head to keep elsewhere. The first seal of each says that there was no line yet.
create table if not exists estorno.seals (
  number bigint primary key check (number >= 0),
  record text not null check (record in ('settlements', 'tool_changes', 'cap_raises', 'cap_raise_confirmations')),
  first_id bigint not null,
  last_id bigint not null check (last_id >= first_id),
  row_count bigint not null,
  sealed_at timestamptz not null,
  digest bytea not null,
  unique (record, last_id)
);
alter table estorno.seals enable row level security;
revoke all on estorno.seals from public, anon, authenticated, service_role;

create or replace trigger seals_are_append_only before update or delete or truncate on estorno.seals
  for each statement execute function estorno.refuse_change();

-- Every line of the records as the text that is sealed. Commas at its end are columns without a value: a column that is
-- added later changes no text of before. How a line reads depends on three settings; whoever reads it to seal or verify sets them.
create or replace view estorno.record_lines with (security_invoker = true) as
  select 'settlements' as record, s.id, s.settled_at as written_at, rtrim(s::text, ',)') as line from estorno.settlements s
  union all
  select 'tool_changes', c.id, c.changed_at, rtrim(c::text, ',)') from estorno.tool_changes c
  union all
  select 'cap_raises', r.id, r.requested_at, rtrim(r::text, ',)') from estorno.cap_raises r
  union all
  select 'cap_raise_confirmations', c.id, c.confirmed_at, rtrim(c::text, ',)') from estorno.cap_raise_confirmations c;
revoke all on estorno.record_lines from public, anon, authenticated, service_role;

-- How far each record is written and sealed.
create or replace view estorno.record_ends with (security_invoker = true) as
  select r.record, r.written_to, coalesce((select max(s.last_id) from estorno.seals s where s.record = r.record), 0) as sealed_to
  from (
    select 'settlements' as record, max(s.id) as written_to from estorno.settlements s
    union all
    select 'tool_changes', max(c.id) from estorno.tool_changes c
    union all
    select 'cap_raises', max(r.id) from estorno.cap_raises r
    union all
    select 'cap_raise_confirmations', max(c.id) from estorno.cap_raise_confirmations c) r;
revoke all on estorno.record_ends from public, anon, authenticated, service_role;

-- What each record holds that is not sealed yet. Its ends come first ("offset 0"), so that nothing else of it is read: joined
-- to its lines they were looked up anew for every line there is.
create or replace view estorno.unsealed_lines with (security_invoker = true) as
  select e.record, l.line_count, l.oldest
  from (select r.* from estorno.record_ends r where r.written_to > r.sealed_to offset 0) e
  cross join lateral (
    select count(*) as line_count, min(r.written_at) as oldest from estorno.record_lines r
    where r.record = e.record and r.id between e.sealed_to + 1 and e.written_to) l;
revoke all on estorno.unsealed_lines from public, anon, authenticated, service_role;

create or replace function estorno.digest_of_seal(digest_before bytea, seal estorno.seals, lines text)
returns bytea
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select sha256(convert_to(concat_ws(E'\n', encode(digest_before, 'hex'),
    seal.number, seal.record, seal.first_id, seal.last_id, seal.row_count, seal.sealed_at, lines), 'UTF8'))
$$;
revoke all on function estorno.digest_of_seal(bytea, estorno.seals, text) from public, anon, authenticated, service_role;

-- Seals the next lines of a record, 1,000 at most, and none beyond the given id.
create or replace function estorno.seal_lines(record text, up_to bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set intervalstyle = 'iso_8601'
as $$
declare
  max_lines constant integer := 1000;
  seal estorno.seals;
  newest estorno.seals;
  lines text;
begin
  select s.* into newest from estorno.seals s order by s.number desc limit 1;
  seal.number := coalesce(newest.number + 1, 0);
  seal.record := seal_lines.record;
  seal.first_id := coalesce(
    (select max(s.last_id) + 1 from estorno.seals s where s.record = seal_lines.record), -9223372036854775808);
  select count(*), max(next.id), string_agg(next.line, E'\n' order by next.id) into seal.row_count, seal.last_id, lines
  from (
    select l.id, l.line from estorno.record_lines l
    where l.record = seal_lines.record and l.id between seal.first_id and up_to order by l.id limit max_lines) next;
  if seal.row_count < max_lines then
    seal.last_id := up_to;
  end if;
  seal.sealed_at := now();
  seal.digest := estorno.digest_of_seal(newest.digest, seal, lines);
  insert into estorno.seals values (seal.*);
end
$$;
revoke all on function estorno.seal_lines(text, bigint) from public, anon, authenticated, service_role;

select estorno.seal_lines(r.record, 0) from (values ('settlements'), ('tool_changes'), ('cap_raises'), ('cap_raise_confirmations')) r (record)
where not exists (select from estorno.seals s where s.record = r.record);

-- Whether somebody else has an open transaction that writes, or wrote, to a record.
create or replace function estorno.is_being_written(record text)
returns boolean
language sql
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from pg_catalog.pg_locks l
    where l.locktype = 'relation' and l.relation = to_regclass(format('estorno.%I', record))
      and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
      and l.mode = 'RowExclusiveLock' and l.granted and l.pid is distinct from pg_backend_pid())
$$;
revoke all on function estorno.is_being_written(text) from public, anon, authenticated, service_role;

-- Seals what was written since the last time; each run begins with it. Waits for nobody, and costs no run: what cannot be
-- sealed now is sealed by a later one, and the health of the cleaner tells when none could.
-- Ids are handed out before their lines are committed, so a line can still come with an id below the newest one. Who draws an
-- id holds the table's lock for writers until the end of their transaction. So: first how far the record goes, then a look at
-- that lock, then the lines: when nobody holds it, all up to there are committed or never will be. The order counts, and
-- that each step sees what was committed before it. (The xids would not do: a snapshot's xmax is no bound of those in use.)
create or replace function estorno.seal_records(max_time interval default '250 milliseconds')
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set lock_timeout = '100ms'
as $$
declare
  deadline timestamptz := clock_timestamp() + max_time;
  due estorno.record_ends;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    return;
  end if;
  for due in select e.* from estorno.record_ends e where e.written_to > e.sealed_to loop
    perform from estorno.seals s where s.number = 0 for update skip locked; -- one at a time
    exit when not found;
    continue when estorno.is_being_written(due.record);
    while clock_timestamp() < deadline and due.written_to > (select e.sealed_to from estorno.record_ends e where e.record = due.record) loop
      perform estorno.seal_lines(due.record, due.written_to);
    end loop;
  end loop;
exception when others then
  raise warning 'The record could not be sealed: %', sqlerrm;
end
$$;
revoke all on function estorno.seal_records(interval) from public, anon, authenticated, service_role;

-- Whether the record is as it was sealed. Reads all of it, in blocks, and writes nothing.
--   kept_head: the head of an earlier answer, kept outside of this database. Who may do everything in it can make the whole
--   chain anew, or take its end away; not so that the head that was kept is still in it.
-- Returns one row: intact; sealed and unsealed: lines; unsealed_since: when the oldest of those was written; head: the digest
-- of the newest seal; problems: record, first_id, last_id and problem of up to 100 seals:
--   lines_missing, lines_added, changed (a line, the seal itself, or the seal before), seal_missing (right before this one),
--   head_missing (the kept head is not in the chain: then nothing that follows from it counts).
create or replace function estorno.verify_records(kept_head text default null)
returns table (intact boolean, sealed bigint, unsealed bigint, unsealed_since timestamptz, head text, problems jsonb)
language sql stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set intervalstyle = 'iso_8601'
as $$
  with chain as (
    select s as seal, lag(s.number) over by_number as number_before, lag(s.digest) over by_number as digest_before
    from estorno.seals s window by_number as (order by s.number)
  ), checked as (
    select (c.seal).number, (c.seal).record, (c.seal).first_id, (c.seal).last_id, (c.seal).row_count,
      encode((c.seal).digest, 'hex') as head,
      case
        when (c.seal).number <> coalesce(c.number_before + 1, 0) then 'seal_missing'
        when (c.seal).digest = estorno.digest_of_seal(c.digest_before, c.seal, found.lines) then null
        when found.count < (c.seal).row_count then 'lines_missing'
        when found.count > (c.seal).row_count then 'lines_added'
        else 'changed'
      end as problem
    from chain c
    cross join lateral (
      select count(*) as count, string_agg(l.line, E'\n' order by l.id) as lines from estorno.record_lines l
      where l.record = (c.seal).record and l.id between (c.seal).first_id and (c.seal).last_id) found
  ), problem as (
    (select c.number, c.record, c.first_id, c.last_id, c.problem from checked c where c.problem is not null order by c.number limit 100)
    union all
    select null, null, null, null, 'seal_missing' where not exists (select from checked)
    union all
    select null, null, null, null, 'head_missing'
    where kept_head is not null and not exists (select from checked c where c.head = lower(kept_head))
  )
  select not exists (select from problem), (select coalesce(sum(c.row_count), 0)::bigint from checked c), coalesce(sum(u.line_count), 0)::bigint, min(u.oldest),
    (select c.head from checked c order by c.number desc limit 1),
    (select coalesce(jsonb_agg(to_jsonb(p) - 'number' order by p.number), '[]') from problem p)
  from estorno.unsealed_lines u
$$;
revoke all on function estorno.verify_records(text) from public, anon, authenticated, service_role;

create or replace function estorno.admin_verify_records(kept_head text)
returns table (intact boolean, sealed bigint, unsealed bigint, unsealed_since timestamptz, head text, problems jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform estorno.require_admin();
  return query select * from estorno.verify_records(kept_head);
end
$$;
revoke all on function estorno.admin_verify_records(text) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_verify_records(text) to authenticated;

-- Whether the record of ends and changes is as it was sealed, one row (see estorno.verify_records), for admins.
--   kept_head: the head of an earlier answer, null to ask without. Raises 42501 (not an admin).
create or replace function public.admin_verify_records(kept_head text default null)
returns table (intact boolean, sealed bigint, unsealed bigint, unsealed_since timestamptz, head text, problems jsonb)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_verify_records(kept_head)
$$;
revoke all on function public.admin_verify_records(text) from public, anon, authenticated, service_role;
grant execute on function public.admin_verify_records(text) to authenticated;
