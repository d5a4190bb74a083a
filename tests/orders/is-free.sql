-- Whether nobody holds the job, its customer or the customer's credits at this moment.
create function tests.is_free(job_table text, job_id uuid) returns boolean language plpgsql as $$
declare
  customer uuid;
  free boolean;
begin
  execute format('select user_id from public.%I where id = $1', job_table) into customer using job_id;
  execute format($sql$
    select (select count(*) from public.%1$I where id = $1) = (select count(*) from (select from public.%1$I where id = $1 for update skip locked) j)$sql$,
    job_table) into free using job_id;
  return free
    and (select count(*) from auth.users where id = customer)
      = (select count(*) from (select from auth.users where id = customer for key share skip locked) u)
    and (select count(*) from public.upscaler_credits where user_id = customer)
      = (select count(*) from (select from public.upscaler_credits where user_id = customer for update skip locked) c);
end $$;
