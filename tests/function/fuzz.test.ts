import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Dependencies, handleAdminCancelJob } from '../../supabase/functions/admin-cancel-job/handler.ts'
import { supabaseDependencies } from '../../supabase/functions/admin-cancel-job/supabase.ts'
import { type ApiWorld, createApiWorld } from '../attacks/api-world.ts'
import type { JobKind } from '../attacks/scene.ts'
import { JOB_TABLES } from '../races/world.ts'
import { figure } from '../support/figures.ts'
import { heldMemory } from '../support/held-memory.ts'
import { type Fuzzed, fuzzedRequest } from './fuzz-requests.ts'

const REQUESTS = Number(process.env.ESTORNO_FUZZ ?? 10_000)
const SEED = Number(process.env.ESTORNO_FUZZ_SEED ?? Date.now() % 1_000_000_000)
const LIMITED_REQUESTS = Math.ceil(REQUESTS / 20)
const AT_ONCE = 8
// Far below what 10,000 kept requests would hold, and not more for 100,000.
const MEMORY_MB = 6

const REFUSALS = [400, 401, 403, 404, 405, 409, 413]
// What no answer may hold: SQL, where the code stands, the product's inside, anybody's address.
const SECRETS =
  /\b(select|insert|update|delete|relation|column|violates|syntax)\b|estorno\.|public\.|pg_|\.ts\b|\bat \w+ \(|SQLSTATE|PGRST|@example|node_modules/i

const answerShape = z.discriminatedUnion('success', [
  z.strictObject({
    success: z.literal(true),
    table: z.string(),
    jobId: z.string(),
    status: z.literal('cancelled'),
    refundedCredits: z.int(),
    newBalance: z.int(),
    replayed: z.boolean(),
  }),
  z.strictObject({
    success: z.literal(false),
    code: z.string(),
    message: z.string(),
    retryAfterSeconds: z.int().optional(),
  }),
])

let world: ApiWorld
let dependencies: Dependencies
const logged: unknown[] = []

beforeAll(async () => {
  world = await createApiWorld()
  const real = supabaseDependencies(world.origin, world.publishableKey)
  // Each of the good tokens is asked about once.
  const known = new Map<string, Promise<boolean>>()
  const isKnown = (token: string) =>
    Object.values(world.headersOf).some(({ authorization }) => authorization === `Bearer ${token}`)
  dependencies = {
    cancelJob: real.cancelJob,
    isSignedIn(token) {
      const answer = known.get(token) ?? real.isSignedIn(token)
      if (isKnown(token)) known.set(token, answer)
      return answer
    },
    log: (entry) => logged.push(entry),
    bodyTimeoutMilliseconds: 60_000,
  }
}, 120_000)

afterAll(() => world?.close(), 30_000)

const tokenOf = (name: 'admin' | 'customer on own rows') =>
  (world.headersOf[name].authorization ?? '').replace('Bearer ', '')

const printShape = z.object({ print: z.string() })

// Everything but what belongs to the customer whose job may be ended.
async function othersRows(): Promise<string> {
  const [row] = await world.sql`select tests.fingerprint(${world.scene.people.victim.id}) as print`
  return printShape.parse(row).print
}

const booksShape = z.object({ balance: z.int(), lines: z.int(), sum: z.int(), others: z.string() })

// What that customer has, and their jobs but for the one.
async function victimsBooks(): Promise<z.infer<typeof booksShape>> {
  const { id, jobs } = world.scene.people.victim
  const tables = JOB_TABLES.map((table) => `select to_jsonb(j) as job from public.${table} j`).join(' union all ')
  const [row] = await world.sql`
    select c.balance, count(*)::integer as lines, sum(t.amount)::integer as sum, (
      select md5(string_agg(job::text, ',' order by job ->> 'id')) from (${world.sql.unsafe(tables)}) j
      where job ->> 'user_id' = ${id} and job ->> 'id' <> ${jobs.running}) as others
    from public.upscaler_credits c join public.upscaler_credit_transactions t using (user_id)
    where c.user_id = ${id} group by c.balance`
  return booksShape.parse(row)
}

type Answer = z.infer<typeof answerShape>
type Round = { kind: JobKind; isFit(response: Response, answer: Answer, sender: Fuzzed['sender']): boolean }

const endsOneJob: Round = {
  kind: 'running',
  isFit: ({ status }, answer, sender) =>
    answer.success
      ? status === 200 &&
        sender === 'admin' &&
        answer.jobId.toLowerCase() === world.scene.people.victim.jobs.running &&
        answer.refundedCredits === 60
      : REFUSALS.includes(status),
}

async function wrongWith(seed: number, { kind, isFit }: Round): Promise<string[]> {
  const jobId = world.scene.people.victim.jobs[kind]
  const tokens = { admin: tokenOf('admin'), customer: tokenOf('customer on own rows') }
  const { request, sender } = fuzzedRequest(seed, { table: 'upscaler_jobs', jobId }, tokens)
  const { method } = request
  const response = await handleAdminCancelJob(request, dependencies)
  const text = await response.text()
  const said = `seed ${seed}: ${method} by ${sender} was answered ${response.status} ${text}`
  if (method === 'OPTIONS') return response.status === 204 && text === '' ? [] : [said]
  const answer = answerShape.safeParse(JSON.parse(text)).data
  const isRight = answer && isFit(response, answer, sender) && (answer.success || !SECRETS.test(text))
  return isRight && response.headers.get('x-request-id')?.length === 36 ? [] : [said]
}

async function wrongOf(firstSeed: number, count: number, round: Round): Promise<string[]> {
  const wrong: string[] = []
  for (let first = 0; first < count; first += AT_ONCE) {
    const seeds = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) => firstSeed + first + index)
    wrong.push(...(await Promise.all(seeds.map((seed) => wrongWith(seed, round)))).flat())
  }
  return wrong
}

test(`${REQUESTS} requests of any bytes end one job, and say nothing that is not theirs to know (replay with ESTORNO_FUZZ_SEED=${SEED})`, async () => {
  const [before, booksBefore] = [await othersRows(), await victimsBooks()]
  const warmUp = Math.ceil(REQUESTS / 5)
  const wrong = await wrongOf(SEED, warmUp, endsOneJob)
  const memory = heldMemory()
  wrong.push(...(await wrongOf(SEED + warmUp, REQUESTS - warmUp, endsOneJob)))
  const grown = heldMemory() - memory
  figure(
    `${REQUESTS} fuzzed requests, seed ${SEED}: ${wrong.length} answered as they must not be; ${grown.toFixed(1)} MB more held than after the first fifth`,
  )
  expect(wrong).toEqual([])
  expect(grown).toBeLessThan(MEMORY_MB)
  expect(logged).toEqual([])
  expect(await othersRows()).toBe(before)
  const { balance, lines, sum, others } = booksBefore
  expect(await victimsBooks()).toEqual({ balance: balance + 60, lines: lines + 1, sum: sum + 60, others })
  const ends = await world.sql`
    select s.job_id, s.refunded_credits from estorno.settlements s where s.user_id = ${world.scene.people.victim.id}`
  expect([...ends]).toEqual([{ job_id: world.scene.people.victim.jobs.running, refunded_credits: 60 }])
}, 3_600_000)

test(`over the limit an admin's ${LIMITED_REQUESTS} requests end nothing, and are told how long to wait (replay with ESTORNO_FUZZ_SEED=${SEED})`, async () => {
  await world.sql`select tests.exhaust(${world.scene.people.admin.id})`
  const before = await world.sql`select tests.fingerprint() as print`
  let told = 0
  const wrong = await wrongOf(SEED, LIMITED_REQUESTS, {
    kind: 'stale',
    isFit({ status, headers }, answer, sender) {
      if (answer.success) return false
      if (status !== 429) return REFUSALS.includes(status)
      told += 1
      return (
        sender === 'admin' &&
        answer.code === 'rate_limited' &&
        headers.get('retry-after') === String(answer.retryAfterSeconds)
      )
    },
  })
  expect(wrong).toEqual([])
  expect(told).toBeGreaterThan(0)
  expect(logged).toEqual([])
  expect(await world.sql`select tests.fingerprint() as print`).toEqual(before)
}, 3_600_000)

test('what only looks like a token is nobody’s, whatever the verifier makes of it', async () => {
  const part = (text: string | Uint8Array) => Buffer.from(text).toString('base64url')
  const fit = part('{"exp":99999999999}')
  const tokens = [
    'a.b.c',
    `${part(Uint8Array.of(255, 254, 1))}.${fit}.aa`,
    `${part('{"alg":')}.${fit}.aa`,
    `${part('null')}.${part('null')}.aa`,
    `${part('{"alg":5,"kid":"x"}')}.${fit}.aa`,
    `${part('{"alg":"none","kid":"x"}')}.${fit}.`,
    `${part('{"alg":"__proto__","kid":"x"}')}.${fit}.aa`,
    `${part('{"alg":"HS256"}')}.${part('{"exp":"never"}')}.aa`,
  ]
  for (const token of tokens) {
    const headers = { authorization: `Bearer ${token}` }
    const request = new Request('http://localhost/admin-cancel-job', { method: 'POST', headers })
    expect([token, (await handleAdminCancelJob(request, dependencies)).status]).toEqual([token, 401])
  }
  expect(logged).toEqual([])
})

test('a hundred half-sent bodies hold nobody else, and are given up when their senders go', async () => {
  const senders: ReadableStreamDefaultController<Uint8Array>[] = []
  const post = (body: BodyInit) => {
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { authorization: `Bearer ${tokenOf('admin')}` },
      body,
      duplex: 'half',
    }
    return handleAdminCancelJob(new Request('http://localhost/admin-cancel-job', init), dependencies)
  }
  const half = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"table":"upsc'))
        senders.push(controller)
      },
    })
  const waiting = Array.from({ length: 100 }, () => post(half()))
  expect((await post('{}')).status).toBe(400)
  for (const sender of senders) sender.error(new Error('The sender is gone'))
  expect(new Set((await Promise.all(waiting)).map(({ status }) => status))).toEqual(new Set([400]))
})
