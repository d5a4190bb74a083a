import { inFunction, type Mutant, statement } from './mutant.ts'
import { pgTap, vitest } from './watcher.ts'

const cancel = pgTap('admin_cancel_ai_job_test.sql')
const permissions = pgTap('permissions_test.sql')
const locks = vitest('tests/locks/locks.test.ts')

/** Who may call, and what they are told. */
export const accessMutants: Mutant[] = [
  {
    name: 'the look at user_roles in require_admin()',
    changes: [inFunction('estorno.require_admin', ` or public.has_role(caller, 'admin') is not true`, '')],
    noticedBy: [cancel],
  },
  {
    name: 'require_admin() in one of the functions',
    changes: [inFunction('estorno.admin_repair_ai_job', 'estorno.require_admin()', 'auth.uid()')],
    noticedBy: [pgTap('attention_test.sql')],
  },
  {
    name: 'the revoke on the cleanup',
    changes: [statement('grant execute on function public.cleanup_all_stale_ai_jobs() to anon')],
    noticedBy: [permissions],
  },
  {
    name: 'the revoke on the door',
    changes: [
      statement(
        'grant execute on function estorno.settle_ai_jobs(estorno.job_tables, uuid[], text, text, uuid, text, uuid) to authenticated',
      ),
    ],
    noticedBy: [permissions],
  },
  {
    name: 'the revoke on the settlements',
    changes: [statement('grant select on estorno.settlements to authenticated')],
    noticedBy: [permissions],
  },
  {
    name: 'the replay of an earlier cancel',
    changes: [
      inFunction('estorno.admin_cancel_ai_job', `if settled.ending = 'cancel' then`, 'if answer.settled_now then'),
    ],
    noticedBy: [cancel],
  },
  {
    name: "a cancel's second try when the door gives up",
    changes: [
      inFunction(
        'estorno.settle_for_admin',
        'exception when lock_not_available or deadlock_detected then',
        'exception when division_by_zero then',
      ),
    ],
    noticedBy: [locks],
  },
  {
    name: "a cancel's look at whether the job was only locked",
    changes: [inFunction('estorno.settle_for_admin', 'raise lock_not_available;', 'exit;')],
    noticedBy: [locks],
  },
]
