-- What ours is measured against. All work on the same tables with the same indexes.

-- The obvious loop: for each stuck job one call of the refund function and one update. A static block a table, as it is written.
do $$
declare
  tool record;
begin
  for tool in select t.table_name from estorno.job_tables t loop
    execute format(
      $sql$create procedure bench.loop_over_%1$s() language plpgsql as $body$
      declare
        job record;
      begin
        for job in
          select id, user_id, user_credit_cost from public.%1$I
          where (status in ('pending', 'queued') and created_at < now() - interval '10 minutes')
            or (status in ('starting', 'running') and coalesce(started_at, created_at) < now() - interval '10 minutes')
        loop
          if job.user_credit_cost > 0 then
            perform public.refund_upscaler_credits(job.user_id, job.user_credit_cost,
              format('Estorno: trabalho encerrado após 10 minutos (%1$s, %%s)', job.id));
          end if;
          update public.%1$I set status = 'failed', completed_at = now(),
            error_message = 'Trabalho cancelado automaticamente após 10 minutos. Créditos estornados.' where id = job.id;
        end loop;
      end
      $body$ $sql$, tool.table_name);
  end loop;
end
$$;

create procedure bench.obvious_loop() language plpgsql as $$
begin
  call bench.loop_over_upscaler_jobs();
  call bench.loop_over_pose_changer_jobs();
  call bench.loop_over_veste_ai_jobs();
  call bench.loop_over_video_upscaler_jobs();
end
$$;

-- The limits, a statement a table and no check of anything. bare_limit (E): the jobs and the ledger's lines.
-- bare_same_rows (E+): every row that the door writes, in a shape whose plan does not hang on statistics. Beside them
-- usual_statement, what one writes first when the loop is too slow: its last join trusts that there are few jobs.
do $$
declare
  tool record;
  limits record;
begin
  for limits in
    select * from (values
      ('bare_limit', $sql$
        insert into public.upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description)
        select e.user_id, e.cost, 0, 'refund', 'lifetime', format('Estorno: trabalho encerrado após 10 minutos (%1$s, %%s)', e.id) from ended e$sql$),
      ('usual_statement', $sql$, paid as (
          update public.upscaler_credits c set balance = c.balance + due.total, lifetime_balance = c.lifetime_balance + due.total
          from (select e.user_id, sum(e.cost)::integer as total from ended e group by e.user_id) due where c.user_id = due.user_id
          returning c.user_id, c.balance - due.total as before
        )
        insert into public.upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description)
        select e.user_id, e.cost, p.before + sum(e.cost) over (partition by e.user_id order by e.id), 'refund', 'lifetime',
          format('Estorno: trabalho encerrado após 10 minutos (%1$s, %%s)', e.id)
        from ended e join paid p on p.user_id = e.user_id order by e.user_id, e.id$sql$),
      ('bare_same_rows', $sql$, customer as (
          select e.user_id, sum(e.cost)::integer as total, array_agg(e.id order by e.id) as ids, array_agg(e.cost order by e.id) as costs
          from ended e group by e.user_id
        ), paid as (
          update public.upscaler_credits c set balance = c.balance + p.total, lifetime_balance = c.lifetime_balance + p.total
          from customer p where c.user_id = p.user_id returning c.user_id, c.balance - p.total as before, p.ids, p.costs
        ), refund as (
          select p.user_id, job.id, job.cost, p.before + sum(job.cost) over (partition by p.user_id order by job.id) as balance_after
          from paid p cross join unnest(p.ids, p.costs) job (id, cost)
        ), line as (
          insert into public.upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description)
          select r.user_id, r.cost, r.balance_after, 'refund', 'lifetime', format('Estorno: trabalho encerrado após 10 minutos (%1$s, %%s)', r.id)
          from refund r
        )
        insert into estorno.settlements (table_name, job_id, user_id, ending, actor, status_before, status_after, time_limit,
          charge_proof, refunded_credits, refunded_to_monthly, balance_after)
        select '%1$s', r.id, r.user_id, 'timeout', 'cron', 'running', 'failed', '10 minutes', 'ledger', r.cost, 0, r.balance_after
        from refund r$sql$)) as l (name, rest)
  loop
    for tool in select t.table_name from estorno.job_tables t loop
      execute format(
        $sql$create procedure bench.%1$s_of_%2$s() language sql as $body$
          with ended as (
            update public.%2$s set status = 'failed', completed_at = now(),
              error_message = 'Trabalho cancelado automaticamente após 10 minutos. Créditos estornados.'
            where (status in ('pending', 'queued') and created_at < now() - interval '10 minutes')
              or (status in ('starting', 'running') and coalesce(started_at, created_at) < now() - interval '10 minutes')
            returning id, user_id, user_credit_cost as cost
          ) %3$s
        $body$ $sql$, limits.name, tool.table_name, format(limits.rest, tool.table_name));
    end loop;
    execute format(
      'create procedure bench.%1$s() language plpgsql as $body$ begin
        call bench.%1$s_of_upscaler_jobs(); call bench.%1$s_of_pose_changer_jobs();
        call bench.%1$s_of_veste_ai_jobs(); call bench.%1$s_of_video_upscaler_jobs(); end $body$', limits.name);
  end loop;
end
$$;

-- A project that edits its refund function, by a comment only: the door does not know it any more and calls it for each job.
create procedure bench.put_into_refund(before text, after text) language plpgsql as $$
declare
  definition text := pg_get_functiondef('public.refund_upscaler_credits(uuid, integer, text)'::regprocedure);
begin
  if strpos(definition, before) = 0 then
    raise exception 'The refund function has no %', before;
  end if;
  execute replace(definition, before, after);
end
$$;
create procedure bench.edit_refund() language sql as $$ call bench.put_into_refund('AS $function$', e'AS $function$\n-- edited') $$;
create procedure bench.restore_refund() language sql as $$ call bench.put_into_refund(e'AS $function$\n-- edited', 'AS $function$') $$;
