import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelBody, type FunctionStage, jobId, openFunctionStage, tokenWith } from './function-stage.ts'

let stage: FunctionStage
let nobodysToken: string

beforeAll(async () => {
  nobodysToken = await tokenWith({ role: 'anon' })
  stage = await openFunctionStage(await tokenWith({ sub: jobId, role: 'authenticated' }), nobodysToken)
}, 30_000)

afterAll(() => stage?.close())

function call(bearer: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${stage.port}/admin-cancel-job`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}` },
    body: cancelBody,
  })
}

test('the function in Deno cancels through one call under the caller’s own token', async () => {
  const answer = await call(stage.goodToken)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ success: true, refundedCredits: 60, newBalance: 160, replayed: false })
  const calls = stage.databaseCalls()
  expect(calls).toHaveLength(1)
  expect(calls[0]?.headers).toMatchObject({
    authorization: `Bearer ${stage.goodToken}`,
    apikey: 'sb_publishable_test',
  })
  expect(JSON.parse(calls[0]?.body ?? '')).toEqual({ job_table: 'upscaler_jobs', job_id: jobId })
})

test('forged and expired tokens, keys and nonsense reach no database', async () => {
  stage.requests.length = 0
  const expired = await tokenWith({ sub: jobId, role: 'authenticated' }, '-1h')
  for (const bad of [`${stage.goodToken.slice(0, -4)}AAAA`, expired, 'sb_publishable_test', 'a.b.c']) {
    const answer = await call(bad)
    expect([answer.status, (await answer.json()).code]).toEqual([401, 'unauthenticated'])
  }
  expect(stage.databaseCalls()).toEqual([])
})

test('a well-signed token that is nobody’s is refused', async () => {
  expect((await call(nobodysToken)).status).toBe(401)
})
