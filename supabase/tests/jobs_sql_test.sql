begin;
\ir support.psql
select plan(8);

create table tests.known as select tests.customer(1000) as customer;
create function tests.reading(wanted uuid) returns table (taken integer, credits integer, monthly_credits integer, charge_proof text) language plpgsql as $$
begin
  return query execute (select format('select j.taken, j.credits, j.monthly_credits, j.charge_proof from (%s) j where j.id = $1', estorno.jobs_sql(t))
    from estorno.job_tables t where t.table_name = 'upscaler_jobs') using wanted;
end $$;
-- A ledger line of that amount that names the job.
create function tests.line(job uuid, amount integer, type text, bucket text default 'lifetime') returns void language sql as $$
  insert into public.upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, job_table, job_id)
  select customer, amount, 0, type, bucket, 'upscaler_jobs', job from tests.known
$$;
create table tests.jobs as select tests.job('upscaler_jobs', customer, 60, 'queued', 60) as usual, tests.job('upscaler_jobs', customer, 0, 'queued', 60) as unproved,
  tests.job('upscaler_jobs', customer, 0, 'queued', 60) as dear, tests.job('upscaler_jobs', customer, 5, 'queued', 60) as overpaid, tests.job('upscaler_jobs', customer, 0, 'queued', 60) as parts from tests.known;
update public.upscaler_jobs set user_credit_cost = 70 where id in (select unnest(array[unproved, overpaid]) from tests.jobs);

select results_eq('select (tests.reading(usual)).* from tests.jobs', $$values (60, 60, 0, 'ledger')$$, 'what the ledger took goes back');
select results_eq('select (tests.reading(unproved)).* from tests.jobs', $$values (70, 70, 0, 'presumed')$$, 'a ledger without a line proves nothing: the price counts');
select tests.line(parts, -40, 'consumption', 'monthly'), tests.line(parts, -20, 'consumption'), tests.line(parts, 15, 'refund', 'monthly') from tests.jobs;
select results_eq('select (tests.reading(parts)).* from tests.jobs', $$values (0, 45, 25, 'ledger')$$, 'less what came back');
select tests.line(usual, 60, 'reversal') from tests.jobs;
select results_eq('select (tests.reading(usual)).* from tests.jobs', $$values (60, 0, 0, 'ledger')$$, 'whatever the line is called that gave it back');
select tests.line(dear, -2147483648, 'consumption', 'monthly'), tests.line(dear, -2147483648, 'consumption', 'monthly') from tests.jobs;
select results_eq('select (tests.reading(dear)).* from tests.jobs', $$values (0, 2147483647, 2147483647, 'ledger')$$, 'more than an integer holds counts as what it holds');
select tests.line(overpaid, 2147483647, 'refund', 'monthly'), tests.line(overpaid, 2147483647, 'refund', 'monthly') from tests.jobs;
select results_eq('select (tests.reading(overpaid)).* from tests.jobs', $$values (70, 0, 0, 'ledger')$$, 'and of what came back more than once nothing is left');
select is((select count(*) from estorno.list_attention(null)), 5::bigint, 'the attention list can be read');
select is((select attention_jobs from estorno.cleaner_health()), 5, 'and the cleaner''s health');

select * from finish();
rollback;
