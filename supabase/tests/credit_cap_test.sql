begin;
\ir support.psql
select plan(61);

create table tests.known as select tests.admin() as admin, tests.admin() as other, tests.customer(10000) as customer,
  '00000000-0000-4000-8000-0000000000ac'::uuid as act;
create table tests.jobs as select n, tests.job('upscaler_jobs', customer, 20, 'running', 1, 1) as id from tests.known, generate_series(1, 12) n;
create table tests.others as select tests.job('pose_changer_jobs', customer, 20, 'queued', 11) as stale, tests.job('pose_changer_jobs', customer, 20, 'queued', 12) as staler,
  tests.job('veste_ai_jobs', customer, 20, 'failed', 90) as unpaid, tests.job('veste_ai_jobs', customer, 0, 'running', 1, 1) as free,
  tests.job('upscaler_jobs', customer, 20, 'misterioso', 1) as unknown from tests.known;
grant select on tests.known, tests.jobs, tests.others to public;

create function tests.cap_at(credits integer) returns void language sql security definer as $$ select estorno.change_settings(60, credits) $$;
create function tests.cancel(n integer) returns text language sql as $$
  select c.outcome from tests.jobs j, public.admin_cancel_ai_job('upscaler_jobs', j.id) c where j.n = cancel.n
$$;
create function tests.cancel_many(jobs jsonb) returns table (outcome text, refunded integer, problem text) language sql as $$
  select c.outcome, c.refunded_credits, c.problem from public.admin_cancel_ai_jobs(jobs) c
$$;
create function tests.numbered(numbers integer[]) returns jsonb language sql as $$
  select jsonb_agg(jsonb_build_object('table', 'upscaler_jobs', 'id', id) order by array_position(numbers, n)) from tests.jobs where n = any (numbers)
$$;
create function tests.detail_of(statement text) returns jsonb language plpgsql as $$
declare
  detail text;
begin
  execute statement;
  return null;
exception when sqlstate 'PT429' then
  get stacked diagnostics detail = pg_exception_detail;
  return detail::jsonb;
end $$;
create table tests.settled_before as select count(*) as count from estorno.settlements;

-- Without a cap.
select tests.act_as('authenticated', admin) from tests.known;
select results_eq('select * from public.admin_get_credit_cap()', 'values (null::bigint, null::bigint)', 'no cap comes with the installation');
select throws_ok($$select public.admin_request_cap_raise(1, 'Fila grande')$$, '22023', 'Não há limite diário de créditos.', 'nor anything to ask for');

-- One by one.
select tests.act_as_owner();
select tests.cap_at(50);
insert into estorno.settlements (table_name, job_id, ending, actor, actor_id, status_before, status_after, charge_proof, refunded_credits, refunded_to_monthly, settled_at)
select 'upscaler_jobs', gen_random_uuid(), 'cancel', 'admin', admin, 'running', 'cancelled', 'ledger', 1000, 0,
  (estorno.today()::timestamp at time zone 'America/Sao_Paulo') - interval '1 second' from tests.known;
select tests.act_as('authenticated', admin) from tests.known;
select is(array[tests.cancel(1), tests.cancel(2)], '{cancelled,cancelled}', 'up to the cap of the day; what was yesterday does not count');
select results_eq('select * from public.admin_get_credit_cap()', 'values (50::bigint, 40::bigint)', 'how much is left can be asked');
select throws_ok('select tests.cancel(3)', 'PT429', 'O estorno passa do seu limite diário de créditos. Peça a confirmação de outro administrador.', 'and not above it');
select is(tests.detail_of('select tests.cancel(3)') - 'retryAfterSeconds', '{"capCredits": 50, "usedCredits": 40, "askedCredits": 20}', 'with the figures');
select ok((tests.detail_of('select tests.cancel(3)') ->> 'retryAfterSeconds')::integer between 1 and 86400, 'and the seconds to midnight');
select is(tests.cancel(1), 'replayed', 'an earlier cancel can be asked for again');
select is((select outcome from tests.others, public.admin_cancel_ai_job('veste_ai_jobs', free)), 'cancelled', 'what gives nothing back can be ended');
select is((select outcome from tests.others, public.admin_close_ai_job('upscaler_jobs', unknown, 'Sem conta')), 'closed', 'or closed without refund');
select throws_ok($$select public.admin_repair_ai_job('veste_ai_jobs', unpaid) from tests.others$$, 'PT429', null, 'a repair counts');
select throws_ok($$select public.admin_retry_ai_job('pose_changer_jobs', stale) from tests.others$$, 'PT429', null, 'and so does a retry');
select tests.act_as_owner();
select is(tests.status('upscaler_jobs', id), 'running', 'the job is as before') from tests.jobs where n = 3;
select is(tests.balance(customer), 10000 - 12 * 20 - 5 * 20 + 20 + 40, 'and so are the credits') from tests.known;
select is((select count(*) from estorno.attention), 0::bigint, 'it is no job that needs a human');

-- Many at once: what fits, in the order in which they were named.
select tests.cap_at(100);
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select tests.cancel_many(tests.numbered('{5,4,3}') || tests.numbered('{1}') || tests.numbered('{6,7}'))::text$$, $$values
  ('(cancelled,20,)'), ('(cancelled,20,)'), ('(cancelled,20,)'), ('(replayed,20,)'),
  ('(failed,,"O estorno passa do seu limite diário de créditos. Peça a confirmação de outro administrador.")'),
  ('(failed,,"O estorno passa do seu limite diário de créditos. Peça a confirmação de outro administrador.")')$$, 'the others are told why not');
select results_eq('select * from public.admin_get_credit_cap()', 'values (100::bigint, 100::bigint)', 'credits of many count in full');
select results_eq($$select outcome from tests.others, tests.cancel_many(tests.numbered('{6}') || jsonb_build_object('table', 'veste_ai_jobs', 'id', free))$$,
  $$values ('failed'), ('replayed')$$, 'once more is the same');
select tests.act_as('authenticated', other) from tests.known;
select is(tests.cancel(6), 'cancelled', 'another admin has a cap of their own');
select tests.act_as_owner();
select is((select count(*) from estorno.attention), 0::bigint, 'nothing of it is on the attention list');

-- A run by hand ends what the clock would.
select tests.act_as('authenticated', admin) from tests.known;
select is((select sum(refunded_credits) from public.admin_run_cleanup()), 40::numeric, 'a run by hand is not held up');
select results_eq('select * from public.admin_get_credit_cap()', 'values (100::bigint, 100::bigint)', 'and does not count');

-- A second admin.
select throws_ok($$select public.admin_request_cap_raise(40, '')$$, '22023', 'O pedido exige um motivo.', 'a request says why');
select throws_ok($$select public.admin_request_cap_raise(40, repeat('x', 501))$$, '22023', null, 'in few words');
select throws_ok($$select public.admin_request_cap_raise(0, 'Fila')$$, '22023', 'Peça de 1 a 1.000.000 de créditos.', 'and how much');
select throws_ok($$select public.admin_request_cap_raise(1000001, 'Fila')$$, '22023', null, 'not too much');
select throws_ok($$select public.admin_request_cap_raise(null, 'Fila')$$, '22023', null, 'nor nothing');
select results_eq($$select admin_id, credits, reason, status, confirmed_by, cap_credits, used_credits from public.admin_request_cap_raise(40, ' Provedor caiu ')$$,
  $$select admin, 40, 'Provedor caiu', 'pending', null::uuid, 100::bigint, 100::bigint from tests.known$$, 'it waits');
select throws_ok($$select public.admin_request_cap_raise(1, 'Mais')$$, '22023', 'Um pedido seu já espera pela confirmação de outro administrador.', 'one at a time');
select throws_ok($$select public.admin_confirm_cap_raise((select id from public.admin_list_cap_raises()))$$, '22023',
  'Quem pediu não confirma: isto cabe a outro administrador.', 'who asks does not confirm');
select throws_ok('select tests.cancel(7)', 'PT429', null, 'to ask is not enough');
select tests.act_as('authenticated', customer) from tests.known;
select throws_ok('select public.admin_confirm_cap_raise(1)', '42501', null, 'a customer confirms nothing');
select throws_ok('select public.admin_list_cap_raises()', '42501', null, 'and sees no request');
select throws_ok($$select public.admin_request_cap_raise(1, 'Fila')$$, '42501', null, 'nor asks');
select throws_ok('select public.admin_get_credit_cap()', '42501', null, 'nor learns of the cap');
select tests.act_as('authenticated', other) from tests.known;
select throws_ok('select public.admin_confirm_cap_raise(-1)', '22023', 'Pedido não encontrado.', 'a request that nobody made');
select results_eq($$select status, confirmed_by, cap_credits, used_credits from public.admin_confirm_cap_raise((select id from public.admin_list_cap_raises()))$$,
  $$select 'confirmed', other, 140::bigint, 100::bigint from tests.known$$, 'another admin confirms');
select results_eq($$select status, cap_credits from public.admin_confirm_cap_raise((select id from public.admin_list_cap_raises()))$$,
  $$values ('confirmed', 140::bigint)$$, 'and can do so only once');
select results_eq('select * from public.admin_get_credit_cap()', 'values (100::bigint, 20::bigint)', 'their own cap is as it was');
select tests.act_as('authenticated', admin) from tests.known;
select is(array[tests.cancel(7), tests.cancel(8)], '{cancelled,cancelled}', 'then there is as much more');
select throws_ok('select tests.cancel(9)', 'PT429', null, 'and no more than that');
select results_eq($$select kind, actor_id, reason, after - 'day' from public.admin_list_records(kinds => '{cap_raise_request,cap_raise}') order by kind$$,
  $$select k.kind, k.actor_id, 'Provedor caiu', jsonb_build_object('credits', 40, 'admin_id', admin)
    from tests.known, lateral (values ('cap_raise', other), ('cap_raise_request', admin)) k (kind, actor_id)$$, 'both are on record');
select set_eq('select actor_id from public.admin_list_record_admins()', 'select unnest(array[admin, other]) from tests.known', 'with who they were');

-- For one day, for ever on record, and never by oneself.
select tests.act_as_owner();
select throws_ok('delete from estorno.cap_raises', '42501', null, 'a request stays');
select throws_ok('update estorno.cap_raise_confirmations set confirmed_at = now()', '42501', null, 'and so does its confirmation');
insert into estorno.cap_raises (admin_id, day, credits, reason) select admin, estorno.today() - 1, 500, 'Ontem' from tests.known;
select throws_ok($$insert into estorno.cap_raise_confirmations (raise_id, admin_id, confirmed_by) select r.id, admin, admin from estorno.cap_raises r, tests.known where r.reason = 'Ontem'$$,
  '23514', null, 'the table itself knows that nobody confirms their own');
select tests.act_as('authenticated', other) from tests.known;
select throws_ok($$select public.admin_confirm_cap_raise((select id from public.admin_list_cap_raises() where status = 'expired'))$$, '22023',
  'O pedido valia só para o dia em que foi feito.', 'a request of another day is none any more');
select tests.act_as_owner();
insert into estorno.cap_raise_confirmations (raise_id, admin_id, confirmed_by) select r.id, admin, other from estorno.cap_raises r, tests.known where r.reason = 'Ontem';
select is((estorno.credits_of_today(admin)).cap, 140::bigint, 'what was confirmed yesterday was for yesterday') from tests.known;

-- What the clock gives back counts for nobody: so no admin makes it give back sooner.
select tests.cap_at(100);
select tests.act_as('authenticated', admin) from tests.known;
select throws_ok($$select public.admin_change_tool('upscaler_jobs', 1)$$, '22023', 'Com um limite diário de créditos, só quem desenvolve faz a limpeza encerrar mais: encurta um limite de tempo, liga a limpeza ou diz que um status ainda não acabou.', 'a shorter wait is not an admin''s');
select throws_ok($$select public.admin_change_tool('upscaler_jobs', null, 1)$$, '22023', null, 'nor a shorter run');
select lives_ok($$select public.admin_change_tool('upscaler_jobs', 30, 30)$$, 'a longer one is');
select lives_ok($$select public.admin_change_tool('upscaler_jobs', null, null, false)$$, 'so is a tool that is switched off');
select throws_ok($$select public.admin_change_tool('upscaler_jobs', null, null, true)$$, '22023', null, 'not one that is switched on');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'done', 'running')$$, '22023', null, 'nor a word that comes to mean a job that goes on');
select throws_ok($$select public.admin_map_status('upscaler_jobs', 'done', 'waiting')$$, '22023', null, 'or that waits');
select tests.act_as_owner();
select tests.cap_at(null);
select tests.act_as('authenticated', admin) from tests.known;
select lives_ok($$select public.admin_change_tool('upscaler_jobs', 10, 10, true)$$, 'without a cap all of it is an admin''s');
select tests.act_as_owner();
select tests.cap_at(100);

-- A table that lost a column.
alter table public.video_upscaler_jobs rename column user_credit_cost to price;
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select outcome, problem from tests.cancel_many(jsonb_build_array(jsonb_build_object('table', 'video_upscaler_jobs', 'id', gen_random_uuid())))$$,
  $$values ('failed', 'A tabela desta ferramenta mudou e não pode ser usada. Corrija o cadastro antes de cancelar.')$$, 'a tool whose table changed is told apart');
select tests.act_as_owner();
alter table public.video_upscaler_jobs rename column price to user_credit_cost;

-- A charge that comes between the look ahead and the door: what is counted is what the door gave back.
create or replace function estorno.jobs_over_cap(tool estorno.job_tables, job_ids uuid[], admin uuid) returns jsonb language sql as $$ select '{}'::jsonb $$;
select tests.cap_at(160 - 40);
select tests.act_as('authenticated', admin) from tests.known;
select results_eq($$select outcome, problem from tests.cancel_many(tests.numbered('{9,10,11,12}')) order by 1$$,
  $$values ('cancelled', null), ('failed', 'O estorno passa do seu limite diário de créditos. Peça a confirmação de outro administrador.'), ('failed', 'O estorno passa do seu limite diário de créditos. Peça a confirmação de outro administrador.'), ('failed', 'O estorno passa do seu limite diário de créditos. Peça a confirmação de outro administrador.')$$,
  'a cancel of many ends what fits all the same');
select results_eq('select * from public.admin_get_credit_cap()', 'values (160::bigint, 160::bigint)', 'to the last credit');
select tests.act_as_owner();
select is((select count(*) from estorno.attention), 0::bigint, 'and leaves nothing on the attention list');
select is_empty('select tests.wrong_books()', 'ledger and balance agree');

select * from finish();
rollback;
