import { randomUUID } from 'node:crypto'
import postgres from 'postgres'

export const SUPERUSER = 'supabase_admin'

type ConnectionTarget = { database: string; user?: string }

// What can be done with a cluster that is reached by its port alone.
export type Databases = {
  port: number
  url(target: ConnectionTarget): string
  createDatabase(options?: { name?: string; template?: string }): Promise<string>
  dropDatabase(name: string): Promise<void>
}

export async function withConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

export function databasesAt(port: number): Databases {
  const url = ({ database, user = 'postgres' }: ConnectionTarget) =>
    `postgresql://${user}@127.0.0.1:${port}/${database}?sslmode=disable`
  const asSuperuser = <T>(work: (sql: postgres.Sql) => Promise<T>) =>
    withConnection(url({ database: 'postgres', user: SUPERUSER }), work)

  return {
    port,
    url,
    async createDatabase({ name = `test_${randomUUID().replaceAll('-', '')}`, template = 'template0' } = {}) {
      await asSuperuser((sql) => sql`create database ${sql(name)} template ${sql(template)} owner postgres`)
      return name
    },
    async dropDatabase(name) {
      await asSuperuser((sql) => sql`drop database if exists ${sql(name)} with (force)`)
    },
  }
}
