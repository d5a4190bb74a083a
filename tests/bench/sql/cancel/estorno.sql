\set turn :turn + 1
\set place :turn * :clients + :client_id
select c.outcome from bench.target t cross join lateral public.admin_cancel_ai_job(t.table_name, t.id) c
where t.n = :place;
