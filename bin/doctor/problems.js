/** @typedef {{ code: string, what: string, mend: string }} Problem */

const RUNS =
  'select * from estorno.cleanup_runs r left join estorno.cleanup_run_tables t on t.run_id = r.id order by r.id desc limit 20;'
const UNUSABLE =
  'select t.table_name, m from estorno.job_tables t, estorno.missing_for_registration(t) m where t.table_name not in (select u.table_name from estorno.usable_job_tables() u);'
const FAILING =
  "select * from estorno.attention where reason in ('refund_failed', 'not_ended') order by first_tried_at desc;"
const WRITERS =
  "select l.pid, l.relation::regclass, a.xact_start, a.state from pg_locks l left join pg_stat_activity a on a.pid = l.pid where l.relation in ('estorno.settlements'::regclass, 'estorno.tool_changes'::regclass) and l.mode = 'RowExclusiveLock';"
const CRON_RUNS = 'select * from cron.job_run_details order by runid desc limit 20;'
const SEAL = `${WRITERS} select estorno.seal_records('1 minute');`
const SCHEDULE = 'Apply the migration *_schedule_cleanup.sql again (it may run twice).'

// pg_cron lets a role change its own jobs only.
const OF_THE_CLEANUP = `command ilike '%cleanup_all_stale_ai_jobs%'`
const MINE = `${OF_THE_CLEANUP} and username = current_user`

/** @type {Record<string, Omit<Problem, 'code'>>} */
const problems = {
  late: {
    what: 'One run was missed: stuck jobs wait longer for their end and their credits.',
    mend: `Wait for the next run. If it is missed too, see why: ${RUNS}`,
  },
  down: {
    what: 'Two runs or more were missed: nothing ends stuck jobs and gives their credits back.',
    mend: `Run it by hand: select * from public.cleanup_all_stale_ai_jobs(); Then see why it stopped: ${RUNS}`,
  },
  run_failed: {
    what: 'The last run was killed, or could not work on one of the job tables.',
    mend: `Read the column "error" of the last runs and mend its cause; the next run catches up: ${RUNS}`,
  },
  table_unusable: {
    what: 'A registered job table is gone, or lacks a column, or has one of another type: its stuck jobs stay stuck.',
    mend: `Mend what is missing, or take the table out with estorno.unregister_job_table(): ${UNUSABLE}`,
  },
  refunds_failing: {
    what: 'Three jobs of a tool or more could not be ended, and none of its refunds has succeeded since: stuck jobs stay stuck and keep their credits.',
    mend: `Read "detail" and mend its cause; the next run ends them. What can never be refunded is closed in the panel: ${FAILING}`,
  },
  attention_unreadable: {
    what: 'The list of the jobs that need a human cannot be read.',
    mend: 'Read the error and mend its cause: select * from estorno.list_attention(null);',
  },
  records_unsealed: {
    what: 'For half an hour no run could seal what was recorded: whoever changes it now is not found out.',
    mend: `End the transaction that has written to the record and stays open, or seal by hand and read the warning: ${SEAL}`,
  },
  cron_run_failed: {
    what: 'pg_cron says that its last run of the cleanup failed.',
    mend: `Read "return_message" and mend its cause: ${CRON_RUNS}`,
  },
  cron_absent: {
    what: 'pg_cron is not in this database, and nothing else runs the cleanup in time.',
    mend: `Enable it: create extension pg_cron with schema pg_catalog; ${SCHEDULE} Where it cannot be had, let any scheduler call this every 5 minutes with the service role: select * from public.cleanup_all_stale_ai_jobs();`,
  },
  cron_unscheduled: {
    what: 'pg_cron is there, but the cleanup is not scheduled by the role that owns estorno.',
    mend: SCHEDULE,
  },
  cron_inactive: {
    what: 'The cleanup is scheduled, but switched off.',
    mend: `Switch it on: select cron.alter_job(jobid, active => true) from cron.job where jobname = 'cleanup-stale-ai-jobs' and username = current_user;`,
  },
  cron_doubled: {
    what: "The cleanup is scheduled more than once. No credit goes back twice, but the runs get in each other's way.",
    mend: `As the owner of estorno, keep the one named cleanup-stale-ai-jobs: select cron.unschedule(jobid) from cron.job where ${MINE} and jobname is distinct from 'cleanup-stale-ai-jobs' and active and jobid not in (select jobid from estorno.cron_jobs_set_aside); Another role unschedules its own; which there are: select jobname, username from cron.job where ${OF_THE_CLEANUP}; and, hidden ones too: select distinct ran_as from estorno.cleanup_runs where started_by = 'cron' and started_at > now() - interval '15 minutes';`,
  },
}

export const problemCodes = Object.keys(problems)

/**
 * @param {string} code
 * @returns {Problem}
 */
export function describeProblem(code) {
  const known = Object.hasOwn(problems, code) ? problems[code] : undefined
  return {
    code,
    ...(known ?? {
      what: 'The database reports a problem that this version of the command does not know.',
      mend: 'Use the version of estorno whose migrations were applied.',
    }),
  }
}
