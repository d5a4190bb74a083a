import { startCluster } from './cluster.ts'
import { type Databases, databasesAt } from './databases.ts'
import { templateDatabase } from './migrate.ts'

export type TestDatabase = {
  name: string
  /** As the owner `postgres` unless another role is asked for. */
  url(user?: string): string
  drop(): Promise<void>
}

type Source = { databases: Databases; template: string }

export const CLUSTER_VARIABLE = 'ESTORNO_TEST_CLUSTER'

export const describeSource = (port: number, template: string): string => JSON.stringify({ port, template })

function sourceFrom(description: string): Source {
  const given: unknown = JSON.parse(description)
  if (typeof given !== 'object' || given === null || !('port' in given) || !('template' in given)) {
    throw new Error(`${CLUSTER_VARIABLE} must name a port and a template`)
  }
  return { databases: databasesAt(Number(given.port)), template: String(given.template) }
}

// A test file that runs by itself, outside `npm test`, makes a cluster of its own.
async function ownSource(): Promise<Source> {
  const databases = await startCluster({ version: 15, durable: false })
  return { databases, template: await templateDatabase(databases, { grants: 'auto', extensions: ['pgtap'] }) }
}

export const testDatabaseAt = (databases: Databases, name: string): TestDatabase => ({
  name,
  url: (user) => databases.url({ database: name, user }),
  drop: () => databases.dropDatabase(name),
})

let source: Promise<Source> | undefined

function givenSource(): Promise<Source> {
  const description = process.env[CLUSTER_VARIABLE]
  source ??= description ? Promise.resolve(sourceFrom(description)) : ownSource()
  return source
}

// A fresh copy of the migrated database on Postgres 15.
export async function createTestDatabase(): Promise<TestDatabase> {
  const { databases, template } = await givenSource()
  return testDatabaseAt(databases, await databases.createDatabase({ template }))
}

// An empty database on the same cluster, for a test that prepares it in its own way.
export async function createEmptyDatabase(
  prepare?: (databases: Databases, name: string) => Promise<void>,
): Promise<TestDatabase> {
  const { databases } = await givenSource()
  const name = await databases.createDatabase()
  await prepare?.(databases, name)
  return testDatabaseAt(databases, name)
}
