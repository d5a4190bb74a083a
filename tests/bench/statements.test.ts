import { expect, test } from 'vitest'
import { Statements } from './statements.ts'

const buffers = (hit: number, walBytes = 0) => ({
  'Shared Hit Blocks': hit,
  'Shared Read Blocks': 0,
  'WAL Bytes': walBytes,
})
const plan = (query: string, hit: number, plans: object[] = []) =>
  JSON.stringify({ 'Query Text': query, Plan: { 'Node Type': 'Result', ...buffers(hit), Plans: plans } })

const CALL = 'SQL statement "select f()"\nPL/pgSQL function inline_code_block line 3 at PERFORM'
const inF = (line: number) => `PL/pgSQL function public.f() line ${line} at SQL statement\n${CALL}`

test('a statement is told what those that it called took, and not what those before it did', () => {
  const statements = new Statements()
  statements.add(2, plan('select 1', 10), inF(4))
  statements.add(3, plan('select 2', 20), inF(5))
  statements.add(9, plan('select f()', 36), CALL)
  statements.add(1, plan('select f()', 4), CALL)
  expect(statements.longest(3)).toMatchObject([
    ['inline_code_block: `select f()`', { calls: 2, ms: 5, hit: 10 }],
    ['public.f: `select 2`', { calls: 1, ms: 3, hit: 20 }],
    ['public.f: `select 1`', { calls: 1, ms: 2, hit: 10 }],
  ])
})

test('what a CTE writes unread is counted, and once where it is read', () => {
  const writer = { 'Node Type': 'ModifyTable', 'Subplan Name': 'CTE paid', ...buffers(50, 700) }
  const reader = { 'Node Type': 'CTE Scan', 'CTE Name': 'paid', ...buffers(50, 700) }
  const statements = new Statements()
  statements.add(2, plan('select unread', 1, [writer]), '')
  statements.add(1, plan('select read', 60, [writer, reader]), '')
  expect(statements.longest(2)).toMatchObject([
    ['`select unread`', { hit: 51, walBytes: 700 }],
    ['`select read`', { hit: 60 }],
  ])
})

test('the same statement of all tools is one, and so is a call of what is kept for each', () => {
  const statements = new Statements()
  for (const tool of ['upscaler', 'veste_ai']) {
    statements.add(1, plan(`select  a || b\n from public.${tool}_jobs`, 1), '')
    const digest = Buffer.from(tool.padEnd(16)).toString('hex')
    statements.add(2, plan(`select * from estorno.kept_${digest}_stale($1)`, 1), '')
  }
  expect(statements.longest(2)).toMatchObject([
    ['`select * from estorno.kept_…_stale($1)`', { calls: 2 }],
    ['`select a \\|\\| b from public.…_jobs`', { calls: 2 }],
  ])
})
