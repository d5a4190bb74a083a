begin;
\ir support.psql
select plan(14);

-- Thirty jobs of all tools: more than a first page has, of the last hour, of yesterday, and two without a date.
create table tests.known as select tests.admin() as admin, tests.customer(10000) as customer;
grant select on tests.known to public;
select tests.job(tables.names[1 + n % 4], customer, n, (array['queued', 'running', 'completed', 'failed'])[1 + n / 4 % 4], case when n < 15 then 2 * n else 1440 + n end)
from tests.known, (values (array['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'])) tables (names), generate_series(1, 30) n;
update public.veste_ai_jobs set created_at = null where user_credit_cost in (2, 6);
select public.refund_upscaler_credits(customer, 3, 'Devolvido: ' || (select id from public.video_upscaler_jobs where user_credit_cost = 11)) from tests.known;
insert into estorno.attention (table_name, job_id, reason) select 'pose_changer_jobs', id, 'busy' from public.pose_changer_jobs where user_credit_cost = 1;

-- What the first page of the newest jobs has to be, by the way that other filters go.
create function tests.page_of_others(since timestamptz, rows integer) returns setof jsonb language sql as $$
  select to_jsonb(l) from public.admin_list_ai_jobs(since => since, page_size => 1000) l limit rows
$$;
create function tests.first_page(since timestamptz, rows integer default 21) returns setof jsonb language sql as $$
  select to_jsonb(l) from public.admin_list_ai_jobs(since => since, page_size => rows) l
$$;
create function tests.numb(what text) returns void language plpgsql as $$
begin
  execute (select replace(pg_get_functiondef(format('estorno.%I', estorno.kept_prefix_of_all() || what)::regproc), 'order by j.created_at desc', 'where false order by j.created_at desc'));
end $$;
grant execute on all functions in schema tests to authenticated;
select estorno.keep_functions();
select is(estorno.kept_first_page(null), 'estorno.' || estorno.kept_prefix_of_all() || 'page()', 'a first page of everything is kept');
select is(estorno.kept_first_page(now()), 'estorno.' || estorno.kept_prefix_of_all() || 'recent($1)', 'and one of a period that goes on');

select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select * from tests.first_page(null)', 'select * from tests.page_of_others(null, 21)', 'it is what the list has, those without a date first');
select is((select count(*) from tests.first_page(null)), 21::bigint, 'twenty rows, and one that tells of more');
select results_eq('select * from tests.first_page(null, 5)', 'select * from tests.page_of_others(null, 5)', 'or fewer');
select results_eq($$select * from tests.first_page(now() - interval '12 hours')$$, $$select * from tests.page_of_others(now() - interval '12 hours', 21)$$, 'so is that of a period');
select is((select count(*) from tests.first_page(now() - interval '12 hours')), 12::bigint, 'which ends with it');
select is((select count(*) from public.admin_list_ai_jobs('veste_ai_jobs')), 8::bigint, 'another filter is no first page');
select is((select count(*) from public.admin_list_ai_jobs(until => now() - interval '12 hours')), 16::bigint, 'nor is an end of the period');
select is((select count(*) from public.admin_list_ai_jobs(search => 'Ninguém')), 0::bigint, 'nor is a search that finds nobody');
select is((select count(*) from public.admin_list_ai_jobs(refund => 'failed')), 0::bigint, 'nor a refund state');

select tests.act_as_owner();
select tests.numb(what) from unnest('{page,recent}'::text[]) what;
select tests.act_as('authenticated', admin) from tests.known;
select is_empty($$select * from tests.first_page(null) union all select * from tests.first_page(now() - interval '12 hours')$$, 'the list asks what is kept');
select tests.act_as_owner();
alter table public.upscaler_jobs add column credits_refunded boolean not null default false;
select is(estorno.kept_first_page(null), null, 'which does not fit other columns');
select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select * from tests.first_page(null)', 'select * from tests.page_of_others(null, 21)', 'and is done without until the next run');

select * from finish();
rollback;
