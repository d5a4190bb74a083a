import { inFunction, type Mutant, statement } from './mutant.ts'
import { pgTap, vitest } from './watcher.ts'

const limits = pgTap('act_limits_test.sql')
const cap = pgTap('credit_cap_test.sql')
const races = vitest('tests/races/act-limits.test.ts')

/** What an admin may do in a minute, and give back on a day. */
export const limitMutants: Mutant[] = [
  {
    name: 'the numbered places of acts on their way',
    changes: [
      inFunction(
        'estorno.is_far_from_limit',
        'pg_try_advisory_xact_lock(hashtextextended(admin::text, place))',
        'true',
      ),
    ],
    noticedBy: [races],
  },
  {
    name: 'the way that a far act makes for one that counts',
    changes: [
      inFunction(
        'estorno.is_far_from_limit',
        'pg_try_advisory_xact_lock_shared(hashtextextended(admin::text, 0))',
        'true',
      ),
    ],
    noticedBy: [races],
  },
  {
    name: 'the wait for the other acts of an admin',
    changes: [
      inFunction('estorno.is_alone', 'perform pg_advisory_xact_lock(hashtextextended(admin::text, 0));', 'null;'),
    ],
    noticedBy: [races],
  },
  {
    name: 'the limit on single acts',
    changes: [inFunction('estorno.settle_for_admin', 'settled_now := seconds_to_wait is null and ', 'settled_now := ')],
    noticedBy: [limits],
  },
  {
    name: 'the limit on a cancel of many',
    changes: [inFunction('estorno.admin_cancel_ai_jobs', 'perform estorno.admit_act(admin, act);', '')],
    noticedBy: [limits],
  },
  ...['estorno.admin_run_cleanup', 'estorno.admin_change_tool', 'estorno.admin_map_status'].map(
    (name): Mutant => ({
      name: `the limit in ${name}()`,
      changes: [inFunction(name, 'estorno.admit_act(estorno.require_admin())', 'estorno.require_admin()')],
      noticedBy: [limits],
    }),
  ),
  {
    name: 'one act for all that a run by hand ends',
    changes: [inFunction('estorno.run_cleanup', 'case when admin is not null then gen_random_uuid() end', 'null')],
    noticedBy: [limits],
  },
  {
    name: 'the end of an act that goes on without end',
    changes: [inFunction('estorno.seconds_over_limit', 'then count(*) / 10000', 'then 0')],
    noticedBy: [limits],
  },
  {
    name: 'the acts going one by one where there is a cap',
    changes: [inFunction('estorno.seconds_to_wait', 'if settings.daily_credit_cap is null and (', 'if (')],
    noticedBy: [races],
  },
  {
    name: 'the cap on single acts',
    changes: [inFunction('estorno.settle_for_admin', 'perform estorno.require_within_cap(', 'perform (')],
    noticedBy: [cap],
  },
  {
    name: 'the cap on a cancel of many',
    changes: [inFunction('estorno.cancel_free_jobs', 'perform estorno.require_within_cap(', 'perform (')],
    noticedBy: [cap],
  },
  {
    name: 'the other admin',
    changes: [
      inFunction('estorno.admin_confirm_cap_raise', 'elsif request.admin_id = admin then', 'elsif false then'),
      statement('alter table estorno.cap_raise_confirmations drop constraint cap_raise_confirmations_check'),
    ],
    noticedBy: [cap],
  },
  {
    name: 'the day of a raise',
    changes: [inFunction('estorno.credits_of_today', 'and r.day = estorno.today()', '')],
    noticedBy: [cap],
  },
]
