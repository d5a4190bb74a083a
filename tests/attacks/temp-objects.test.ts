import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { claimsOf, type Entering, entering, type Kind } from './callers.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'
import { callOf } from './cells.ts'
import { classOfFunction } from './expectations.ts'
import { type Scene, setScene } from './scene.ts'

// Somebody with SQL of their own in a role of the API names things of theirs as the product's functions name theirs.

// Each function is called once and again: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 })

let database: TestDatabase
let owner: postgres.Sql
let scene: Scene
let catalogue: Catalogue

beforeAll(async () => {
  database = await createTestDatabase()
  owner = postgres(database.url(), { max: 1, onnotice: () => {} })
  scene = await setScene(owner)
  catalogue = await readCatalogue(owner)
}, 60_000)

afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

// A result that comes for a job that the cleanup has ended, which a trigger of the product's looks at.
const LATE_RESULT = `
  update public.upscaler_jobs set output_url = 'https://example.com/again.png'
  where id in (select id from public.upscaler_jobs where error_message like '%Créditos estornados.')`

function statementsOf(caller: Entering): Map<string, string> {
  const allowed = catalogue.functions.filter((fn) => classOfFunction(fn)?.allows.includes(caller.enters.kind))
  const calls = allowed.map((fn): [string, string] => [fn.object, callOf(fn, caller, scene)])
  return new Map(caller.enters.role === 'service_role' ? [...calls, ['a late result', LATE_RESULT]] : calls)
}

/** What of the product ran something of the caller's with rights that are not the caller's. */
async function sprungBy(caller: Entering): Promise<string[]> {
  const { role } = caller.enters
  const notices: string[] = []
  const session = postgres(database.url(), { max: 1, onnotice: ({ message }) => notices.push(String(message)) })
  try {
    await session`select set_config('role', ${role}, false), set_config('tests.attacker', ${role}, false)`
    await session`select set_config('request.jwt.claims', ${JSON.stringify(claimsOf(caller, scene))}, false)`
    await session.unsafe(await readFile(join(import.meta.dirname, 'temp-objects.sql'), 'utf8'))
    // The caller's own words are to mean what they say; what the product's words mean is the question.
    await session`set search_path = pg_catalog, pg_temp`
    const sprung: string[] = []
    for (const [object, statement] of statementsOf(caller)) {
      await session.unsafe('begin')
      notices.length = 0
      // A refusal is an answer, too.
      await session.unsafe(statement).catch(() => {})
      if (notices.some((notice) => notice.startsWith('runs as'))) sprung.push(object)
      await session.unsafe('rollback')
    }
    return sprung
  } finally {
    await session.end()
  }
}

const WAY_TO_MONEY: Partial<Record<Kind, string>> = {
  admin: 'public.admin_cancel_ai_job(text, uuid, text)',
  service: 'public.cleanup_all_stale_ai_jobs()',
}
const attackers = entering.filter(({ enters }) => enters.kind in WAY_TO_MONEY)

describe.each(attackers.map((it) => [it.name, it] as const))('SQL as %s', (_, caller) => {
  test('gains nothing by types, views, functions and operators in pg_temp', async () => {
    expect(statementsOf(caller).size).toBeGreaterThan(5)
    expect(await sprungBy(caller)).toEqual([])
  })

  test('would gain the owner’s rights if functions looked into pg_temp first, as an empty search path does', async () => {
    const functions = await owner<{ name: string }[]>`
      select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace in ('public'::regnamespace, 'estorno'::regnamespace)
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`
    for (const { name } of functions) await owner.unsafe(`alter function ${name} set search_path = ''`)
    try {
      const sprung = await sprungBy(caller)
      expect(sprung).toContain(WAY_TO_MONEY[caller.enters.kind])
    } finally {
      for (const { name } of functions)
        await owner.unsafe(`alter function ${name} set search_path = pg_catalog, pg_temp`)
    }
  })
})
