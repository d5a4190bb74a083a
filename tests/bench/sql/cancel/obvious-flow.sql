\set turn :turn + 1
\set place :turn * :clients + :client_id
select public.has_role(bench.customer(0), 'admin');
select j.status, j.user_id, j.user_credit_cost from public.upscaler_jobs j
where j.id = (select t.id from bench.target t where t.n = :place);
select r.* from bench.target t cross join lateral public.refund_upscaler_credits(t.user_id, 60, 'Estorno: cancelado pelo administrador') r
where t.n = :place;
update public.upscaler_jobs set status = 'cancelled', completed_at = now(),
  error_message = 'Cancelado pelo administrador. Créditos estornados.'
where id = (select t.id from bench.target t where t.n = :place);
