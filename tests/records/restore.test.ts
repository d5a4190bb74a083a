import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { mustRun } from '../support/command.ts'
import { SUPERUSER, withConnection } from '../support/databases.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { record, runOnce, verify } from './records.ts'

let database: TestDatabase
let newer: Cluster
beforeAll(async () => {
  database = await createTestDatabase()
  newer = await startCluster({ version: 17, durable: false })
}, 60_000)
afterAll(async () => {
  await database?.drop()
  await newer?.stop()
}, 60_000)

test('a dump that is restored on a newer server verifies to the same head, and goes on being sealed', async () => {
  const before = await withConnection(database.url(), async (sql) => {
    await record(sql, 1200)
    await runOnce(sql)
    await record(sql)
    return verify(sql)
  })
  expect(before).toMatchObject({ intact: true, unsealed: 1 })

  // pgTAP belongs to the tests, and is not there on the other server.
  await withConnection(database.url(SUPERUSER), (sql) => sql`drop extension if exists pgtap`)
  const dump = await mustRun('pg_dump', [database.url(SUPERUSER)])
  const restored = newer.url({ database: await newer.createDatabase(), user: SUPERUSER })
  await mustRun('psql', ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', restored], { input: dump })

  await withConnection(restored, async (sql) => {
    expect(await verify(sql)).toEqual(before)
    await runOnce(sql)
    await record(sql)
    await runOnce(sql)
    expect(await verify(sql, before.head)).toMatchObject({ intact: true, sealed: before.sealed + 2, unsealed: 0 })
  })
}, 60_000)
