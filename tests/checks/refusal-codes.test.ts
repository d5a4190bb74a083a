import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REFUSAL_CODES } from '@/components/admin/ai-jobs/panel/refusal-code'
import { migrations } from '../support/migrate.ts'

const sql = migrations()
  .filter(({ baseline }) => !baseline)
  .map(({ path }) => readFileSync(path, 'utf8'))
const all = sql.join('\n')

// What a migration, or a call of the owner's, tells a developer; and what the door tells itself.
const FOR_DEVELOPERS = [
  "E'public.% cannot be registered",
  "'%.% is append-only'",
  "'%.% is %', tg_table_schema",
  "'The project has ",
  "'public.cleanup_all_stale_ai_jobs(%) was replaced",
  "'A job table stayed locked",
  "using errcode = 'PT500', message = ",
]

const raised = [...all.matchAll(/raise exception\s+(.*?);$/gms)].map(([, statement = '']) => statement)
const codesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, code]) => String(code))

/** The words of the list above the admin functions. */
function listed(): string[] {
  const list = /^-- Whatever refuses an admin.*?^\n/ms.exec(all)?.[0] ?? ''
  return codesIn(list.replace(/\(.*?\)|PT\d+|P0001|problem_code|\{.*?\}/gs, ''), /\b([a-z]+(?:_[a-z]+)+)\b/g)
}

test('whatever an admin is refused with has a word for a program', () => {
  const wordless = raised.filter((statement) => !/hint = '[a-z_]+'/.test(statement))
  expect(raised.length).toBeGreaterThan(30)
  expect(wordless.filter((statement) => !FOR_DEVELOPERS.some((text) => statement.startsWith(text)))).toEqual([])
})

test('the words that are used are those of the list', () => {
  const used = [...codesIn(all, /hint = '([a-z_]+)'/g), 'table_unusable', 'not_ended']
  expect([...new Set(listed())].sort()).toEqual([...new Set(used)].sort())
})

test('the panel has its own words for each of them', () => {
  expect([...REFUSAL_CODES].sort()).toEqual([...new Set(listed())].sort())
})
