import { inFunction, inScheduledCommand, type Mutant } from './mutant.ts'
import { pgTap, vitest } from './watcher.ts'

const cleanup = pgTap('cleanup_all_stale_ai_jobs_test.sql')
const stale = pgTap('cleanup_stale_jobs_test.sql')
const kept = pgTap('keep_functions_test.sql')
const locks = vitest('tests/locks/locks.test.ts')

const withOneCounter = (column: string) =>
  inFunction('estorno.run_cleanup', `:= places[i].${column} +`, `:= places[greatest(i - 1, 1)].${column} +`)

/** Which jobs are stale, that one of them never costs another its turn, and that nothing is forgotten. */
export const clockMutants: Mutant[] = [
  {
    name: 'the second clock (started_at)',
    changes: [inFunction('estorno.jobs_sql', 'coalesce(%2$s, j.created_at)', 'j.created_at', 2)],
    noticedBy: [cleanup],
  },
  {
    name: 'a count for each table',
    changes: [withOneCounter('cancelled_count'), withOneCounter('refunded_credits')],
    noticedBy: [cleanup],
  },
  {
    name: 'fewer jobs after a batch was refused',
    changes: [inFunction('estorno.after_batch', 'greatest(jobs / 4, 1)', 'jobs')],
    noticedBy: [cleanup],
  },
  {
    name: 'the savepoint around a batch',
    changes: [
      inFunction(
        'estorno.end_stale_jobs',
        'exception when others or assert_failure then',
        'exception when division_by_zero then',
      ),
    ],
    noticedBy: [cleanup],
  },
  {
    name: 'the savepoint around a table',
    changes: [
      inFunction(
        'estorno.run_cleanup',
        'exception when others or assert_failure then',
        'exception when division_by_zero then',
      ),
    ],
    noticedBy: [stale],
  },
  {
    name: 'the commit of each batch',
    changes: [inScheduledCommand('    commit;\n    exit', '    exit')],
    noticedBy: [vitest('tests/database/scheduled-command.test.ts')],
  },
  {
    name: 'the note on the attention list of a job that cannot be ended',
    changes: [
      inFunction(
        'estorno.end_stale_jobs',
        'perform estorno.note_attention(tool.table_name, job_ids, run_id,',
        `perform estorno.note_attention(tool.table_name, '{}', run_id,`,
      ),
    ],
    noticedBy: [cleanup],
  },
  {
    name: 'the note on the attention list of a job that is locked',
    changes: [
      inFunction(
        'estorno.end_stale_jobs',
        'estorno.note_attention(tool.table_name, busy, run_id,',
        `estorno.note_attention(tool.table_name, '{}', run_id,`,
      ),
    ],
    noticedBy: [locks],
  },
  {
    name: 'the way off the attention list',
    changes: [
      inFunction(
        'estorno.settle_ai_jobs',
        'where (a.table_name, a.job_id) in (',
        'where false and (a.table_name, a.job_id) in (',
      ),
    ],
    noticedBy: [cleanup],
  },
  {
    name: 'fresh jobs before those that failed',
    changes: [inFunction('estorno.stale_body', ' and exists (%s) is false', '')],
    noticedBy: [stale],
  },
  {
    name: 'one try a run for what keeps failing',
    changes: [
      inFunction('estorno.stale_jobs', ' and a.last_run_id < place.run_id', ''),
      inFunction('estorno.stale_body', 'a.last_run_id < place.run_id', 'true'),
    ],
    noticedBy: [cleanup],
  },
  {
    name: 'jobs from before the installation left to a human',
    changes: [inFunction('estorno.stale_sql', `a.reason = 'predates_installation'`, 'false')],
    noticedBy: [pgTap('register_job_table_test.sql')],
  },
  {
    name: 'a run that steps aside where another one tidies up',
    changes: [inFunction('estorno.begin_cleanup_run', ' skip locked', '', 2)],
    noticedBy: [locks],
  },
  {
    name: 'the oldest first',
    changes: [
      inFunction('estorno.stale_body', 'order by at fetch first', 'order by at desc fetch first'),
      inFunction('estorno.stale_body', 'order by at, id limit', 'order by at desc, id limit'),
    ],
    noticedBy: [stale],
  },
  {
    name: 'old runs leaving the log',
    changes: [inFunction('estorno.begin_cleanup_run', `interval '30 days'`, `interval '30 years'`)],
    noticedBy: [stale],
  },
  {
    name: 'jobs that are over leaving the attention list',
    changes: [
      inFunction(
        'estorno.begin_cleanup_run',
        'exists (select from estorno.attention a where a.table_name = t.table_name)',
        'false',
      ),
    ],
    noticedBy: [stale],
  },
  {
    name: 'the registration in the name of a kept function',
    changes: [inFunction('estorno.kept_prefix', 'tool::text', 'tool.table_name')],
    noticedBy: [kept],
  },
  {
    name: 'the columns in the name of a kept function',
    changes: [inFunction('estorno.kept_prefix', 'a.attnum > 0', 'a.attnum = 1')],
    noticedBy: [kept],
  },
  {
    name: 'the kept functions that each run brings up to date',
    changes: [inFunction('estorno.begin_cleanup_run', 'perform estorno.keep_functions();', '')],
    noticedBy: [kept],
  },
  {
    name: "a claim of the session's own while somebody else makes it",
    changes: [
      inFunction(
        'estorno.kept_function',
        'not pg_try_advisory_xact_lock(hashtext(name))',
        'pg_advisory_xact_lock(hashtext(name)) is null',
      ),
    ],
    noticedBy: [locks],
  },
  {
    name: 'the lock that keeps a claim while a door may be calling it',
    changes: [
      inFunction('estorno.keep_functions', 'if pg_try_advisory_xact_lock(', 'if true or pg_try_advisory_xact_lock('),
    ],
    noticedBy: [locks],
  },
]
