import { inFunction, type Mutant } from './mutant.ts'
import { pgTap, vitest } from './watcher.ts'

const many = pgTap('admin_cancel_ai_jobs_test.sql')
const retry = pgTap('admin_retry_ai_job_test.sql')
const run = pgTap('run_cleanup_test.sql')
const locks = vitest('tests/locks/cancel-many.test.ts')

/** What an admin does to more than one job at once, or in the clock's place. */
export const bulkMutants: Mutant[] = [
  {
    name: 'require_admin() before a cancel of many',
    changes: [inFunction('estorno.admin_cancel_ai_jobs', 'estorno.require_admin()', 'auth.uid()')],
    noticedBy: [many],
  },
  {
    name: 'a hundred jobs a call at most',
    changes: [inFunction('estorno.jobs_asked_for', 'between 1 and 100', '> 0')],
    noticedBy: [many],
  },
  {
    name: 'the refusal of keys that nobody knows',
    changes: [inFunction('estorno.jobs_asked_for', `job - '{table,id}'::text[] = '{}'`, 'true')],
    noticedBy: [many],
  },
  {
    name: 'the look at every table before the first end',
    changes: [inFunction('estorno.admin_cancel_ai_jobs', 'perform estorno.job_table(asked.table_name)', 'perform')],
    noticedBy: [many],
  },
  {
    name: 'the look at the reason before the first end',
    changes: [inFunction('estorno.admin_cancel_ai_jobs', 'perform estorno.check_reason(reason);', '')],
    noticedBy: [many],
  },
  {
    name: 'a job that is named twice handled once',
    changes: [inFunction('estorno.admin_cancel_ai_jobs', 'and not asked.again', '')],
    noticedBy: [many],
  },
  {
    name: 'the savepoint around a cancel of many',
    changes: [
      inFunction('estorno.cancel_free_jobs', 'when others or assert_failure then', 'when division_by_zero then'),
    ],
    noticedBy: [many],
  },
  {
    name: 'the fall-back by halves of a cancel of many',
    changes: [inFunction('estorno.cancel_free_jobs', 'if half = 0 then', 'if true then')],
    noticedBy: [many],
  },
  {
    name: 'the note on the attention list of a job that a cancel of many could not end',
    changes: [
      inFunction(
        'estorno.cancel_free_jobs',
        'estorno.note_attention(tool.table_name, job_ids, 0,',
        `estorno.note_attention(tool.table_name, '{}', 0,`,
      ),
    ],
    noticedBy: [many],
  },
  {
    name: 'jobs from before the installation staying what they are when a cancel fails',
    changes: [
      inFunction(
        'estorno.note_attention',
        `case a.reason when 'predates_installation' then a.reason else note_attention.reason end`,
        'note_attention.reason',
      ),
    ],
    noticedBy: [many],
  },
  {
    name: "a cancel of many's look at whether the table can be worked on",
    changes: [inFunction('estorno.try_to_cancel', 'if not exists', 'if false and not exists')],
    noticedBy: [many],
  },
  {
    name: 'one act for all jobs of a call',
    changes: [inFunction('estorno.admin_cancel_ai_jobs', 'coalesce(act_id, gen_random_uuid())', 'act_id')],
    noticedBy: [many],
  },
  {
    name: 'the locks that a try gives up on what it leaves out',
    changes: [
      inFunction(
        'estorno.cancel_free_jobs',
        'raise lock_not_available;',
        'return query select id, null::text, null::text from unnest(ended) id; return;',
      ),
    ],
    noticedBy: [locks],
  },
  {
    name: 'half a second of patience once a call holds something',
    changes: [inFunction('estorno.admin_cancel_ai_jobs', `interval '500 milliseconds'`, `interval '5 seconds'`)],
    noticedBy: [locks],
  },
  {
    name: "a cancel of many's second try",
    changes: [
      inFunction('estorno.admin_cancel_ai_jobs', 'exit when clock_timestamp()', 'exit when true or clock_timestamp()'),
    ],
    noticedBy: [locks],
  },
  {
    name: "a cancel of many's way around a table that is held as a whole",
    changes: [
      inFunction('estorno.try_to_cancel', 'exception when lock_not_available', 'exception when division_by_zero'),
    ],
    noticedBy: [locks],
  },
  {
    name: 'the limit in a retry',
    changes: [inFunction('estorno.admin_retry_ai_job', `'timeout'`, `'cancel'`)],
    noticedBy: [retry],
  },
  {
    name: 'require_admin() before a retry',
    changes: [inFunction('estorno.admin_retry_ai_job', 'estorno.require_admin()', 'auth.uid()')],
    noticedBy: [retry],
  },
  {
    name: 'require_admin() before a run by hand',
    changes: [inFunction('estorno.admin_run_cleanup', 'estorno.require_admin()', 'auth.uid()')],
    noticedBy: [run],
  },
  {
    name: 'a run by hand that is no batch of the schedule',
    changes: [inFunction('estorno.run_cleanup', 'case when admin is null then nullif(', 'case when true then nullif(')],
    noticedBy: [run],
  },
  {
    name: 'the bound of a run by hand',
    changes: [inFunction('estorno.run_cleanup', `when 'admin' then 1000`, `when 'admin' then 10000`)],
    noticedBy: [run],
  },
  {
    name: 'one failure a run for a table that cannot be worked on',
    changes: [inFunction('estorno.run_cleanup', ' or places[i].error is not null', '')],
    noticedBy: [pgTap('cleanup_stale_jobs_test.sql')],
  },
  {
    name: 'only unfinished jobs in what a cancel of a filter would end',
    changes: [inFunction('estorno.cancellable_jobs_sql', `estorno.claimable_sql(t, 'cancel')`, `'true'`)],
    noticedBy: [pgTap('admin_list_cancellable_ai_jobs_test.sql')],
  },
]
