import { inFunction, type Mutant, statement } from './mutant.ts'
import { pgTap, vitest } from './watcher.ts'

const settle = pgTap('settle_ai_jobs_test.sql')
const locks = vitest('tests/locks/locks.test.ts')
const races = vitest('tests/races/races.test.ts', { ESTORNO_RACE_TRIALS: '40', ESTORNO_RACE_SEED: '1' })

const withoutClaimGuard = inFunction(
  'estorno.claim_body',
  ' and t.status is not distinct from due.status and (t.status <> all (%L)) is not false',
  '',
)
const withoutJobLocks = inFunction('estorno.claim_body', 'order by j.id for update skip locked', 'order by j.id')
const withoutKey = statement('alter table estorno.settlements drop constraint settlements_pkey')
const withoutLockTimeout = statement(
  'alter function estorno.settle_ai_jobs(estorno.job_tables, uuid[], text, text, uuid, text, uuid) reset lock_timeout',
)

/** Who may end a job, and that only one does: guard, locks, key. */
export const doorMutants: Mutant[] = [
  {
    name: 'the guard of the claim (only unfinished jobs)',
    changes: [
      inFunction(
        'estorno.claimable_sql',
        `when 'cancel' then format('j.status = any (%L)', tool.waiting_statuses || tool.running_statuses)`,
        `when 'cancel' then 'true'`,
      ),
      withoutClaimGuard,
    ],
    noticedBy: [settle],
  },
  {
    name: 'the limit in the claim (past_limit)',
    changes: [inFunction('estorno.claimable_sql', ` and j.past_limit'`, `'`)],
    noticedBy: [settle],
  },
  {
    name: "the look at what a host's trigger left of the end",
    changes: [inFunction('estorno.settle_ai_jobs', 'coalesce(cardinality(claims), 0) < due_count', 'false')],
    noticedBy: [pgTap('kept_status_test.sql')],
  },
  {
    name: 'the locks and the guard of the claim (read, decide, write)',
    changes: [withoutJobLocks, withoutClaimGuard],
    noticedBy: [locks],
  },
  {
    name: 'the locks, the guard and the key (against the seeded races)',
    changes: [withoutJobLocks, withoutClaimGuard, withoutKey],
    noticedBy: [races],
  },
  {
    name: 'the locks on the jobs, the guard alone',
    changes: [withoutJobLocks],
    noticedBy: [locks],
  },
  {
    name: 'the lock on the credits',
    changes: [inFunction('estorno.claim_body', 'order by c.user_id for update skip locked', 'order by c.user_id')],
    noticedBy: [locks],
  },
  {
    name: 'the lock on the customers',
    changes: [inFunction('estorno.claim_body', 'order by u.id for key share skip locked', 'order by u.id')],
    noticedBy: [locks],
  },
  {
    name: 'skip locked: the run waits for whoever holds a row',
    changes: [inFunction('estorno.claim_body', ' skip locked', '', 3)],
    noticedBy: [locks],
  },
  {
    name: 'the order of the locks: jobs first, and waiting',
    changes: [
      inFunction(
        'estorno.claim_body',
        'array(select distinct j.%2$I from public.%1$I j where j.id = any (job_ids))',
        'array(select j.%2$I from public.%1$I j where j.id = any (job_ids) for update)',
      ),
      inFunction('estorno.claim_body', 'order by c.user_id for update skip locked', 'order by c.user_id for update'),
      withoutLockTimeout,
    ],
    noticedBy: [locks],
  },
  {
    name: 'the lock timeout of the door',
    changes: [withoutLockTimeout],
    noticedBy: [locks],
  },
  { name: 'the key of the settlements', changes: [withoutKey], noticedBy: [settle] },
  {
    name: 'the trigger that keeps settlements as they are',
    changes: [statement('drop trigger settlements_are_append_only on estorno.settlements')],
    noticedBy: [settle],
  },
  {
    name: 'the trigger that keeps finished jobs finished',
    changes: [statement('drop trigger zz_estorno_keep_job_over on public.upscaler_jobs')],
    noticedBy: [pgTap('keep_job_over_test.sql')],
  },
  {
    name: 'the key of the late results',
    changes: [statement('drop index estorno.late_results_once')],
    noticedBy: [pgTap('keep_job_over_test.sql')],
  },
  {
    name: 'the trigger against emptying the settlements',
    changes: [
      statement(`drop trigger settlements_are_append_only on estorno.settlements;
        create trigger settlements_are_append_only before update or delete on estorno.settlements
          for each statement execute function estorno.refuse_change()`),
    ],
    noticedBy: [settle],
  },
  {
    name: 'the late result kept beside a settled job',
    changes: [inFunction('estorno.keep_job_over', `if (brought -> 'status'`, `if false and (brought -> 'status'`)],
    noticedBy: [pgTap('keep_job_over_test.sql')],
  },
]
