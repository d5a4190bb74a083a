import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../support/command.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { type CatalogueRule, catalogueRules } from './catalogue-rules.ts'

const START_MS = 60_000
let database: TestDatabase
let sql: postgres.Sql

beforeAll(async () => {
  database = await createTestDatabase()
  sql = postgres(database.url(), { max: 1, onnotice: () => {} })
}, START_MS)

afterAll(async () => {
  await sql?.end()
  await database?.drop()
})

const offenders = async (rule: CatalogueRule) => (await sql.unsafe(rule.query)).map((row) => String(row.object))

describe.each(catalogueRules)('$name', (rule) => {
  test('holds', async () => {
    expect(await offenders(rule)).toEqual([])
  })

  test('is seen when it is broken', async () => {
    await sql.unsafe('begin')
    try {
      await sql.unsafe(rule.violation)
      expect(await offenders(rule)).toContain(rule.offender)
    } finally {
      await sql.unsafe('rollback')
    }
  })
})

test('every call of the panel that changes something is numbered for the record', async () => {
  const changing = await sql<{ name: string }[]>`
    select proname as name from pg_proc
    where pronamespace = 'public'::regnamespace and proname like 'admin\\_%' and provolatile = 'v'`
  const panel = join(ROOT, 'src/components/admin')
  const calls = readdirSync(panel, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.tsx?$/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(panel, name), 'utf8').matchAll(/(withRequestId\(\s*)?\S*\s*\.rpc\('(\w+)'/g),
    ])
  const acts = calls.filter(([, , name]) => changing.some((fn) => fn.name === name))
  expect(acts.length).toBeGreaterThan(5)
  expect(acts.filter(([, number]) => number === undefined).map(([call]) => call)).toEqual([])
})
