begin;
\ir support.psql
select plan(17);

-- Sixty jobs of all tools: of the last hours, of yesterday, and four without a date.
create table tests.known as select tests.admin() as admin, tests.customer(10000) as customer;
grant select on tests.known to public;
select tests.job(tables.names[1 + n % 4], customer, n, (array['queued', 'running', 'completed', 'failed'])[1 + n / 4 % 4], case when n < 45 then 2 * n else 1440 + n end)
from tests.known, (values (array['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'])) tables (names), generate_series(1, 60) n;
update public.veste_ai_jobs set created_at = null where user_credit_cost in (2, 6, 10, 14);
select public.refund_upscaler_credits(customer, 3, 'Devolvido: ' || (select id from public.video_upscaler_jobs where user_credit_cost = 11)) from tests.known;
insert into estorno.attention (table_name, job_id, reason) select 'pose_changer_jobs', id, 'busy' from public.pose_changer_jobs where user_credit_cost = 1;

-- The whole list by the way that other filters go, and by pages of a size, each after the last job of the one before.
create function tests.whole_list(since timestamptz) returns setof jsonb language sql as $$
  select to_jsonb(l) from public.admin_list_ai_jobs(since => since, page_size => 1000) l
$$;
create function tests.by_pages(since timestamptz, rows integer default 21) returns setof jsonb language plpgsql as $$
declare
  job record;
  seen_at timestamptz;
  seen_id uuid;
begin
  loop
    for job in select * from public.admin_list_ai_jobs(since => since, page_size => rows, cursor_created_at => seen_at, cursor_id => seen_id) loop
      return next to_jsonb(job);
    end loop;
    exit when not found;
    seen_at := coalesce(job.created_at, 'infinity');
    seen_id := job.id;
  end loop;
end $$;
create function tests.numb(what text) returns void language plpgsql as $$
begin
  execute (select replace(pg_get_functiondef(format('estorno.%I', estorno.kept_prefix_of_all() || what)::regproc), 'order by j.created_at desc', 'where false order by j.created_at desc'));
end $$;
grant execute on all functions in schema tests to authenticated;
select estorno.keep_functions();
create function tests.name(what text) returns text language sql as $$ select 'estorno.' || estorno.kept_prefix_of_all() || what $$;
select is(estorno.kept_page(null, null), tests.name('page()'), 'a first page of everything is kept');
select is(estorno.kept_page(now(), null), tests.name('recentpage($1)'), 'one of a period that goes on');
select is(estorno.kept_page(null, now()), tests.name('olderpage($2, $3)'), 'one after a job that was seen');
select is(estorno.kept_page(now(), now()), tests.name('recentolderpage($1, $2, $3)'), 'also in a period');
select is(estorno.kept_page(null, 'infinity'), null, 'none after a job without a date');

select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select * from tests.by_pages(null)', 'select * from tests.whole_list(null)', 'page by page they are the whole list, those without a date first');
select results_eq('select * from tests.by_pages(null, 5)', 'select * from tests.whole_list(null)', 'with fewer rows as well, and from one without a date on');
select results_eq($$select * from tests.by_pages(now() - interval '12 hours')$$, $$select * from tests.whole_list(now() - interval '12 hours')$$, 'so they are of a period');
select is((select count(*) from tests.by_pages(now() - interval '12 hours')), 40::bigint, 'which ends with it');
select is((select count(*) from public.admin_list_ai_jobs()), 20::bigint, 'a page has as many rows as asked for');
select is((select count(*) from public.admin_list_ai_jobs('veste_ai_jobs', page_size => 21)), 15::bigint, 'another filter is no such page');
select is((select count(*) from public.admin_list_ai_jobs(until => now() - interval '12 hours')), 16::bigint, 'nor is an end of the period');
select is((select count(*) from public.admin_list_ai_jobs(search => 'Ninguém')), 0::bigint, 'nor is a search that finds nobody');
select is((select count(*) from public.admin_list_ai_jobs(refund => 'failed')), 0::bigint, 'nor a refund state');

select tests.act_as_owner();
select tests.numb(what) from unnest('{page,recentpage,olderpage,recentolderpage}'::text[]) what;
select tests.act_as('authenticated', admin) from tests.known;
select is_empty($$select l.id from (values (null::timestamptz), (now() - interval '12 hours')) p (since), (values (null::timestamptz), (now())) c (seen_at),
  public.admin_list_ai_jobs(since => p.since, cursor_created_at => c.seen_at, cursor_id => gen_random_uuid()) l$$, 'the list asks what is kept');
select tests.act_as_owner();
alter table public.upscaler_jobs add column credits_refunded boolean not null default false;
select is(estorno.kept_page(null, null), null, 'which does not fit other columns');
select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select * from tests.by_pages(null)', 'select * from tests.whole_list(null)', 'and is done without until the next run');

select * from finish();
rollback;
