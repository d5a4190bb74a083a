import { inFunction, type Mutant, statement } from './mutant.ts'
import { vitest } from './watcher.ts'

const checks = vitest('tests/checks/catalogue.test.ts')
const attacks = vitest('tests/attacks/database.test.ts')

/** What is open by oversight: no advisor of Supabase's sees it. */
export const grantMutants: Mutant[] = [
  {
    name: 'the revoke on a money function, which was made again',
    changes: [
      statement(`
        do $$
        declare
          definition text := pg_get_functiondef('public.refund_upscaler_credits(uuid,integer,text)'::regprocedure);
        begin
          drop function public.refund_upscaler_credits(uuid, integer, text);
          execute definition;
        end
        $$`),
    ],
    noticedBy: [checks],
  },
  {
    name: 'the condition of a policy',
    changes: [statement('alter policy "own rows" on public.upscaler_credits using (true)')],
    noticedBy: [checks],
  },
  {
    name: 'the search path of the question who is an admin',
    changes: [statement('alter function estorno.require_admin() reset all')],
    noticedBy: [checks],
  },
  {
    name: 'the question who is calling, in a function that reads',
    changes: [inFunction('estorno.admin_list_late_results', 'perform estorno.require_admin();', '')],
    noticedBy: [checks],
  },
  {
    name: 'the refusal of one column',
    changes: [statement('grant update (user_credit_cost) on public.upscaler_jobs to authenticated')],
    noticedBy: [attacks],
  },
  {
    name: 'the row level security of the ledger',
    changes: [statement('alter table public.upscaler_credit_transactions disable row level security')],
    noticedBy: [attacks],
  },
  {
    name: 'the word on who may call a new function',
    changes: [
      statement(`
        create function public.admin_export() returns bigint language sql security invoker set search_path = pg_catalog, pg_temp as 'select 1::bigint';
        revoke all on function public.admin_export() from public, anon, authenticated, service_role`),
    ],
    noticedBy: [attacks],
  },
]
