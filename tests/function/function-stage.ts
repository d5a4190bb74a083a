import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { SignJWT } from 'jose'
import { startFunctionServer } from '../../dev/function-server.ts'
import { childrenOf } from '../support/processes.ts'
import { scratchFolder } from '../support/scratch.ts'

export const jobId = '7d9f4c1e-3b52-4a0e-9c1d-2f6a8b7c5d40'
export const cancelBody = JSON.stringify({ table: 'upscaler_jobs', jobId })

const signingSecret = new TextEncoder().encode('a secret of thirty-two characters')

export type FunctionStage = {
  port: number
  /** Of the function's process. */
  pid: number
  goodToken: string
  /** What the project was asked; emptied by whoever begins anew. */
  requests: { path: string; headers: IncomingHttpHeaders; body: string }[]
  databaseCalls(): FunctionStage['requests']
  close(): Promise<void>
}

export function tokenWith(claims: Record<string, unknown>, expiresAt = '1h'): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime(expiresAt)
    .sign(signingSecret)
}

/** The function in Deno, before a project as it sees one: Auth knows the given tokens, the first to be used; REST has one function. */
export async function openFunctionStage(good: string, ...alsoKnown: string[]): Promise<FunctionStage> {
  const requests: FunctionStage['requests'] = []
  const project = createServer(async (incoming, outgoing) => {
    const path = incoming.url ?? ''
    const { authorization = '' } = incoming.headers
    requests.push({ path, headers: incoming.headers, body: await text(incoming) })
    const isKnown = [good, ...alsoKnown].includes(authorization.replace('Bearer ', ''))
    const answers: Record<string, [number, object]> = {
      '/auth/v1/user': isKnown
        ? [200, { id: jobId, aud: 'authenticated' }]
        : [403, { error_code: 'bad_jwt', msg: 'no' }],
      '/rest/v1/rpc/admin_cancel_ai_job': [
        200,
        [{ outcome: 'cancelled', status: 'cancelled', refunded_credits: 60, new_balance: 160 }],
      ],
    }
    const [status, body] = answers[path] ?? [404, {}]
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  // What the function keeps open to ask again would look like something that leaks.
  project.keepAliveTimeout = 100
  await new Promise<void>((done) => project.listen(0, '127.0.0.1', done))
  const address = project.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const cache = scratchFolder('deno')
  const others = childrenOf(process.pid)
  const server = await startFunctionServer(`http://127.0.0.1:${port}`, 'sb_publishable_test', cache.path)
  const pid = childrenOf(process.pid).find((child) => !others.includes(child))
  if (pid === undefined) throw new Error('The function has no process')
  return {
    port: server.port,
    pid,
    goodToken: good,
    requests,
    databaseCalls: () => requests.filter(({ path }) => path.startsWith('/rest/')),
    async close() {
      await server.stop()
      project.closeAllConnections()
      project.close()
      cache.remove()
    },
  }
}
