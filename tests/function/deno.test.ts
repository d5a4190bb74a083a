import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FunctionServer, startFunctionServer } from '../../dev/function-server.ts'

const jobId = '7d9f4c1e-3b52-4a0e-9c1d-2f6a8b7c5d40'
const cache = mkdtempSync(join(tmpdir(), 'estorno-deno-'))
const signingSecret = new TextEncoder().encode('a secret of thirty-two characters')

// A project as the function sees it: Auth knows one token, REST has one function.
const requests: { path: string; headers: IncomingHttpHeaders; body: string }[] = []
let goodToken = ''
const project = createServer(async (incoming, outgoing) => {
  const path = incoming.url ?? ''
  requests.push({ path, headers: incoming.headers, body: await text(incoming) })
  const known = incoming.headers.authorization === `Bearer ${goodToken}`
  const answers: Record<string, [number, object]> = {
    '/auth/v1/user': known ? [200, { id: jobId, aud: 'authenticated' }] : [403, { error_code: 'bad_jwt', msg: 'no' }],
    '/rest/v1/rpc/admin_cancel_ai_job': [
      200,
      [{ outcome: 'cancelled', status: 'cancelled', refunded_credits: 60, new_balance: 160 }],
    ],
  }
  const [status, body] = answers[path] ?? [404, {}]
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})
let server: FunctionServer

function token(claims: Record<string, unknown>, expiresAt = '1h'): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime(expiresAt)
    .sign(signingSecret)
}

beforeAll(async () => {
  goodToken = await token({ sub: jobId, role: 'authenticated' })
  await new Promise<void>((done) => project.listen(0, '127.0.0.1', done))
  const address = project.address()
  const port = typeof address === 'object' ? address?.port : undefined
  server = await startFunctionServer(`http://127.0.0.1:${port}`, 'sb_publishable_test', cache)
}, 30_000)

afterAll(async () => {
  await server.stop()
  project.close()
  rmSync(cache, { recursive: true })
})

function call(bearer: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${server.port}/admin-cancel-job`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ table: 'upscaler_jobs', jobId }),
  })
}

test('the function in Deno cancels through one call under the caller’s own token', async () => {
  const answer = await call(goodToken)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ success: true, refundedCredits: 60, newBalance: 160, replayed: false })
  const calls = requests.filter(({ path }) => path.startsWith('/rest/'))
  expect(calls).toHaveLength(1)
  expect(calls[0]?.headers).toMatchObject({ authorization: `Bearer ${goodToken}`, apikey: 'sb_publishable_test' })
  expect(JSON.parse(calls[0]?.body ?? '')).toEqual({ job_table: 'upscaler_jobs', job_id: jobId })
})

test('forged and expired tokens, keys and nonsense reach no database', async () => {
  requests.length = 0
  const expired = await token({ sub: jobId, role: 'authenticated' }, '-1h')
  for (const bad of [`${goodToken.slice(0, -4)}AAAA`, expired, 'sb_publishable_test', 'a.b.c']) {
    const answer = await call(bad)
    expect([answer.status, (await answer.json()).code]).toEqual([401, 'unauthenticated'])
  }
  expect(requests.filter(({ path }) => path.startsWith('/rest/'))).toEqual([])
})

test('a well-signed token that is nobody’s is refused', async () => {
  const mine = goodToken
  goodToken = await token({ role: 'anon' })
  expect((await call(goodToken)).status).toBe(401)
  goodToken = mine
})
