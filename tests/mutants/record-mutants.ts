import { inFunction, type Mutant, statement } from './mutant.ts'
import { pgTap, vitest } from './watcher.ts'

const requestId = pgTap('request_id_test.sql')
const seals = pgTap('seals_test.sql')
const list = pgTap('admin_list_records_test.sql')
const checks = vitest('tests/checks/catalogue.test.ts')
const writers = vitest('tests/records/seals.test.ts')

/** That what was recorded cannot be changed unnoticed, and that no honest line looks slipped in. */
export const recordMutants: Mutant[] = [
  {
    name: 'the mark on credits that went back to an admin',
    changes: [inFunction('estorno.known_admins', `public.has_role(person, 'admin') is true`, 'false')],
    noticedBy: [list],
  },
  {
    name: 'the mark on credits that went back to who has acted as an admin',
    changes: [
      inFunction(
        'estorno.acting_admins',
        'union select c.actor_id from estorno.changes c where c.actor_id is not null',
        '',
      ),
    ],
    noticedBy: [list],
  },
  {
    name: 'the id of the request that ended a job',
    changes: [inFunction('estorno.claim_body', '(select estorno.request_id())', 'null')],
    noticedBy: [requestId],
  },
  {
    name: 'a refund in spite of headers that nobody can read',
    changes: [inFunction('estorno.request_id', 'exception when others', 'exception when division_by_zero')],
    noticedBy: [requestId],
  },
  {
    name: 'the look at who is still writing to a record before it is sealed',
    changes: [inFunction('estorno.is_being_written', `l.mode = 'RowExclusiveLock'`, 'false')],
    noticedBy: [writers],
  },
  {
    name: 'no seal by a run that does not see what is committed meanwhile',
    changes: [inFunction('estorno.seal_records', `<> 'read committed'`, 'is null')],
    noticedBy: [writers],
  },
  {
    name: 'a run that goes on when it cannot seal',
    changes: [inFunction('estorno.seal_records', 'exception when others then', 'exception when division_by_zero then')],
    noticedBy: [writers],
  },
  {
    name: 'one way to read a line in every session',
    changes: [statement('alter function estorno.verify_records reset intervalstyle')],
    noticedBy: [seals],
  },
  {
    name: 'the look for a seal that is gone',
    changes: [inFunction('estorno.verify_records', '<> coalesce(c.number_before + 1, 0)', 'is null')],
    noticedBy: [seals],
  },
  {
    name: 'the look at the seal before a piece',
    changes: [
      inFunction(
        'estorno.verify_records',
        'where s.number < (n.seal).number',
        'where s.number < (n.seal).number and s.number > coalesce(after_seal, -1)',
      ),
    ],
    noticedBy: [seals],
  },
  {
    name: 'the look for the head that was kept',
    changes: [inFunction('estorno.verify_records', 'where kept_head is not null', 'where false')],
    noticedBy: [seals],
  },
  ...['tool_changes', 'cap_raises', 'cap_raise_confirmations'].map(
    (record): Mutant => ({
      name: `the trigger that keeps ${record} as they are`,
      changes: [statement(`drop trigger ${record}_are_append_only on estorno.${record}`)],
      noticedBy: [checks],
    }),
  ),
  {
    name: 'the trigger that keeps seals as they are',
    changes: [statement('drop trigger seals_are_append_only on estorno.seals')],
    noticedBy: [seals],
  },
]
