import type { CleanerProblem } from '@/components/admin/ai-jobs/cleaner/cleaner-health'

const RUN = 'select * from public.cleanup_all_stale_ai_jobs();'
const RUNS = `select * from estorno.cleanup_runs r
left join estorno.cleanup_run_tables t on t.run_id = r.id
order by r.id desc limit 20;`
const UNUSABLE = `select t.table_name, m
from estorno.job_tables t, estorno.missing_for_registration(t) m
where t.table_name not in (select u.table_name from estorno.usable_job_tables() u);`
const FAILING = `select * from estorno.attention
where reason in ('refund_failed', 'not_ended')
order by first_tried_at desc;`
const WRITERS = `select l.pid, l.relation::regclass, a.xact_start, a.state
from pg_locks l left join pg_stat_activity a on a.pid = l.pid
where l.relation in ('estorno.settlements'::regclass, 'estorno.tool_changes'::regclass)
and l.mode = 'RowExclusiveLock';`
const CRON_RUNS = `select d.* from cron.job_run_details d
join cron.job j on j.jobid = d.jobid
where j.command like '%cleanup_all_stale_ai_jobs%'
order by d.runid desc limit 20;`
const SCHEDULE = 'psql "$ESTORNO_DATABASE_URL" -f supabase/migrations/*_schedule_cleanup.sql'

// pg_cron lets a role change its own jobs only.
const MINE = "command like '%cleanup_all_stale_ai_jobs%' and username = current_user"

/** What a developer runs to find the cause of a problem, or to mend it, in this order. */
export const problemCommands = {
  late: [RUNS],
  down: [RUN, RUNS],
  run_failed: [RUNS],
  table_unusable: [UNUSABLE],
  refunds_failing: [FAILING],
  attention_unreadable: ['select * from estorno.list_attention(null);'],
  records_unsealed: [WRITERS, "select estorno.seal_records('1 minute');"],
  cron_run_failed: [CRON_RUNS],
  cron_absent: [SCHEDULE, RUN],
  cron_unscheduled: [SCHEDULE],
  // By name: a project's own cleanup that stepped aside is switched off too, and has to stay so.
  cron_inactive: [
    "select cron.alter_job(jobid, active => true)\nfrom cron.job where jobname = 'cleanup-stale-ai-jobs' and username = current_user;",
    SCHEDULE,
  ],
  cron_doubled: [
    `select cron.unschedule(jobid)\nfrom cron.job where ${MINE}\nand jobname is distinct from 'cleanup-stale-ai-jobs';`,
    `select distinct ran_as from estorno.cleanup_runs\nwhere started_by = 'cron' and started_at > now() - interval '15 minutes';`,
  ],
} satisfies Record<CleanerProblem, string[]>
