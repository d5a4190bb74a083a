import { Buffer } from 'node:buffer'
import { type Random, randomFrom } from '../races/random.ts'

type Aim = { table: string; jobId: string }

export type Fuzzed = {
  request: Request
  /** Who sends it: the admin alone may end a job. */
  sender: Sender
}

const SENDERS = ['admin', 'admin', 'admin', 'admin', 'customer', 'nobody'] as const
type Sender = (typeof SENDERS)[number]

const METHODS = [
  'POST',
  'POST',
  'POST',
  'POST',
  'POST',
  'POST',
  'POST',
  'POST',
  'GET',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'PROPFIND',
  'post',
] as const

const NAUGHTY = [
  ...['', ' ', '\u0000', '\n', '\u2028', '\ufeff', '\ud83d', '\ud83d\ude00', '\u202e', '\uffff', 'é', 'е'],
  ...[
    "' or 1=1 --",
    "'; drop table public.upscaler_jobs; --",
    '"; select pg_sleep(9); --',
    '$$',
    '%s',
    '\\',
    '{{7*7}}',
  ],
  ...[
    '<script>alert(1)</script>',
    '=cmd|/c calc',
    '../../auth/v1/admin/users',
    '..%2f..%2f',
    '%00',
    'null',
    'undefined',
    'NaN',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'profiles',
    'auth.users',
    'estorno.settlements',
    'upscaler_jobs?select=*',
  ],
  ...[
    'upscaler_jоbs',
    'UPSCALER_JOBS',
    'upscaler_jobs ',
    'pose_changer_jobs',
    'a'.repeat(63),
    'a'.repeat(64),
    'x'.repeat(501),
  ],
] as const

const naughty = (random: Random): string => NAUGHTY[random.below(NAUGHTY.length)] ?? ''

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { a: value }
  return value
}

const anyValue = (random: Random): unknown =>
  random.pick<() => unknown>([
    () => null,
    () => true,
    () => random.below(2 ** 31),
    () => 1e308,
    () => -0,
    () => naughty(random),
    () => [naughty(random)],
    () => ({ [naughty(random)]: naughty(random) }),
    () => nested(1 + random.below(400)),
  ])()

const KEYS = ['table', 'jobId', 'reason'] as const

// One thing wrong with a good body, or two, or none.
function structured(random: Random, aim: Aim): string {
  const body: Record<string, unknown> = { ...aim, ...(random.chance(0.5) ? { reason: naughty(random) } : {}) }
  for (let changes = random.below(3); changes > 0; changes -= 1) {
    const key = random.pick(KEYS)
    random.pick([
      () => Reflect.deleteProperty(body, key),
      () => Reflect.set(body, key, anyValue(random)),
      () => Reflect.set(body, naughty(random) || 'extra', anyValue(random)),
      () => Reflect.set(body, key, `${aim[key === 'reason' ? 'table' : key]}${naughty(random)}`),
    ])()
  }
  const text = JSON.stringify(body)
  return random.pick([
    () => text,
    () => text,
    () => text,
    () => `[${text}]`,
    () => `${text}${naughty(random)}`,
    () => `${naughty(random)}${text}`,
    () => text.replace('{', `{"table":"${random.pick(['profiles', 'upscaler_jobs'])}","__proto__":{"jobId":"x"},`),
    () => text.padEnd(9_990 + random.below(20)),
  ])()
}

const bytesOf = (random: Random, length: number): Buffer => Buffer.from(Array.from({ length }, () => random.below(256)))

// A good body with some of its bytes changed, lost or doubled.
function damaged(random: Random, aim: Aim): Buffer {
  const bytes = Buffer.from(JSON.stringify({ ...aim, reason: 'Motivo' }))
  const at = random.below(bytes.length)
  return random.pick([
    () => Buffer.concat([bytes.subarray(0, at), bytesOf(random, 1 + random.below(4)), bytes.subarray(at + 1)]),
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 9))]),
    () => Buffer.from(bytes.toString(), 'utf16le'),
  ])()
}

type BodyMaker = (random: Random, aim: Aim) => string | Buffer
const bodies: readonly [BodyMaker, ...BodyMaker[]] = [
  structured,
  structured,
  structured,
  damaged,
  damaged,
  (random) => bytesOf(random, random.below(300)),
  (random) => bytesOf(random, random.below(12_000)),
  (_, aim) => JSON.stringify(aim),
  () => '',
]

// In pieces, and now and then broken off.
function inPieces(random: Random, body: string | Buffer): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(body)
  const breaksAt = random.chance(0.3) ? random.below(bytes.length + 1) : undefined
  let sent = 0
  return new ReadableStream({
    pull(controller) {
      if (breaksAt !== undefined && sent >= breaksAt) return controller.error(new Error('The sender is gone'))
      if (sent >= bytes.length) return controller.close()
      const end = Math.min(bytes.length, sent + 1 + random.below(900))
      controller.enqueue(bytes.subarray(sent, end))
      sent = end
    },
  })
}

const HEADERS: readonly (readonly [string, readonly [string, ...string[]]])[] = [
  [
    'content-type',
    [
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/json; charset=utf-16',
    ],
  ],
  ['content-encoding', ['gzip', 'br']],
  ['content-length', ['0', '-1', '10', '999999999', 'x']],
  ['content-profile', ['estorno', 'auth']],
  ['prefer', ['tx=rollback', 'return=representation']],
  ['apikey', ['sb_secret_guessed', '']],
  ['x-http-method-override', ['DELETE']],
  ['x-request-id', ['"><script>', 'a'.repeat(4000)]],
  ['x-forwarded-for', ['127.0.0.1']],
  ['origin', ['https://evil.example.com', 'null']],
]

function headersOf(random: Random, authorization: string | undefined): Headers {
  const headers = new Headers(authorization === undefined ? {} : { authorization })
  for (const [name, values] of HEADERS) if (random.chance(0.15)) headers.set(name, random.pick(values))
  return headers
}

function authorizationOf(
  random: Random,
  sender: Sender,
  tokens: Record<'admin' | 'customer', string>,
): string | undefined {
  if (sender !== 'nobody') return random.pick([`Bearer ${tokens[sender]}`, `bearer  ${tokens[sender]}`])
  return random.pick<() => string | undefined>([
    () => undefined,
    () => '',
    () => 'Bearer',
    () => tokens.admin,
    () => `Bearer ${tokens.admin.slice(0, -5)}AAAAA`,
    () => `Bearer ${tokens.admin} ${tokens.admin}`,
    () => `Bearer ${bytesOf(random, 30).toString('base64url')}.${bytesOf(random, 30).toString('base64url')}.`,
    () => `Basic ${tokens.admin}`,
  ])()
}

/** One seed's request at the Edge Function; if it names a job at all, then the one that is aimed at. */
export function fuzzedRequest(seed: number, aim: Aim, tokens: Record<'admin' | 'customer', string>): Fuzzed {
  const random = randomFrom(seed)
  const sender = random.pick(SENDERS)
  const method = random.pick(METHODS)
  const headers = headersOf(random, authorizationOf(random, sender, tokens))
  const path = random.pick([
    '/admin-cancel-job',
    '/admin-cancel-job/../rest/v1/profiles',
    '/?table=profiles',
    '/functions/v1/admin-cancel-job#x',
  ])
  const body = random.pick(bodies)(random, aim)
  const carries = method !== 'GET' && method !== 'HEAD'
  const sent = random.chance(0.3) ? inPieces(random, body) : typeof body === 'string' ? body : new Uint8Array(body)
  const init: RequestInit & { duplex: 'half' } = { method, headers, duplex: 'half', ...(carries ? { body: sent } : {}) }
  return { request: new Request(`http://localhost${path}`, init), sender }
}
