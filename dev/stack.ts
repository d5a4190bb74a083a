import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { createServer as createVite } from 'vite'
import { createApi } from './api.ts'
import { lockDataFolder, readOrMakeSecrets } from './data-folder.ts'
import { addDemoData } from './demo-data.ts'
import { openEmbeddedDatabase } from './embedded-database.ts'
import { requireDeno, startFunctionServer } from './function-server.ts'
import { forwardTo, guarded, openGateway } from './gateway.ts'
import type { LocalDatabase } from './local-database.ts'
import { openPostgresDatabase } from './postgres-database.ts'
import { bootstrap, migrate } from './prepare-database.ts'
import { startScheduler } from './scheduler.ts'
import { messageOf, StartupError } from './startup-error.ts'

const root = resolve(import.meta.dirname, '..')
export const defaultMigrationsFolder = join(root, 'supabase/migrations')
/** Time enough to sign in and watch the cleanup end jobs. */
export const catchUpSeconds = 45

export interface StackOptions {
  port: number
  dataFolder: string
  migrationsFolder: string
  /** A Postgres server in place of the embedded one. */
  databaseUrl?: string
  allowRemoteDatabase: boolean
}

export interface Stack {
  origin: string
  /** Whether the cron jobs are run by this process, for want of pg_cron. */
  standInCron: boolean
  /** Settles when a part ends by itself; the rest is of no use then. */
  broken: Promise<string>
  stop(): Promise<void>
}

/** The whole local Supabase on one origin: panel, REST, Auth and the Edge Function. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const undo: (() => Promise<unknown>)[] = []
  const stop = () => undoAll(undo)
  try {
    return { ...(await compose(options, undo)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Takes the steps in reverse, each once. */
export async function undoAll(undo: (() => Promise<unknown>)[]) {
  for (const step of undo.splice(0).reverse()) await step()
}

async function compose(options: StackOptions, undo: (() => Promise<unknown>)[]): Promise<Omit<Stack, 'stop'>> {
  requireDeno()
  const origin = `http://127.0.0.1:${options.port}`
  const { server, setRoutes } = await openGateway(options.port)
  undo.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  const { database, api, keys, standInCron } = await prepareProject(options, undo)

  const edgeFunction = await startFunctionServer(origin, keys.publishableKey, join(options.dataFolder, 'deno'))
  undo.push(edgeFunction.stop)
  // The panel of the local stack speaks to the local stack, whatever project a .env names.
  process.env.VITE_SUPABASE_URL = origin
  process.env.VITE_SUPABASE_PUBLISHABLE_KEY = keys.publishableKey
  const panel = await createVite({
    root,
    appType: 'spa',
    // Nothing is written below node_modules, which may be somebody else's.
    configLoader: 'native',
    cacheDir: join(options.dataFolder, 'vite'),
    server: { middlewareMode: true, hmr: { server } },
  })
  undo.push(() => panel.close())
  if (standInCron) undo.push(startScheduler(database, catchUpSeconds * 1000))

  const handleApi = guarded(api.handle)
  setRoutes({
    '/rest/v1/': handleApi,
    '/auth/v1/': handleApi,
    '/functions/v1/admin-cancel-job': forwardTo(edgeFunction.port),
    '/': (incoming, outgoing) => panel.middlewares(incoming, outgoing),
  })
  return { origin, standInCron, broken: edgeFunction.ended.then(() => 'The Edge Function ended by itself.') }
}

type ProjectOptions = Omit<StackOptions, 'port'>

/** The database with Auth, migrations and demo data, and the API over it; `undo` is given what closes them again. */
export async function prepareProject(options: ProjectOptions, undo: (() => Promise<unknown>)[]) {
  undo.push(await lockDataFolder(options.dataFolder))
  const keys = { ...readOrMakeSecrets(options.dataFolder), publishableKey: localPublishableKey() }
  const database = await openDatabase(options)
  undo.push(() => database.close())
  const api = await createApi(database, keys)
  const { standInCron } = await bootstrap(database)
  for (const file of await migrate(database, options.migrationsFolder)) console.log(`[database] ${file}`)
  await addDemoData(database, api, keys.publishableKey)
  return { database, api, keys, standInCron }
}

async function openDatabase({ databaseUrl, allowRemoteDatabase, dataFolder }: ProjectOptions): Promise<LocalDatabase> {
  if (databaseUrl) return await openPostgresDatabase(databaseUrl, allowRemoteDatabase)
  const folder = join(dataFolder, 'postgres')
  try {
    return await openEmbeddedDatabase(folder)
  } catch (error) {
    throw new StartupError(`The data in ${folder} cannot be opened (${messageOf(error)}). npm run reset starts over.`)
  }
}

// Public by nature, and the same on every machine: one place, which people copy from.
export function localPublishableKey(): string {
  const key = parseEnv(readFileSync(join(root, '.env.example'), 'utf8')).VITE_SUPABASE_PUBLISHABLE_KEY
  if (!key) throw new StartupError('.env.example has no VITE_SUPABASE_PUBLISHABLE_KEY.')
  return key
}
