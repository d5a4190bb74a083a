import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, createApi } from '../../dev/api.ts'
import { openEmbeddedDatabase } from '../../dev/embedded-database.ts'
import type { LocalDatabase } from '../../dev/local-database.ts'
import { bootstrap } from '../../dev/prepare-database.ts'

const keys = { jwtSecret: 'x'.repeat(32), publishableKey: 'sb_publishable_x', secretKey: 'sb_secret_x' }
let database: LocalDatabase
let api: Api

beforeAll(async () => {
  database = await openEmbeddedDatabase('memory://')
  api = await createApi(database, keys)
  await bootstrap(database)
  await database.run(`
    create function public.whoami() returns text language sql as 'select current_user::text';
    grant execute on function public.whoami() to public`)
}, 30_000)
afterAll(() => database.close())

async function whoami(headers: Record<string, string>) {
  const request = new Request('http://127.0.0.1/rest/v1/rpc/whoami', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{}',
  })
  const answer = await api.fetch(request)
  return { status: answer.status, role: await answer.json() }
}

test('requests at the same time run each as its own role', async () => {
  const apikeys = Array.from({ length: 40 }, (_, i) => (i % 2 ? keys.secretKey : keys.publishableKey))
  const answers = await Promise.all(apikeys.map((apikey) => whoami({ apikey })))
  expect(answers.map(({ role }) => role)).toEqual(apikeys.map((_, i) => (i % 2 ? 'service_role' : 'anon')))
})

test.each<Record<string, string>>([{}, { apikey: 'sb_secret_guessed' }, { authorization: `Bearer ${keys.secretKey}` }])(
  'a request with %j is refused',
  async (headers) => {
    expect((await whoami(headers)).status).toBe(401)
  },
)
