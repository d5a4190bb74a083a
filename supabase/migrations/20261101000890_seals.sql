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

-- Of an installation from before the check could be made in pieces: beside them a call without arguments would be "not unique".
drop function if exists public.admin_verify_records(text);
drop function if exists estorno.admin_verify_records(text);
drop function if exists estorno.verify_records(text);

-- Whether the record is as it was sealed. Reads all of it, in blocks, and writes nothing.
--   kept_head: the head of an earlier answer, kept outside of this database. Who may do everything in it can make the whole
--   chain anew, or take its end away; not so that the head that was kept is still in it.
--   max_lines: null checks all there is. Else a piece of it, for who has no time for all at once: the seals after the one with
--   number after_seal (null: from the first), at least one, until so many lines are read, and one for every 10 lines at most,
--   since a seal costs as much as about 10 lines. Each is checked against the one before it, which may be in the piece before.
-- Returns one row: intact; sealed: the lines that the checked seals say they cover; unsealed: lines; unsealed_since: when the
-- oldest of those was written; head: the digest of the newest seal of all; problems: record, first_id, last_id and problem of
-- up to 100 seals:
--   lines_missing, lines_added, changed (a line, the seal itself, or the seal before), seal_missing (right before this one),
--   head_missing (the kept head is not in the chain, of which each piece looks at all: then nothing that follows from it counts);
-- continue_after: the after_seal of the next piece, null when there is none.
-- Raises 22023 (max_lines below 1, after_seal below 0).
create or replace function estorno.verify_records(
  kept_head text default null, after_seal bigint default null, max_lines integer default null)
returns table (
  intact boolean, sealed bigint, unsealed bigint, unsealed_since timestamptz, head text, problems jsonb, continue_after bigint)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set intervalstyle = 'iso_8601'
as $$
begin
  if max_lines < 1 or after_seal < 0 then
    raise exception 'Uma parte da verificação tem 1 linha ou mais e vem depois de um selo de número 0 ou maior.'
      using errcode = '22023', hint = 'filter_invalid';
  end if;
  return query
    with next as (
      select s as seal, sum(s.row_count) over (order by s.number) - s.row_count as lines_before
      from estorno.seals s where s.number > coalesce(after_seal, -1) order by s.number limit 1 + (max_lines - 1) / 10
    ), chain as (
      select n.seal, before.number as number_before, before.digest as digest_before
      from next n
      left join lateral (
        select s.number, s.digest from estorno.seals s where s.number < (n.seal).number order by s.number desc limit 1) before on true
      where max_lines is null or n.lines_before < max_lines
    ), checked as (
      select (c.seal).number, (c.seal).record, (c.seal).first_id, (c.seal).last_id, (c.seal).row_count,
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
      select null, null, null, null, 'seal_missing' where not exists (select from estorno.seals)
      union all
      select null, null, null, null, 'head_missing'
      where kept_head is not null and not exists (select from estorno.seals s where encode(s.digest, 'hex') = lower(kept_head))
    )
    select not exists (select from problem), (select coalesce(sum(c.row_count), 0)::bigint from checked c), coalesce(sum(u.line_count), 0)::bigint, min(u.oldest),
      (select encode(s.digest, 'hex') from estorno.seals s order by s.number desc limit 1),
      (select coalesce(jsonb_agg(to_jsonb(p) - 'number' order by p.number), '[]') from problem p),
      (select max(c.number) from checked c having exists (select from estorno.seals s where s.number > max(c.number)))
    from estorno.unsealed_lines u;
end
$$;
revoke all on function estorno.verify_records(text, bigint, integer) from public, anon, authenticated, service_role;

create or replace function estorno.admin_verify_records(kept_head text, after_seal bigint)
returns table (
  intact boolean, sealed bigint, unsealed bigint, unsealed_since timestamptz, head text, problems jsonb, continue_after bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  lines_a_piece constant integer := 50000;
begin
  perform estorno.require_admin();
  return query select * from estorno.verify_records(kept_head, after_seal, lines_a_piece);
end
$$;
revoke all on function estorno.admin_verify_records(text, bigint) from public, anon, authenticated, service_role;
grant execute on function estorno.admin_verify_records(text, bigint) to authenticated;

-- Whether the record of ends and changes is as it was sealed, one row (see estorno.verify_records), for admins. Always a piece
-- of about 50,000 lines, or 5,000 seals when they hold fewer: so that no call is cut off, however long the record is. Who asks
-- on until continue_after is null has all of it checked.
--   kept_head: the head of an earlier answer, null to ask without; after_seal: continue_after of the piece before, null for the
--   first. Raises 42501 (not an admin), 22023 (after_seal below 0).
create or replace function public.admin_verify_records(kept_head text default null, after_seal bigint default null)
returns table (
  intact boolean, sealed bigint, unsealed bigint, unsealed_since timestamptz, head text, problems jsonb, continue_after bigint)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select * from estorno.admin_verify_records(kept_head, after_seal)
$$;
revoke all on function public.admin_verify_records(text, bigint) from public, anon, authenticated, service_role;
grant execute on function public.admin_verify_records(text, bigint) to authenticated;
