import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Random, randomFrom } from '../races/random.ts'
import { figure } from '../support/figures.ts'
import { cancelBody, type FunctionStage, jobId, openFunctionStage, tokenWith } from './function-stage.ts'

const REQUESTS = Number(process.env.ESTORNO_RAW_REQUESTS ?? 2000)
const SEED = Number(process.env.ESTORNO_RAW_SEED ?? Date.now() % 1_000_000_000)
const AT_ONCE = 64
const PATIENCE_MS = 1_000
// The process's own pages, which come and go with its garbage.
const MEMORY_MB = 100

let stage: FunctionStage

beforeAll(async () => {
  stage = await openFunctionStage(await tokenWith({ sub: jobId, role: 'authenticated' }))
}, 30_000)

afterAll(() => stage?.close())

const bytes = (random: Random, most: number) =>
  Buffer.from(Array.from({ length: 1 + random.below(most) }, () => random.below(256)))

const goodRequest = () =>
  Buffer.from(
    [
      'POST /admin-cancel-job HTTP/1.1',
      'host: localhost',
      `authorization: Bearer ${stage.goodToken}`,
      'content-type: application/json',
      'connection: close',
      `content-length: ${cancelBody.length}`,
      '',
      cancelBody,
    ].join('\r\n'),
  )

const METHODS = ['GET', 'HEAD', 'TRACE', 'CONNECT', 'BREW', 'post', 'POST\t', 'P\0ST', ''] as const

const mutations: readonly [(raw: Buffer, random: Random) => Buffer, ...((raw: Buffer, random: Random) => Buffer)[]] = [
  (raw, random) => {
    const at = random.below(raw.length)
    return Buffer.concat([raw.subarray(0, at), bytes(random, 4), raw.subarray(at + 1)])
  },
  (raw, random) => {
    const at = random.below(raw.length)
    return Buffer.concat([raw.subarray(0, at), raw.subarray(at + 1 + random.below(20))])
  },
  (raw, random) => {
    const at = random.below(raw.length)
    return Buffer.concat([raw.subarray(0, at), raw.subarray(Math.max(0, at - random.below(60)))])
  },
  (raw, random) => Buffer.from(raw.toString('latin1').replace('POST', random.pick(METHODS)), 'latin1'),
  (raw, random) =>
    Buffer.from(raw.toString('latin1').replace('host:', `x-${'a'.repeat(random.below(20_000))}: b\r\nhost:`), 'latin1'),
  (raw, random) => Buffer.concat([raw, bytes(random, 12_000)]),
]

function fuzzed(seed: number): Buffer {
  const random = randomFrom(seed)
  let raw = goodRequest()
  for (let times = random.below(4); times >= 0; times -= 1) raw = Buffer.from(random.pick(mutations)(raw, random))
  return raw
}

/**
 * Whatever comes back until the connection is closed. Where nothing does, the function waits for more, and the sender says that
 * there is none; where Deno does not even read that, as after some requests that are none, the sender goes without a word.
 */
function answerTo(raw: Buffer): Promise<string> {
  return new Promise((closed) => {
    let text = ''
    const socket = connect(stage.port, '127.0.0.1', () => socket.write(raw))
    socket.setTimeout(PATIENCE_MS, () => {
      socket.end()
      socket.setTimeout(PATIENCE_MS, () => socket.destroy())
    })
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('close', () => closed(text))
  })
}

const statusesOf = (answer: string) => [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status))

// The name of a table and any uuid: which tables hold jobs is for the database to say.
const usualCall = z.strictObject({
  job_table: z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/),
  job_id: z.guid(),
  reason: z.string().optional(),
})

const memoryOfFunction = () =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${stage.pid}/status`, 'utf8'))?.[1]) / 1024

async function sendAll(firstSeed: number, count: number): Promise<string[]> {
  const wrong: string[] = []
  for (let first = 0; first < count; first += AT_ONCE) {
    const seeds = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) => firstSeed + first + index)
    const answers = await Promise.all(seeds.map((seed) => answerTo(fuzzed(seed))))
    wrong.push(
      ...answers.flatMap((answer, index) =>
        statusesOf(answer).some((status) => status >= 500) ? [`seed ${seeds[index]}: ${answer}`] : [],
      ),
    )
  }
  return wrong
}

test(
  `${REQUESTS} requests of any bytes on the wire: Deno answers none with 5xx, and asks the database for nothing but a cancel (replay with ESTORNO_RAW_SEED=${SEED})`,
  async () => {
    const half = Math.ceil(REQUESTS / 2)
    const wrong = await sendAll(SEED, half)
    const memory = memoryOfFunction()
    wrong.push(...(await sendAll(SEED + half, REQUESTS - half)))
    const grown = memoryOfFunction() - memory
    expect(wrong).toEqual([])
    const calls = stage.databaseCalls()
    expect(calls.length).toBeGreaterThan(0)
    for (const { headers, body } of calls) {
      expect(headers.authorization).toBe(`Bearer ${stage.goodToken}`)
      expect(usualCall.safeParse(JSON.parse(body)).success ? 'a cancel' : body).toBe('a cancel')
    }
    figure(
      `${REQUESTS} raw requests to Deno, seed ${SEED}: 0 answered with 5xx; ${grown.toFixed(0)} MB more than halfway`,
    )
    expect(grown).toBeLessThan(MEMORY_MB)
    expect(statusesOf(await answerTo(goodRequest()))).toEqual([200])
  },
  60_000 + 150 * REQUESTS,
)
