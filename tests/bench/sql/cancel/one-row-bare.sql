\set turn :turn + 1
\set place :turn * :clients + :client_id
update public.upscaler_jobs set status = 'cancelled', completed_at = now()
where id = (select t.id from bench.target t where t.n = :place);
