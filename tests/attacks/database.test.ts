import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type DefaultGrants, prepareHosted } from '../support/hosted.ts'
import { push } from '../support/migrate.ts'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { entering } from './callers.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'
import { attempt, type Cell, callOf, cellsOf, wrongCells } from './cells.ts'
import { gone, unstated } from './expectations.ts'
import { newcomers, openings } from './openings.ts'
import { type Scene, setScene } from './scene.ts'

// Hundreds of requests each: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 })

const START_MS = 120_000

// Projects whose new objects are open to the API's roles, and projects whose are not.
const migratedDatabase = (grants: DefaultGrants): Promise<TestDatabase> =>
  grants === 'auto'
    ? createTestDatabase()
    : createEmptyDatabase(async (databases, name) => {
        await prepareHosted(databases, name, { grants, extensions: [] })
        await push(databases.url({ database: name }))
      })

describe.each<DefaultGrants>(['auto', 'explicit'])('under default grants that are %s', (grants) => {
  let database: TestDatabase
  let sql: postgres.Sql
  let scene: Scene
  let catalogue: Catalogue
  let cells: Cell[]

  beforeAll(async () => {
    database = await migratedDatabase(grants)
    sql = postgres(database.url(), { max: 1, onnotice: () => {} })
    scene = await setScene(sql)
    catalogue = await readCatalogue(sql)
    cells = cellsOf(catalogue, scene)
  }, START_MS)

  afterAll(async () => {
    await sql?.end()
    await database?.drop()
  })

  test('everything in the database has its cells, and nothing is stated that is not there', () => {
    expect(unstated(catalogue)).toEqual([])
    expect(gone(catalogue)).toEqual([])
  })

  test.each(entering.map((it) => [it.name, it] as const))(
    '%s: every call, verb and column does what is stated',
    async (_, caller) => {
      const theirs = cells.filter((cell) => cell.caller === caller)
      expect(theirs.length).toBeGreaterThan(500)
      expect(await wrongCells(sql, scene, theirs)).toEqual([])
    },
  )

  // A call that Postgres does not understand would be refused for a reason that proves nothing.
  test('every call is one that the owner could make', async () => {
    const [admin] = entering.filter(({ enters }) => enters.kind === 'admin')
    if (!admin) throw new Error('Nobody is an admin')
    const caller = { ...admin, enters: { ...admin.enters, role: 'postgres' } } as const
    const calls = catalogue.functions.map((fn) => ({ caller, statement: callOf(fn, caller, scene), watched: false }))
    const outcomes = await attempt(sql, scene, calls)
    const noAnswer = ['42501', '42601', '42703', '42804', '42809', '42883', '42P01', '42P18', '22P02']
    expect(
      outcomes.flatMap(({ place, code, message }) =>
        noAnswer.includes(code) ? [`${calls[place]?.statement}: ${code} ${message}`] : [],
      ),
    ).toEqual([])
  })

  test('nobody but the service learns who else is an admin', async () => {
    const statement = `select where public.has_role('${scene.people.admin.id}', 'admin')`
    const asked = entering.filter(({ enters }) => enters.kind === 'signed in')
    const outcomes = await attempt(
      sql,
      scene,
      asked.map((caller) => ({ caller, statement, watched: false })),
    )
    expect(outcomes.map(({ code, hits }) => `${code} ${hits}`)).toEqual(asked.map(() => 'ok 0'))
  })

  async function inVain<T>(statement: string, look: (changed: Catalogue) => Promise<T> | T): Promise<T> {
    await sql.unsafe('begin')
    try {
      await sql.unsafe(statement)
      return await look(await readCatalogue(sql))
    } finally {
      await sql.unsafe('rollback')
    }
  }

  test.each(newcomers.map((it) => [it.what, it] as const))(
    'a new %s has no cells, and is named',
    async (_, { statement, object }) => {
      expect(await inVain(statement, unstated)).toEqual([object])
    },
  )

  test.each(openings.map((it) => [it.what, it] as const))('%s is seen', async (_, { statement, object, by }) => {
    const wrong = await inVain(statement, (changed) =>
      wrongCells(
        sql,
        scene,
        cellsOf(changed, scene).filter((cell) => cell.object.startsWith(object) && cell.caller.name === by),
      ),
    )
    expect(wrong).not.toEqual([])
  })
})
