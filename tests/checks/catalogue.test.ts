import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
