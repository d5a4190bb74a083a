-- Does a statement as one of the API's roles, for good; a refusal leaves nothing. Returns ok or the SQLSTATE.
create function tests.act(caller_role text, claims text, statement text) returns text language plpgsql as $$
begin
  perform set_config('role', caller_role, true), set_config('request.jwt.claims', claims, true);
  execute statement;
  return 'ok';
exception when others then
  return sqlstate;
end $$;

-- Makes all unfinished jobs of the customers eleven minutes older.
create function tests.age(customers uuid[]) returns void language plpgsql as $$
declare
  job_table text;
begin
  foreach job_table in array array['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'] loop
    execute format('update public.%I set created_at = created_at - interval ''11 minutes'', started_at = started_at - interval ''11 minutes''
      where user_id = any ($1) and completed_at is null', job_table) using customers;
  end loop;
end $$;

-- Takes what is left of a sequence out of the clock's way.
create function tests.finish(customers uuid[]) returns void language plpgsql as $$
declare
  job_table text;
begin
  foreach job_table in array array['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'] loop
    execute format('update public.%I set status = ''completed'' where user_id = any ($1) and status <> all (''{completed,failed,cancelled}'')',
      job_table) using customers;
  end loop;
end $$;
