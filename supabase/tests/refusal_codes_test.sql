begin;
\ir support.psql
select plan(25);

create table tests.known as select tests.admin() as admin, tests.customer(1000) as customer, tests.customer(0) as poor, gen_random_uuid() as refused;
create table tests.jobs as select tests.job('upscaler_jobs', customer, 60, 'running', 7, 7) as running, tests.job('upscaler_jobs', customer, 3, 'processing', 1) as unknown,
  tests.job('upscaler_jobs', customer, 5, 'completed', 5) as completed, tests.job('veste_ai_jobs', customer, 77, 'running', 1, 1) as kept,
  tests.job('pose_changer_jobs', customer, 2, 'running', 1, 1) as doubled, tests.job('video_upscaler_jobs', customer, 2, 'running', 1, 1) as odd from tests.known;
insert into public.upscaler_jobs (id, user_id, status, user_credit_cost) select refused, poor, 'queued', 9 from tests.known;
grant select on tests.known, tests.jobs to public;

create function tests.keep_status() returns trigger language plpgsql as $$ begin new.status := old.status; return new; end $$;
create trigger keep before update on public.veste_ai_jobs for each row execute function tests.keep_status();
create function tests.refund_as_well() returns trigger language plpgsql security definer as $$ begin perform public.grant_upscaler_credits(new.user_id, 1); return new; end $$;
create trigger refund after update on public.pose_changer_jobs for each row execute function tests.refund_as_well();
create function tests.object() returns trigger language plpgsql as $$ begin raise 'secret of the host' using hint = 'none of ours'; end $$;
create trigger object before update on public.video_upscaler_jobs for each row execute function tests.object();

create function tests.code_of(statement text) returns text language plpgsql as $$
declare
  code text;
begin
  execute statement;
  return null;
exception when others then
  get stacked diagnostics code = pg_exception_hint;
  return code;
end $$;

select tests.act_as('authenticated', customer) from tests.known;
select is(tests.code_of('select public.admin_list_ai_tools()'), 'not_admin', 'not_admin');
select tests.act_as('authenticated', admin) from tests.known;
select is(tests.code_of(format(statement, running, refused, unknown, kept, doubled)), code, code)
from tests.jobs, tests.known, (values
  ('table_not_registered', $$select public.admin_cancel_ai_job('profiles', %1$L)$$),
  ('bad_reason', $$select public.admin_cancel_ai_job('upscaler_jobs', %1$L, repeat('x', 501))$$),
  ('unknown_status', $$select public.admin_cancel_ai_job('upscaler_jobs', %3$L)$$),
  ('refund_failed', $$select public.admin_cancel_ai_job('upscaler_jobs', %2$L)$$),
  ('other_code_moved_credits', $$select public.admin_cancel_ai_job('pose_changer_jobs', %5$L)$$),
  ('status_kept', $$select public.admin_cancel_ai_job('veste_ai_jobs', %4$L)$$),
  ('jobs_malformed', $$select public.admin_cancel_ai_jobs('[]')$$),
  ('reason_required', $$select public.admin_close_ai_job('upscaler_jobs', %1$L, ' ')$$),
  ('not_on_attention_list', $$select public.admin_close_ai_job('upscaler_jobs', %1$L, 'x')$$),
  ('filter_invalid', $$select public.admin_list_records(page_size => 0)$$),
  ('filter_invalid', $$select public.admin_list_ai_jobs(page_size => 0)$$),
  ('filter_invalid', $$select public.admin_list_ai_jobs(refund => 'x')$$),
  ('filter_invalid', $$select public.admin_chart_endings(now(), now())$$),
  ('filter_invalid', $$select public.admin_advise_limits(0)$$),
  ('limit_invalid', $$select public.admin_change_tool('upscaler_jobs', 0)$$),
  ('status_word_invalid', $$select public.admin_map_status('upscaler_jobs', '', 'over')$$),
  ('tool_value_invalid', $$select public.admin_map_status('upscaler_jobs', 'x', 'x')$$),
  ('status_known', $$select public.admin_map_status('upscaler_jobs', 'running', 'over')$$)) refusal (code, statement);

select is((select detail from (select tests.code_of($$select public.admin_cancel_ai_job('upscaler_jobs', null)$$)) none (detail)), null, 'what is not refused has none');

-- Of one job among many.
select results_eq($$select outcome, problem_code from tests.jobs, tests.known, public.admin_cancel_ai_jobs(jsonb_build_array(
    jsonb_build_object('table', 'upscaler_jobs', 'id', running), jsonb_build_object('table', 'upscaler_jobs', 'id', refused),
    jsonb_build_object('table', 'upscaler_jobs', 'id', unknown), jsonb_build_object('table', 'upscaler_jobs', 'id', completed),
    jsonb_build_object('table', 'pose_changer_jobs', 'id', doubled), jsonb_build_object('table', 'veste_ai_jobs', 'id', kept),
    jsonb_build_object('table', 'video_upscaler_jobs', 'id', odd)))$$,
  $$values ('cancelled', null), ('failed', 'refund_failed'), ('failed', 'unknown_status'), ('already_over', null),
    ('failed', 'other_code_moved_credits'), ('failed', 'status_kept'), ('failed', 'not_ended')$$, 'a failure of one job has a word as well');
select is((select problem from tests.jobs, public.admin_cancel_ai_jobs(jsonb_build_array(jsonb_build_object('table', 'video_upscaler_jobs', 'id', odd)))),
  'O banco de dados recusou o encerramento; o job continua como estava.', 'the host''s own words are not for show');
select tests.act_as_owner();
alter table public.video_upscaler_jobs rename column user_credit_cost to price;
select estorno.change_settings(daily_credit_cap => 60);
select tests.act_as('authenticated', admin) from tests.known;
select is((select problem_code from tests.jobs, public.admin_cancel_ai_jobs(jsonb_build_array(jsonb_build_object('table', 'video_upscaler_jobs', 'id', odd)))),
  'table_unusable', 'table_unusable');
select is((select problem_code from tests.jobs, public.admin_cancel_ai_jobs(jsonb_build_array(jsonb_build_object('table', 'pose_changer_jobs', 'id', doubled)))),
  'daily_cap', 'daily_cap');
select is(tests.code_of($$select public.admin_cancel_ai_job('upscaler_jobs', refused) from tests.known$$), 'refund_failed', 'a refund that fails is none above the cap');

select * from finish();
rollback;
