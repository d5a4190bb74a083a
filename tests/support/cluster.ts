import { createServer } from 'node:net'
import { join } from 'node:path'
import { atExit } from './at-exit.ts'
import { type Databases, databasesAt, SUPERUSER, withConnection } from './databases.ts'
import { PostgresServer, type ServerOptions } from './postgres-server.ts'
import { scratchFolder } from './scratch.ts'
import { serverAccount } from './server-account.ts'

export type Cluster = Databases & {
  /** What the server has logged so far. */
  log(): string
  /** SIGKILL to every process of the cluster, as a machine that loses its power. */
  killAll(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

// Starts a throw-away Postgres on a free port of 127.0.0.1. It ends with this process at the latest.
export async function startCluster(options: ServerOptions): Promise<Cluster> {
  const account = serverAccount()
  const port = await freePort()
  const folder = scratchFolder(`pg${options.version}`, account)
  const server = new PostgresServer(options, port, folder.path, account)
  const forget = atExit(() => server.stopNow())
  await server.start()

  const databases = databasesAt(port)
  await withConnection(databases.url({ database: 'postgres', user: SUPERUSER }), async (sql) => {
    await sql.file(join(import.meta.dirname, 'sql/roles.sql'))
    await sql`alter database postgres owner to postgres`
  })

  return {
    ...databases,
    log: () => server.log(),
    killAll: server.kill,
    async restart() {
      await server.stop()
      await server.start()
    },
    async stop() {
      await server.stop()
      server.forget()
      forget()
      folder.remove()
    },
  }
}
