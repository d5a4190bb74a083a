import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { App } from '@supabase/lite'
import type { LocalDatabase } from './local-database.ts'

export interface ApiKeys {
  jwtSecret: string
  publishableKey: string
  secretKey: string
}

export interface Api {
  fetch(request: Request): Promise<Response>
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** `/rest/v1` and `/auth/v1` over the database. Requests without a key are refused, never taken for the service role. */
export async function createApi(database: LocalDatabase, keys: ApiKeys): Promise<Api> {
  const app = new App({
    connection: database.connection,
    auth: {
      enabled: true,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
    },
    options: { server: { admin: false } },
  })
  await app.init()
  // Left alone, the first request would have lite grant all tables to anon and authenticated: the grants are the
  // migrations' to state, here as in production.
  Object.assign(database.connection, { rlsState: 'active' })

  const fetch = (request: Request) => database.exclusively(() => app.fetch(request, { peerAddress: null }))
  return {
    fetch,
    async handle(incoming, outgoing) {
      const answer = await fetch(await toRequest(incoming))
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
      outgoing.end(Buffer.from(await answer.arrayBuffer()))
    },
  }
}

// The body is read before the database is taken, so that a slow sender keeps nobody waiting.
async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1')
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  const body = hasBody ? await buffer(incoming) : undefined
  return new Request(url, { method: incoming.method, headers, body })
}
