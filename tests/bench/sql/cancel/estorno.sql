\set turn :turn + 1
\set place :turn * :clients + :client_id
-- Admins take turns, as the API would have them; the call hangs on its admin and so comes after.
select c.outcome from bench.target t
cross join lateral (select set_config('request.jwt.claims', bench.claims_of_admin(t.n), false) as claims) admin
cross join lateral public.admin_cancel_ai_job(t.table_name, t.id, left(admin.claims, 0)) c
where t.n = :place;
