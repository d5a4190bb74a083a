-- People with something to lose, and a way to try what one of them may do. Stands on supabase/tests/support.psql.

create table tests.known_jobs (owner uuid, kind text, id uuid);

-- Credits, and jobs of every kind that a function could work on.
create function tests.furnish(person uuid) returns void language plpgsql as $$
declare
  other_table text;
begin
  perform public.grant_upscaler_credits(person, 1000);
  foreach other_table in array array['pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'] loop
    perform tests.job(other_table, person, 5, 'running', 1, 1);
  end loop;
  insert into tests.known_jobs values
    (person, 'running', tests.job('upscaler_jobs', person, 60, 'running', 1, 1)),
    (person, 'stale', tests.job('upscaler_jobs', person, 60, 'running', 30, 30)),
    (person, 'of unknown status', tests.job('upscaler_jobs', person, 60, 'misterioso')),
    (person, 'failed and charged', tests.job('upscaler_jobs', person, 60, 'failed', 30, 30));
end $$;

-- Everything that money or settings stand in, less what is one person's (null: nobody's), to be compared byte by byte.
create function tests.fingerprint(but_for uuid default null) returns text language plpgsql as $$
declare
  table_name text;
  print text;
  prints text := '';
begin
  for table_name in
    select c.oid::regclass from pg_class c
    where c.relnamespace in ('public'::regnamespace, 'estorno'::regnamespace) and c.relkind = 'r' order by c.oid
  loop
    execute format('select md5(string_agg(r::text, '','' order by r::text)) from %s r
      where $1 is null or to_jsonb(r) ->> ''user_id'' is distinct from $1::text', table_name) into print using but_for;
    prints := concat(prints, print, ' ');
  end loop;
  return md5(prints);
end $$;

-- From now on an admin's next act is one too many: they have just changed a tool, and may act once a minute. The clock of that
-- act runs ahead, so that no test has to hurry.
create function tests.exhaust(admin uuid) returns void language plpgsql as $$
begin
  insert into estorno.tool_changes (table_name, changed_by, changed_at) values ('upscaler_jobs', admin, now() + interval '1 hour');
  perform estorno.change_settings(acts_per_minute => 1);
end $$;

-- Tries a statement as one of the API's roles and takes it back. code: ok, or the SQLSTATE of the refusal; hits: the rows it
-- returned or wrote; changed (when asked for): whether anything else would stand in the tables now.
create function tests.attempt(
  caller_role text, claims text, statement text, watched boolean, out code text, out message text, out hits bigint, out changed boolean)
language plpgsql as $$
declare
  before text := case when watched then tests.fingerprint() end;
begin
  perform set_config('role', caller_role, true), set_config('request.jwt.claims', claims, true);
  execute statement;
  get diagnostics hits = row_count;
  perform set_config('role', 'postgres', true);
  changed := tests.fingerprint() <> before;
  raise exception using errcode = 'ZZ000';
exception
  when sqlstate 'ZZ000' then
    code := 'ok';
  when others then
    code := sqlstate;
    message := sqlerrm;
    hits := null;
end $$;

-- What a word that comes to mean the end needs: an admin may say so of `misterioso`, also under a cap of credits.
create index upscaler_jobs_unfinished_2 on public.upscaler_jobs (created_at)
where status <> all ('{completed,failed,cancelled,misterioso}');
