import { randomUUID } from 'node:crypto'
import { cronCommand } from '../races/actors.ts'
import { violations } from '../races/race.ts'
import { type Random, randomFrom } from '../races/random.ts'
import { JOB_TABLES, type Job, type World } from '../races/world.ts'
import type { Argument, Catalogue } from './catalogue.ts'
import { asSql, type Value } from './samples.ts'

type Customer = { id: string; granted: number; spent: number }

type Sequence = {
  random: Random
  world: World
  catalogue: Catalogue
  customers: readonly [Customer, Customer]
  jobs: (Job & { owner: Customer })[]
}

type Move = (sequence: Sequence) => Promise<unknown>

const AMOUNTS = [-(2 ** 31), -60, -1, 0, 1, 60, 500, 100_000, 2 ** 31 - 1, null] as const
const WORDS = [
  'cancel',
  'repair',
  'timeout',
  'admin',
  'completed',
  'queued',
  'running',
  'lifetime',
  'monthly',
  'grant',
  null,
] as const
const STATUSES = ['queued', 'running', 'completed', 'failed', 'cancelled', 'misterioso'] as const

const idsOf = ({ customers, jobs, world }: Sequence): [string | null, ...(string | null)[]] => [
  null,
  randomUUID(),
  ...jobs.map(({ id }) => id),
  ...[...customers, ...customers].map(({ id }) => id),
  world.admins[0],
]

// Anything that might do something, and now and then what cannot.
const hostileValues: Record<string, (sequence: Sequence) => Value> = {
  app_role: ({ random }) => random.pick(['admin', 'moderator', 'user']),
  bigint: ({ random }) => random.pick(AMOUNTS),
  boolean: ({ random }) => random.pick([true, false, null]),
  integer: ({ random }) => random.pick(AMOUNTS),
  jsonb: ({ random, jobs }) =>
    random.pick<Value>([
      jobs.map(({ table, id }) => ({ table, id })),
      [],
      {},
      'admin',
      null,
      [{ table: 'profiles', id: randomUUID() }],
    ]),
  text: ({ random }) => (random.chance(0.4) ? random.pick(JOB_TABLES) : random.pick(WORDS)),
  'text[]': ({ random }) => random.pick<Value>([null, [...STATUSES], []]),
  'timestamp with time zone': ({ random }) => random.pick([null, 'infinity', '-infinity', '2020-01-01', 'now']),
  uuid: (sequence) => sequence.random.pick(idsOf(sequence)),
}

function hostile(type: string, sequence: Sequence): string {
  const value = hostileValues[type]
  return value ? asSql(type, value(sequence)) : `null::${type}`
}

// The claims that a customer's token may bear, true ones and boasts.
function asCustomer({ random, customers }: Sequence): { role: string; claims: string } {
  const { id } = random.pick(customers)
  if (random.chance(0.1)) return { role: 'anon', claims: JSON.stringify({ role: 'anon' }) }
  const boast = random.chance(0.3) ? { user_metadata: { role: 'admin' }, app_metadata: { role: 'admin' } } : {}
  return { role: 'authenticated', claims: JSON.stringify({ sub: id, role: 'authenticated', ...boast }) }
}

async function actAsCustomer(sequence: Sequence, statement: string): Promise<void> {
  const { role, claims } = asCustomer(sequence)
  await sequence.world.owner`select tests.act(${role}, ${claims}, ${statement})`
}

const pickFrom = <T>(random: Random, list: readonly T[]): T | undefined => list[random.below(list.length)]

async function callAnything(sequence: Sequence): Promise<void> {
  const { random, catalogue } = sequence
  const inReach = catalogue.functions.filter(
    ({ schema, writes }) => schema === 'public' && (writes || random.chance(0.2)),
  )
  const fn = pickFrom(random, inReach)
  if (!fn) return
  const given = fn.arguments
    .filter(({ optional }: Argument) => !optional || random.chance(0.5))
    .map(({ name, type }) => `${name} => ${hostile(type, sequence)}`)
  await actAsCustomer(sequence, `select * from ${fn.object.split('(')[0]}(${given.join(', ')})`)
}

async function writeAnywhere(sequence: Sequence): Promise<void> {
  const { random, catalogue } = sequence
  const table = pickFrom(
    random,
    catalogue.relations.filter(({ schema, kind }) => schema === 'public' && kind === 'table'),
  )
  const column = table && pickFrom(random, table.columns)
  if (!column) return
  const value = hostile(column.type, sequence)
  await actAsCustomer(
    sequence,
    random.pick([
      `update ${table.object} set ${column.name} = ${value}`,
      `insert into ${table.object} (${column.name}) values (${value})`,
      `delete from ${table.object} where ${column.name} = ${value}`,
      `select ${column.name} from ${table.object} for update`,
      `truncate ${table.object} cascade`,
    ]),
  )
}

// What the app does for its customers: its backend starts the jobs, and charges them.
async function startJob({ random, world, customers, jobs }: Sequence): Promise<void> {
  const owner = random.pick(customers)
  const table = random.pick(JOB_TABLES)
  const cost = random.pick([0, 20, 60, 60, 200, 2000])
  const [job] = await world.owner<{ id: string | null }[]>`
    select case when coalesce((select c.balance from public.upscaler_credits c where c.user_id = ${owner.id}), 0) >= ${cost}
      then public.start_ai_job(${table}, ${owner.id}, ${cost}, null, ${random.pick(['queued', 'running'])}) end as id`
  if (job?.id) jobs.push({ table, id: job.id, cost, owner })
}

async function spend({ random, world, customers }: Sequence): Promise<void> {
  const customer = random.pick(customers)
  const credits = 1 + random.below(80)
  const [answer] = await world.owner<{ code: string }[]>`
    select tests.act('service_role', '', ${`select public.spend_upscaler_credits('${customer.id}', ${credits}, 'Compra')`}) as code`
  if (answer?.code === 'ok') customer.spent += credits
}

async function buy({ random, world, customers }: Sequence): Promise<void> {
  const customer = random.pick(customers)
  const credits = 1 + random.below(100)
  await world.owner`select public.grant_upscaler_credits(${customer.id}, ${credits}, ${random.pick(['monthly', 'lifetime'])})`
  customer.granted += credits
}

const timePasses: Move = ({ world, customers }) => world.owner`select tests.age(${customers.map(({ id }) => id)})`

const clock: Move = ({ world }) => world.owner.unsafe(cronCommand)

// Whatever an admin may be asked to do for a customer's job, also twice.
async function askAnAdmin({ random, world, jobs }: Sequence): Promise<void> {
  const job = pickFrom(random, jobs)
  if (!job) return
  const claims = JSON.stringify({ sub: random.pick(world.admins), role: 'authenticated' })
  const asked = jobs.map(({ table, id }) => ({ table, id }))
  const request = random.pick([
    `public.admin_cancel_ai_job('${job.table}', '${job.id}', 'Pedido')`,
    `public.admin_cancel_ai_job('${job.table}', '${job.id}', 'Pedido')`,
    `public.admin_cancel_ai_jobs('${JSON.stringify(asked)}')`,
    `public.admin_retry_ai_job('${job.table}', '${job.id}')`,
    `public.admin_close_ai_job('${job.table}', '${job.id}', 'Pedido')`,
    `public.admin_repair_ai_job('${job.table}', '${job.id}', 'Pedido')`,
    'public.admin_run_cleanup()',
  ])
  await world.owner`select tests.act('authenticated', ${claims}, ${`select * from ${request}`})`
}

// A result, a failure, or any other word, whenever it comes.
async function providerAnswers({ random, world, jobs }: Sequence): Promise<void> {
  const job = pickFrom(random, jobs)
  if (!job) return
  const status = random.pick(STATUSES)
  const [result, end] = [
    status === 'completed' ? `'https://example.com/result.png'` : 'null',
    `'{completed,failed,cancelled}'`,
  ]
  await world.owner`select tests.act('service_role', '', ${`
    update public.${job.table} set status = '${status}', output_url = ${result},
      completed_at = case when '${status}' = any (${end}) then now() end
    where id = '${job.id}'`})`
}

const moves: readonly [Move, ...Move[]] = [
  callAnything,
  ...[callAnything, callAnything, writeAnywhere, writeAnywhere],
  ...[startJob, startJob, startJob, spend, buy],
  ...[timePasses, clock, askAnAdmin, askAnAdmin, providerAnswers],
]

// What a customer can have at most: what they were given, less what they spent and what their jobs cost, and the cost of
// each job back once that is over and brought nothing.
async function minted({ world, customers, jobs }: Sequence): Promise<string[]> {
  const rows = await world.owner<{ id: string; balance: number }[]>`
    select user_id as id, balance from public.upscaler_credits where user_id = any (${customers.map(({ id }) => id)})`
  const empty = await world.owner<{ id: string }[]>`
    select id from tests.jobs where id = any (${jobs.map(({ id }) => id)}) and status in ('failed', 'cancelled')`
  const broughtNothing = new Set(empty.map(({ id }) => id))
  return customers.flatMap(({ id, granted, spent }) => {
    const theirs = jobs.filter(({ owner }) => owner.id === id)
    const paid = theirs.filter((job) => !broughtNothing.has(job.id)).reduce((sum, { cost }) => sum + cost, 0)
    const balance = rows.find((row) => row.id === id)?.balance ?? 0
    const most = granted - spent - paid
    return balance > most ? [`${balance} credits, ${most} at most`] : []
  })
}

/** Plays one seed's moves of two customers and the world around them; returns in words what they have gained by it. */
export async function playSequence(world: World, catalogue: Catalogue, seed: number): Promise<string[]> {
  const random = randomFrom(seed)
  const customer = (): Customer => ({ id: randomUUID(), granted: 0, spent: 0 })
  const sequence: Sequence = { random, world, catalogue, customers: [customer(), customer()], jobs: [] }
  const ids = sequence.customers.map(({ id }) => id)
  await world.owner`insert into auth.users (id, email) select id, id || '@example.com' from unnest(${ids}::uuid[]) id`
  for (let step = 8 + random.below(10); step > 0; step -= 1) await random.pick(moves)(sequence)
  const wrong = [...(await minted(sequence)), ...(await violations(world, ids))]
  await world.owner`select tests.finish(${ids})`
  return wrong.map((line) => `seed ${seed}: ${line}`)
}
