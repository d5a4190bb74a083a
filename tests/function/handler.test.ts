import { describe, expect, test, vi } from 'vitest'
import {
  type DatabaseError,
  type Dependencies,
  handleAdminCancelJob,
} from '../../supabase/functions/admin-cancel-job/handler.ts'

const jobId = '7d9f4c1e-3b52-4a0e-9c1d-2f6a8b7c5d40'
const validBody = { table: 'upscaler_jobs', jobId }

function dependencies(changes: Partial<Dependencies> = {}) {
  return {
    isSignedIn: vi.fn(async (token: string) => token === 'good-token'),
    cancelJob: vi.fn<Dependencies['cancelJob']>(async () => ({
      data: [{ outcome: 'cancelled', status: 'cancelled', refunded_credits: 60, new_balance: 160 }],
      error: null,
    })),
    log: vi.fn(),
    ...changes,
  }
}

const rows = (...data: unknown[]) => ({ cancelJob: vi.fn(async () => ({ data, error: null })) })
const refusal = (error: DatabaseError) => ({ cancelJob: vi.fn(async () => ({ data: null, error })) })

function post(body: BodyInit = JSON.stringify(validBody), headers: Record<string, string> = {}): Request {
  return new Request('http://localhost/admin-cancel-job', {
    method: 'POST',
    headers: { authorization: 'Bearer good-token', 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  } as RequestInit)
}

async function answerTo(request: Request, deps: Dependencies = dependencies()) {
  const response = await handleAdminCancelJob(request, deps)
  return { status: response.status, headers: response.headers, body: await response.json() }
}

describe('a job that is ended', () => {
  test('is answered with the figures of the database', async () => {
    const deps = dependencies()
    const { status, headers, body } = await answerTo(post(JSON.stringify({ ...validBody, reason: 'travado' })), deps)
    expect(status).toBe(200)
    expect(body).toEqual({
      success: true,
      table: 'upscaler_jobs',
      jobId,
      status: 'cancelled',
      refundedCredits: 60,
      newBalance: 160,
      replayed: false,
    })
    const job = { ...validBody, reason: 'travado' }
    expect(deps.cancelJob).toHaveBeenCalledExactlyOnceWith('good-token', job, headers.get('x-request-id'))
  })

  test('by an earlier cancel is answered as replayed', async () => {
    const replay = { outcome: 'replayed', status: 'cancelled', refunded_credits: 60, new_balance: 160 }
    expect((await answerTo(post(), dependencies(rows(replay)))).body).toMatchObject({
      success: true,
      refundedCredits: 60,
      replayed: true,
    })
  })

  test('without a customer has no balance', async () => {
    const orphan = { outcome: 'cancelled', status: 'cancelled', refunded_credits: 0, new_balance: null }
    expect((await answerTo(post(), dependencies(rows(orphan)))).body).toMatchObject({
      refundedCredits: 0,
      newBalance: null,
    })
  })
})

describe('what the database answers', () => {
  test('a job that is over is a conflict that names its status', async () => {
    const over = { outcome: 'already_over', status: 'completed', refunded_credits: 0, new_balance: null }
    const { status, body } = await answerTo(post(), dependencies(rows(over)))
    expect(status).toBe(409)
    expect(body).toMatchObject({ success: false, code: 'job_already_over', status: 'completed' })
  })

  test('a job that does not exist is not found', async () => {
    const missing = { outcome: 'not_found', status: null, refunded_credits: null, new_balance: null }
    const { status, body } = await answerTo(post(), dependencies(rows(missing)))
    expect([status, body.code]).toEqual([404, 'job_not_found'])
  })

  test.each([
    ['42501', 403, 'not_admin'],
    ['22023', 400, 'invalid_request'],
    ['PT500', 500, 'refund_failed'],
    ['PGRST301', 401, 'unauthenticated'],
    ['PGRST303', 401, 'unauthenticated'],
    ['55P03', 500, 'internal_error'],
    ['XX000', 500, 'internal_error'],
  ])('SQLSTATE %s is %i %s', async (code, expectedStatus, expectedCode) => {
    const { status, body } = await answerTo(post(), dependencies(refusal({ code, message: 'Texto do banco' })))
    expect([status, body.success, body.code]).toEqual([expectedStatus, false, expectedCode])
  })

  test('a rate limit says how long to wait', async () => {
    const limited = { code: 'PT429', message: 'slow down', details: '{"retryAfterSeconds": 30}' }
    const { status, headers, body } = await answerTo(post(), dependencies(refusal(limited)))
    expect(status).toBe(429)
    expect(body).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 30 })
    expect(headers.get('retry-after')).toBe('30')
  })

  test('a cap of credits says why, how much and until when', async () => {
    const figures = { capCredits: 100, usedCredits: 90, askedCredits: 20, retryAfterSeconds: 3600 }
    const message = 'O estorno passa do seu limite diário de créditos.'
    const limited = { code: 'PT429', message, details: JSON.stringify(figures), hint: 'daily_cap' }
    const { status, headers, body } = await answerTo(post(), dependencies(refusal(limited)))
    expect(status).toBe(429)
    expect(body).toEqual({ success: false, code: 'rate_limited', message, ...figures })
    expect(headers.get('retry-after')).toBe('3600')
  })

  test('the reason of a failed refund reaches the admin and the log', async () => {
    const error = { code: 'PT500', message: 'O estorno foi recusado: sem linha de créditos.' }
    const deps = dependencies(refusal(error))
    const { headers, body } = await answerTo(post(), deps)
    expect(body.message).toBe(error.message)
    expect(deps.log).toHaveBeenCalledExactlyOnceWith({ ...logged(headers), table: 'upscaler_jobs', jobId, error })
  })
})

const logged = (headers: Headers) => ({ requestId: headers.get('x-request-id') })

describe('an unforeseen failure', () => {
  const secret = 'relation "estorno.settlements" of maria@example.com'

  test.each([
    ['an SQL error', refusal({ code: '42P01', message: secret, details: secret })],
    ['an exception', { cancelJob: async () => Promise.reject(new Error(secret)) }],
    ['an answer of another shape', rows({ outcome: secret })],
    ['no row', rows()],
    ['a broken rate limit', refusal({ code: 'PT429', message: secret, details: secret })],
    ['a verifier that cannot be reached', { isSignedIn: async () => Promise.reject(new Error(secret)) }],
  ])('%s is logged under the request id and tells the caller nothing', async (_, changes) => {
    const deps = dependencies(changes)
    const { status, headers, body } = await answerTo(post(), deps)
    expect(status).toBe(500)
    expect(body).toEqual({
      success: false,
      code: 'internal_error',
      message: 'Erro interno. Tente novamente em instantes.',
    })
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(deps.log).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(logged(headers)))
  })
})

describe('who is calling', () => {
  test.each([undefined, '', 'good-token', 'Basic good-token', 'Bearer ', 'Bearer forged', 'Bearer good-token extra'])(
    'authorization %j is refused before the body is looked at',
    async (authorization) => {
      const request = post('not json')
      request.headers.delete('authorization')
      if (authorization !== undefined) request.headers.set('authorization', authorization)
      const deps = dependencies()
      const { status, body } = await answerTo(request, deps)
      expect([status, body.code]).toEqual([401, 'unauthenticated'])
      expect(request.bodyUsed).toBe(false)
      expect(deps.cancelJob).not.toHaveBeenCalled()
    },
  )
})

describe('the body', () => {
  test.each([
    ['nothing', ''],
    ['half a document', '{"table":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no job', '{"table":"upscaler_jobs"}'],
    ['an id that is no uuid', JSON.stringify({ ...validBody, jobId: '1 or true' })],
    ['a table with a quote', JSON.stringify({ ...validBody, table: 'jobs"; drop' })],
    ['a table of another schema', JSON.stringify({ ...validBody, table: 'auth.users' })],
    ['a table name of 64 characters', JSON.stringify({ ...validBody, table: 'a'.repeat(64) })],
    ['an unknown key', JSON.stringify({ ...validBody, refund: 9000 })],
    ['a reason of 501 characters', JSON.stringify({ ...validBody, reason: 'á'.repeat(501) })],
    ['a reason with a line break', JSON.stringify({ ...validBody, reason: 'a\nb' })],
    ['a reason with half a character', JSON.stringify({ ...validBody, reason: '\ud83d' })],
    ['a reason that is a number', JSON.stringify({ ...validBody, reason: 5 })],
    ['bytes that are no text', Uint8Array.of(0x22, 0xff, 0xfe, 0x22)],
  ])('%s is an invalid request', async (_, body) => {
    const deps = dependencies()
    const answer = await answerTo(post(body), deps)
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request'])
    expect(deps.cancelJob).not.toHaveBeenCalled()
  })

  test.each(['á'.repeat(500), '😀'.repeat(500), '', null])(
    'a reason of at most 500 characters passes',
    async (reason) => {
      expect((await answerTo(post(JSON.stringify({ ...validBody, reason })))).status).toBe(200)
    },
  )

  test('an id of any uuid version passes', async () => {
    const anyVersion = '11111111-1111-1111-1111-111111111111'
    expect((await answerTo(post(JSON.stringify({ ...validBody, jobId: anyVersion })))).status).toBe(200)
  })

  test('of 10,000 bytes passes and one byte more is too large', async () => {
    const padded = (size: number) => JSON.stringify(validBody).padEnd(size)
    expect((await answerTo(post(padded(10_000)))).status).toBe(200)
    const { status, body } = await answerTo(post(padded(10_001)))
    expect([status, body.code]).toEqual([413, 'payload_too_large'])
  })

  test('that never ends is cut off at the limit, whatever its header says', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1000
        controller.enqueue(new Uint8Array(1000).fill(0x20))
      },
    })
    expect((await answerTo(post(endless, { 'content-length': '10' }))).status).toBe(413)
    expect(sent).toBeLessThan(20_000)
  })

  test('whose sender goes silent is given up', async () => {
    const silent = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"tab')) })
    const { status } = await answerTo(post(silent), dependencies({ bodyTimeoutMilliseconds: 20 }))
    expect(status).toBe(400)
  })
})

describe('an invalid request', () => {
  test.each([
    ['nope', 'O corpo do pedido não é JSON.'],
    ['[]', 'O pedido deve ter só os campos table, jobId e reason.'],
    [JSON.stringify({ table: 'X', jobId }), 'Campo ausente ou inválido: table.'],
    [JSON.stringify({ reason: 'a\nb' }), 'Campo ausente ou inválido: table, jobId, reason.'],
  ])('says what is wrong with it: %s', async (text, message) => {
    expect((await answerTo(post(text))).body).toEqual({ success: false, code: 'invalid_request', message })
  })
})

describe('browsers', () => {
  test('get a preflight answer without a token', async () => {
    const response = await handleAdminCancelJob(new Request('http://localhost', { method: 'OPTIONS' }), dependencies())
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-headers')).toMatch(/authorization.*apikey.*content-type/)
    expect(response.headers.get('access-control-allow-methods')).toBe('POST, OPTIONS')
  })

  test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('%s is not allowed', async (method) => {
    const { status, headers, body } = await answerTo(new Request('http://localhost', { method }))
    expect([status, body.code, headers.get('allow')]).toEqual([405, 'method_not_allowed', 'POST, OPTIONS'])
  })

  test.each([
    ['success', post(), {}],
    ['a refusal', post('{}'), {}],
    ['a failure', post(), { isSignedIn: async () => Promise.reject(new Error('down')) }],
  ])('may read the answer and its request id on %s', async (_, request, changes) => {
    const { headers } = await answerTo(request, dependencies(changes))
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-expose-headers')).toContain('x-request-id')
    expect(headers.get('content-type')).toContain('application/json')
  })
})
