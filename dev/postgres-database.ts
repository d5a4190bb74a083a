import { createPostgresConnection } from '@supabase/lite/postgres'
import postgres from 'postgres'
import type { LocalDatabase } from './local-database.ts'
import { messageOf, StartupError } from './startup-error.ts'

// The API hands JSON over as text already: taken for a value, it would arrive as one long string.
const jsonb = {
  to: 3802,
  from: [3802],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text),
}

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]', '::1']

/** The server at `url`. A host that is not this machine needs `allowRemote`: what stands there gets changed. */
export async function openPostgresDatabase(url: string, allowRemote: boolean): Promise<LocalDatabase> {
  const host = hostOf(url)
  if (!allowRemote && !loopbackHosts.includes(host)) {
    throw new StartupError(
      `ESTORNO_DATABASE_URL points at ${host}, not at this machine. The start creates roles, tables and demo users with a public password there; --allow-remote-database does it all the same.`,
    )
  }
  const quiet = { onnotice: () => undefined }
  // One session without named statements, so that a script may hold begin and commit, or `discard all`.
  const session = postgres(url, { max: 1, prepare: false, ...quiet })
  try {
    await session`select 1`
  } catch (error) {
    throw new StartupError(`ESTORNO_DATABASE_URL: no connection to ${host}: ${messageOf(error)}`)
  }
  const connection = createPostgresConnection({ url, postgresOptions: { ...quiet, types: { jsonb } } })
  return {
    connection,
    run: async (script) => {
      await session.unsafe(script).simple()
    },
    query: async (text, parameters = []) => [...(await session.unsafe(text, parameters))],
    exclusively: (work) => work(),
    close: async () => {
      await connection.close()
      await session.end()
    },
  }
}

function hostOf(url: string): string {
  try {
    const { protocol, hostname, searchParams } = new URL(url)
    if (!/^postgres(ql)?:$/.test(protocol)) throw new Error(`not a Postgres address`)
    return searchParams.get('host') ?? hostname
  } catch (error) {
    throw new StartupError(`ESTORNO_DATABASE_URL cannot be read: ${messageOf(error)}`)
  }
}
