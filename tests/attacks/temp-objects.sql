-- Run by a session in a role of the API: names that the product uses, taken by things of the session's own. Each of them says
-- as whom it runs when that is somebody else.
create function pg_temp.trap() returns boolean language plpgsql as $$
begin
  if current_user <> current_setting('tests.attacker') then
    raise notice 'runs as %', current_user;
  end if;
  return true;
end $$;

do $$
declare
  its_name name;
  its_columns text;
begin
  for its_name in
    select t.typname from pg_catalog.pg_type t
    where t.typnamespace = 'pg_catalog'::regnamespace and t.typtype in ('b', 'r') and t.typelem = 0
  loop
    execute format('create domain pg_temp.%1$I as pg_catalog.%1$I check (pg_temp.trap())', its_name);
  end loop;
  for its_name, its_columns in
    select c.relname, string_agg(format('%I', a.attname), ', ' order by a.attnum)
    from pg_catalog.pg_class c
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and a.atttypid <> 'anyarray'::regtype
    where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind in ('r', 'v') and has_table_privilege(c.oid, 'select')
    group by c.oid, c.relname
  loop
    execute format('create view pg_temp.%1$I as select %2$s from pg_catalog.%1$I where pg_temp.trap()', its_name, its_columns);
    execute format('grant select on pg_temp.%I to public', its_name);
  end loop;
end $$;

create function pg_temp.now() returns timestamptz language sql as 'select pg_catalog.now() where pg_temp.trap()';
create function pg_temp.to_regclass(text) returns regclass language sql as 'select pg_catalog.to_regclass($1) where pg_temp.trap()';
create function pg_temp.current_setting(text, boolean) returns text language sql as 'select pg_catalog.current_setting($1, $2) where pg_temp.trap()';
create function pg_temp.jsonb_array_elements(jsonb) returns setof jsonb language sql as 'select pg_catalog.jsonb_array_elements($1) where pg_temp.trap()';
create function pg_temp.same(uuid, uuid) returns boolean language sql as 'select pg_temp.trap() and $1 operator(pg_catalog.=) $2';
create operator pg_temp.= (leftarg = uuid, rightarg = uuid, function = pg_temp.same);
