import { expect, test } from 'vitest'
import { readDurations } from './server-log.ts'

test('a statement counts once, with the time of all its steps, among those of its kind', () => {
  const log = [
    '2026-01-01 00:00:00 UTC [1] LOG:  duration: 0.250 ms  parse <unnamed>: select * from "auth"."users" where "id" = $1',
    '2026-01-01 00:00:00 UTC [1] LOG:  duration: 0.500 ms  bind <unnamed>: select * from "auth"."users" where "id" = $1',
    "2026-01-01 00:00:00 UTC [1] DETAIL:  parameters: $1 = 'a'",
    '2026-01-01 00:00:00 UTC [1] LOG:  duration: 1.000 ms  execute <unnamed>: select * from "auth"."users" where "id" = $1',
    '2026-01-01 00:00:00 UTC [1] LOG:  duration: 0.125 ms  statement: begin',
    "2026-01-01 00:00:00 UTC [1] LOG:  duration: 0.125 ms  statement: SELECT set_config('response.status', '', true)",
    '2026-01-01 00:00:00 UTC [1] LOG:  duration: 3.500 ms  execute <unnamed>: select * from public.admin_cancel_ai_job(',
    '\tjob_table := $1)',
    '2026-01-01 00:00:00 UTC [1] LOG:  duration: 0.375 ms  statement: commit',
  ].join('\n')
  expect(Object.fromEntries(readDurations(log))).toEqual({
    'who asks': { statements: 1, ms: 1.75 },
    'begin and commit': { statements: 2, ms: 0.5 },
    'settings of the request': { statements: 1, ms: 0.125 },
    'the call itself': { statements: 1, ms: 3.5 },
  })
})
