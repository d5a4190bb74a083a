import { createServer } from 'node:http'
import { SignJWT } from 'jose'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { handleAdminCancelJob } from '../../supabase/functions/admin-cancel-job/handler.ts'
import { supabaseDependencies } from '../../supabase/functions/admin-cancel-job/supabase.ts'

const job = { table: 'upscaler_jobs', jobId: '7d9f4c1e-3b52-4a0e-9c1d-2f6a8b7c5d40' }
const cancelled = [{ outcome: 'cancelled', status: 'cancelled', refunded_credits: 60, new_balance: 160 }]

type Answer = { status: number; type: string; body: string }
const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
})

let answers: Record<'auth' | 'rest', Answer>
let restCalls = 0

const project = createServer((incoming, outgoing) => {
  const isRest = incoming.url?.startsWith('/rest/') ?? false
  if (isRest) restCalls += 1
  const { status, type, body } = isRest ? answers.rest : answers.auth
  incoming.resume()
  outgoing.writeHead(status, { 'content-type': type }).end(body)
})

beforeEach(async () => {
  restCalls = 0
  answers = { auth: json(200, { id: job.jobId, aud: 'authenticated' }), rest: json(200, cancelled) }
  await new Promise<void>((done) => project.listen(0, '127.0.0.1', done))
})

afterEach(async () => {
  vi.restoreAllMocks()
  project.closeAllConnections()
  await new Promise((done) => project.close(done))
})

async function press() {
  const address = project.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const token = await new SignJWT({ sub: job.jobId, role: 'authenticated' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode('a secret of thirty-two characters'))
  const request = new Request('http://localhost/admin-cancel-job', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(job),
  })
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  const answer = await handleAdminCancelJob(
    request,
    supabaseDependencies(`http://127.0.0.1:${port}`, 'sb_publishable_test'),
  )
  return { status: answer.status, body: await answer.json(), logged: logged.mock.calls.flat().join('\n') }
}

const unavailable: Answer = { status: 503, type: 'text/html', body: '<h1>no healthy upstream 10.0.0.7</h1>' }
const staleCache = {
  code: 'PGRST202',
  message: 'Could not find the function public.admin_cancel_ai_job(job_id, job_table) in the schema cache',
  details: null,
  hint: null,
}

test.each([
  ['answers 503 with a page of its proxy', unavailable, /no healthy upstream/],
  ['has no connection to the database', json(503, { ...staleCache, code: 'PGRST002' }), /PGRST002/],
  ['has a stale schema cache', json(404, staleCache), /PGRST202/],
])(
  'an API that %s: 500 internal_error that tells nothing, the cause in the log, one call; asked again it works',
  async (_, answer, cause) => {
    answers.rest = answer
    const refused = await press()
    expect(refused.status).toBe(500)
    expect(refused.body).toEqual({
      success: false,
      code: 'internal_error',
      message: 'Erro interno. Tente novamente em instantes.',
    })
    expect(refused.logged).toMatch(cause)
    expect(restCalls).toBe(1)
    answers.rest = json(200, cancelled)
    expect(await press()).toMatchObject({ status: 200, body: { success: true, refundedCredits: 60, newBalance: 160 } })
  },
)

test('an Auth server that answers 503: nobody is called a stranger, the database is not asked', async () => {
  answers.auth = unavailable
  const { status, body } = await press()
  expect([status, body.code]).toEqual([500, 'internal_error'])
  expect(restCalls).toBe(0)
})
