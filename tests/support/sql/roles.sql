-- The roles of a hosted Supabase project, once per cluster. As there, `postgres` is no superuser.
do $$
declare
  wanted record;
begin
  for wanted in
    select *
    from (values
      ('anon', 'nologin noinherit'),
      ('authenticated', 'nologin noinherit'),
      ('service_role', 'nologin noinherit bypassrls'),
      ('authenticator', 'login noinherit'),
      ('supabase_auth_admin', 'login noinherit createrole'),
      ('postgres', 'login createrole createdb replication bypassrls')
    ) as role (name, attributes)
    where not exists (select from pg_catalog.pg_roles where rolname = role.name)
  loop
    execute pg_catalog.format('create role %I %s', wanted.name, wanted.attributes);
  end loop;
end
$$;

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role, authenticator to postgres with admin option;

alter role postgres set search_path = "$user", public, extensions;
alter role supabase_auth_admin set search_path = auth;
