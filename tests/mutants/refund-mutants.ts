import { inFunction, type Mutant, statement } from './mutant.ts'
import { pgTap } from './watcher.ts'

const settle = pgTap('settle_ai_jobs_test.sql')
const service = pgTap('become_service_test.sql')
const atOnce = pgTap('refunds_at_once_test.sql')
const searchPath = pgTap('host_search_path_test.sql')

const withoutSearchPath = (name: string) =>
  inFunction(name, `perform set_config('search_path', 'public, extensions, pg_temp', true);`, '')

// A door that does not know the changed functions would leave them alone.
const withFingerprint = statement(`do $$ begin
  execute regexp_replace(pg_get_functiondef('estorno.refunds_can_be_paid_at_once'::regproc), '[0-9a-f]{32}', estorno.refund_functions_fingerprint());
end $$`)

/** That what goes back is what was taken, and that it did go back. */
export const refundMutants: Mutant[] = [
  {
    name: 'the check of the answer success = false',
    changes: [
      inFunction('estorno.pay_refunds', 'if answer.success is not true then', 'if answer.success is null then'),
    ],
    noticedBy: [settle],
  },
  {
    name: 'the check that an answer came at all',
    changes: [inFunction('estorno.pay_refunds', 'if answer.success is not true then', 'if not answer.success then')],
    noticedBy: [settle],
  },
  {
    name: 'the check that the balance moved',
    changes: [
      inFunction(
        'estorno.problem_of_refunds',
        'and c.balance is distinct from',
        'and false and c.balance is distinct from',
      ),
    ],
    noticedBy: [settle],
  },
  {
    name: 'the check that the ledger shows the refund',
    changes: [inFunction('estorno.problem_of_refunds', 'having count(shown.due) > 0', 'having false')],
    noticedBy: [settle],
  },
  {
    name: 'the look at the balance between the claim and the refunds',
    changes: [
      inFunction(
        'estorno.settle_ai_jobs',
        'perform estorno.require_balances(tool, claims);\n    claims :=',
        'claims :=',
      ),
    ],
    noticedBy: [settle],
  },
  {
    name: 'the look at the balance after what waits for the commit',
    changes: [
      inFunction(
        'estorno.settle_ai_jobs',
        'set constraints all immediate;\n    perform estorno.require_balances(tool, claims);',
        'set constraints all immediate;',
      ),
    ],
    noticedBy: [settle],
  },
  {
    name: 'the proof of charge in the ledger',
    changes: [inFunction('estorno.jobs_sql', 'coalesce((%11$s)[1], %12$s)', '%12$s')],
    noticedBy: [settle],
  },
  {
    name: 'the proof of charge in the job row (credits_charged)',
    changes: [
      inFunction(
        'estorno.jobs_sql',
        `taken := format('case when j.credits_charged then %s else 0 end', cost)`,
        `taken := format('case when true then %s else 0 end', cost)`,
      ),
    ],
    noticedBy: [settle],
  },
  {
    name: 'the look at credits_refunded',
    changes: [
      inFunction('estorno.jobs_sql', `returned := 'coalesce(j.credits_refunded, false)'`, `returned := 'false'`),
    ],
    noticedBy: [settle],
  },
  {
    name: 'the way back to the monthly bucket',
    changes: [
      inFunction(
        'estorno.pay_refunds',
        `'app.refund_to_monthly', claims[i].refunded_to_monthly::text`,
        `'app.refund_to_monthly', '0'`,
      ),
    ],
    noticedBy: [settle],
  },
  {
    name: 'the truth of "Créditos estornados."',
    changes: [inFunction('estorno.claim_body', 'case when due.refund > 0 then', 'case when true then')],
    noticedBy: [pgTap('cleanup_all_stale_ai_jobs_test.sql')],
  },
  {
    name: 'becoming the service for the refund function',
    changes: [
      inFunction(
        'estorno.become_service',
        `perform estorno.become_caller(array['{"role": "service_role"}', '', 'service_role', 'on']);`,
        '',
      ),
    ],
    noticedBy: [service],
  },
  {
    name: 'becoming the caller again afterwards',
    changes: [inFunction('estorno.settle_ai_jobs', 'perform estorno.become_caller(caller);', '')],
    noticedBy: [service],
  },
  {
    name: "the usual search path for a host's triggers",
    changes: [withoutSearchPath('estorno.settle_ai_jobs')],
    noticedBy: [searchPath],
  },
  {
    name: "the usual search path for a host's refund function",
    changes: [withoutSearchPath('estorno.pay_refunds')],
    noticedBy: [searchPath],
  },
  {
    name: 'the refunds that the ledger ties to the job already',
    changes: [
      inFunction(
        'estorno.ledger_sql',
        `(t.transaction_type = 'consumption' or t.amount > 0)`,
        `t.transaction_type = 'consumption'`,
      ),
    ],
    noticedBy: [settle],
  },
  {
    name: "a repair's look for a refund by hand",
    changes: [inFunction('estorno.repairable_sql', 'strpos(t.description, j.id::text) > 0', 'false')],
    noticedBy: [pgTap('reconciliation_test.sql')],
  },
  {
    name: 'telling a job from its namesake in another table',
    changes: [inFunction('estorno.repairable_sql', 'where s.job_id = j.id and s.user_id = j.user_id)', 'where false)')],
    noticedBy: [pgTap('reconciliation_same_id_test.sql')],
  },
  {
    name: 'closing without refund only from the attention list',
    changes: [inFunction('estorno.admin_close_ai_job', 'if settled.job_id is null and not', 'if false and not')],
    noticedBy: [pgTap('attention_test.sql')],
  },
  {
    name: 'the look at which refund functions are installed before a batch is paid at once',
    changes: [
      inFunction(
        'estorno.refunds_can_be_paid_at_once',
        "estorno.refund_functions_fingerprint() = '",
        "estorno.refund_functions_fingerprint() >= '0' or '' = '",
      ),
    ],
    noticedBy: [atOnce],
  },
  {
    name: 'how the refund functions run, in their fingerprint',
    changes: [inFunction('estorno.refund_functions_fingerprint', 'p.prosecdef, p.proconfig, ', ''), withFingerprint],
    noticedBy: [atOnce],
  },
  {
    name: 'whose refund function it is before a batch is paid at once',
    changes: [inFunction('estorno.refunds_can_be_paid_at_once', 'and pg_get_userbyid(p.proowner) = current_user', '')],
    noticedBy: [atOnce],
  },
  {
    name: 'the look for triggers on credits and ledger before a batch is paid at once',
    changes: [inFunction('estorno.refunds_can_be_paid_at_once', 'where not t.tgisinternal', 'where false')],
    noticedBy: [atOnce],
  },
  {
    name: 'the bounds of each refund of a batch that is paid at once',
    changes: [
      inFunction('public.refund_many_upscaler_credits', 'amount between 0 and 100000 and ', ''),
      withFingerprint,
    ],
    noticedBy: [atOnce],
  },
  {
    name: 'the balance after each refund of a batch that is paid at once',
    changes: [
      inFunction('public.refund_many_upscaler_credits', ' order by r.nth))::integer', '))::integer'),
      withFingerprint,
    ],
    noticedBy: [atOnce],
  },
  {
    name: 'the bucket of each refund of a batch that is paid at once',
    changes: [inFunction('public.refund_many_upscaler_credits', "when r.amount then 'monthly' ", ''), withFingerprint],
    noticedBy: [atOnce],
  },
  {
    name: 'the balance proven after a batch that was paid at once',
    changes: [
      inFunction('public.refund_many_upscaler_credits', 'balance = c.balance + r.amount', 'balance = c.balance'),
      inFunction(
        'public.refund_many_upscaler_credits',
        'c.lifetime_balance + r.amount - r.monthly',
        'c.lifetime_balance - r.monthly',
      ),
      withFingerprint,
    ],
    noticedBy: [atOnce],
  },
]
