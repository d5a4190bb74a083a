import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { base64url, SignJWT, UnsecuredJWT } from 'jose'
import postgres from 'postgres'
import { vi } from 'vitest'
import { type Api, createApi } from '../../dev/api.ts'
import { guarded } from '../../dev/gateway.ts'
import { openPostgresDatabase } from '../../dev/postgres-database.ts'
import { bootstrap, migrate } from '../../dev/prepare-database.ts'
import { defaultMigrationsFolder } from '../../dev/stack.ts'
import { type DefaultGrants, hostedFile } from '../support/hosted.ts'
import { createEmptyDatabase } from '../support/test-database.ts'
import { type Caller, type CallerName, callers, claimsOf } from './callers.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'
import { type Scene, setScene } from './scene.ts'

type Headers = Record<string, string>

export type ApiWorld = {
  sql: postgres.Sql
  scene: Scene
  catalogue: Catalogue
  api: Api
  /** Where the API listens. */
  origin: string
  publishableKey: string
  /** What each caller sends along. */
  headersOf: Record<CallerName, Headers>
  close(): Promise<void>
}

const keys = {
  jwtSecret: randomBytes(32).toString('hex'),
  publishableKey: 'sb_publishable_attacked',
  secretKey: `sb_secret_${randomBytes(24).toString('base64url')}`,
}

const sign = (claims: Record<string, unknown>, secret: string, lives = '1h'): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime(lives)
    .sign(new TextEncoder().encode(secret))

async function headersFor(scene: Scene): Promise<Record<CallerName, Headers>> {
  const bearing = (token: string) => ({ apikey: keys.publishableKey, authorization: `Bearer ${token}` })
  const caller = (wanted: CallerName): Caller => callers.find(({ name }) => name === wanted) ?? callers[0]
  const claims = (name: CallerName) => claimsOf(caller(name), scene)
  const good = async (name: CallerName) => bearing(await sign(claims(name), keys.jwtSecret))
  const admin = claims('admin')
  const elsewhere = { ...admin, iss: 'https://abcdefghijklmnopqrst.supabase.co/auth/v1', ref: 'abcdefghijklmnopqrst' }
  return {
    'no key': {},
    'publishable key': { apikey: keys.publishableKey },
    "admin's token without a signature": bearing(new UnsecuredJWT(admin).setExpirationTime('1h').encode()),
    "admin's token signed with a wrong key": bearing(await sign(admin, base64url.encode(randomBytes(32)))),
    "admin's token signed with the publishable key": bearing(await sign(admin, keys.publishableKey.padEnd(32, '_'))),
    "admin's token of another project": bearing(await sign(elsewhere, randomBytes(32).toString('hex'))),
    "admin's token, expired": bearing(await sign(admin, keys.jwtSecret, '-1h')),
    'customer on own rows': await good('customer on own rows'),
    "customer on others' rows": await good("customer on others' rows"),
    'customer whose metadata says admin': await good('customer whose metadata says admin'),
    moderator: await good('moderator'),
    'revoked admin with a live token': await good('revoked admin with a live token'),
    'token of nobody': await good('token of nobody'),
    admin: await good('admin'),
    // Its key opens the API; as a token, which older projects have, it is nobody's.
    'service role': { ...(await good('service role')), apikey: keys.secretKey },
  }
}

async function listen(api: Api, undo: (() => unknown)[]): Promise<string> {
  const server = createServer(guarded(api.handle))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  undo.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The API has no port')
  return `http://127.0.0.1:${address.port}`
}

/** The product behind the API, on Postgres 15 whose new objects are open to the API's roles or not, with the people of the scene. */
export async function createApiWorld(grants: DefaultGrants = 'auto'): Promise<ApiWorld> {
  const undo: (() => unknown)[] = []
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    // The API prints each refusal with its stack; here they are what is wanted.
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    undo.push(() => quiet.mockRestore())
    const database = await createEmptyDatabase()
    undo.push(database.drop)
    const local = await openPostgresDatabase(database.url(), false)
    undo.push(local.close)
    const api = await createApi(local, keys)
    await bootstrap(local)
    // The local API brings none by itself, as the newer ones of the hosted projects.
    if (grants === 'auto') await local.run(readFileSync(hostedFile('auto-grants.sql'), 'utf8'))
    await migrate(local, defaultMigrationsFolder)
    const sql = postgres(database.url(), { max: 1, onnotice: () => {} })
    undo.push(() => sql.end())
    const scene = await setScene(sql)
    const catalogue = await readCatalogue(sql)
    const origin = await listen(api, undo)
    const headersOf = await headersFor(scene)
    return { sql, scene, catalogue, api, origin, publishableKey: keys.publishableKey, headersOf, close }
  } catch (error) {
    await close()
    throw error
  }
}
