import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorKinds } from '../races/actors.ts'
import { type Act, runTrial, violations } from '../races/race.ts'
import { type Random, randomFrom } from '../races/random.ts'
import type { Told } from '../races/scripts.ts'
import { type Job, makeTrial, type Trial } from '../races/world.ts'
import { figure } from '../support/figures.ts'
import { pressCancel } from './press-cancel.ts'
import { createStackWorld, type StackWorld } from './stack-world.ts'

const TRIALS = Number(process.env.ESTORNO_STACK_TRIALS ?? 150)
const SEED = Number(process.env.ESTORNO_STACK_SEED ?? Date.now() % 1_000_000_000)
const EVERYBODY_EVERY = 500

let world: StackWorld
const heard = new Map<string, number>()

beforeAll(async () => {
  world = await createStackWorld(2)
}, 60_000)

afterAll(() => world?.close(), 30_000)

async function press(admin: 0 | 1, job: Job): Promise<Told> {
  const told = await pressCancel(`${world.stack.origin}/functions/v1/admin-cancel-job`, world.tokens[admin], job)
  const outcome = told.kind === 'cancel' ? told.outcome : told.kind === 'refused' ? told.code : told.kind
  heard.set(outcome, (heard.get(outcome) ?? 0) + 1)
  if (told.kind !== 'refused') return told
  const [row] = await world.owner`select status from public.${world.owner(job.table)} where id = ${job.id}`
  if (told.code !== `job_already_over: ${row?.status}`)
    throw new Error(`Told ${told.code}, but the job is ${row?.status}`)
  return told
}

// A press takes its way through four processes: who speaks to the database directly comes somewhere in between.
async function dawdle(sql: postgres.Sql, random: Random): Promise<void> {
  for (let turn = random.below(300); turn > 0; turn -= 1) await sql`select 1`
}

function actsOf(trial: Trial): Act[] {
  const { random, jobs } = trial
  const [clock, provider] = world.actors
  if (!clock || !provider) throw new Error('Two connections are needed')
  const webhook = random.pick(['webhook ok', 'webhook failed'] as const)
  const first = random.pick(jobs)
  const second = random.chance(0.5) ? first : random.pick(jobs)
  return [
    () => press(0, first),
    () => press(1, second),
    async () => {
      await dawdle(clock, random)
      return await actorKinds.cron(clock)
    },
    async () => {
      await dawdle(provider, random)
      return await actorKinds[webhook](provider, trial, world)
    },
  ]
}

test(`${TRIALS} races through HTTP, Deno and the API break no invariant (replay with ESTORNO_STACK_SEED=${SEED})`, async () => {
  const wrong: string[] = []
  for (let index = 0; index < TRIALS; index += 1) {
    const trial = await makeTrial(world, randomFrom(SEED + index))
    const found = await runTrial(world, trial, actsOf(trial))
    wrong.push(...found.map((line) => `seed ${SEED + index}: ${line}`))
    if ((index + 1) % EVERYBODY_EVERY === 0 || index + 1 === TRIALS) wrong.push(...(await violations(world, null)))
  }
  figure(`seed ${SEED}, ${TRIALS} trials; the admins heard ${JSON.stringify(Object.fromEntries(heard))}`)
  expect(wrong).toEqual([])
  expect([...heard.keys()]).toEqual(expect.arrayContaining(['cancelled', 'replayed']))
}, 3_600_000)

test('the id of the answer stands in the record, and no other', async () => {
  const [job] = await world.owner<{ id: string }[]>`
    insert into public.upscaler_jobs (status, user_credit_cost) values ('queued', 9) returning id`
  if (!job) throw new Error('The job was not written')

  const response = await fetch(`${world.stack.origin}/functions/v1/admin-cancel-job`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.tokens[0]}`, 'x-request-id': randomUUID() },
    body: JSON.stringify({ table: 'upscaler_jobs', jobId: job.id }),
  })

  expect(response.status).toBe(200)
  const [record] = await world.owner`select request_id from estorno.settlements where job_id = ${job.id}`
  expect(record).toEqual({ request_id: response.headers.get('x-request-id') })
})

test('a refund that fails is told as such through the whole stack, and the job stays as it was', async () => {
  const poor = randomUUID()
  await world.owner`insert into auth.users (id, email) values (${poor}, ${`${poor}@example.com`})`
  const [job] = await world.owner<{ id: string }[]>`
    insert into public.upscaler_jobs (user_id, status, user_credit_cost) values (${poor}, 'running', 9) returning id`
  if (!job) throw new Error('The job was not written')

  const response = await fetch(`${world.stack.origin}/functions/v1/admin-cancel-job`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.tokens[0]}`, 'content-type': 'application/json' },
    body: JSON.stringify({ table: 'upscaler_jobs', jobId: job.id }),
  })

  expect(response.status).toBe(500)
  expect(await response.json()).toEqual({
    success: false,
    code: 'refund_failed',
    message: 'O estorno não foi feito; o job continua como estava.',
  })
  const [row] = await world.owner`select status, error_message from public.upscaler_jobs where id = ${job.id}`
  expect(row).toEqual({ status: 'running', error_message: null })
})
