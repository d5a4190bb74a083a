import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import postgres from 'postgres'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import type { Random } from './random.ts'

export const JOB_TABLES = ['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'] as const
type JobTable = (typeof JOB_TABLES)[number]

export type Job = { table: JobTable; id: string; cost: number }

/** What one trial is about: a customer with jobs, two admins, and a bystander to whom nothing may happen. */
export type Trial = { random: Random; customer: string; bystander: string; jobs: readonly [Job, ...Job[]] }

export type World = {
  database: TestDatabase
  /** The owner's own connection, for making trials and looking at what came of them. */
  owner: postgres.Sql
  /** A connection an actor; they race. */
  actors: postgres.Sql[]
  admins: [string, string]
  close(): Promise<void>
}

// A server that was killed is back within moments: whoever lost it asks often (backoff is in seconds).
const connect = (url: string) => postgres(url, { max: 1, onnotice: () => {}, prepare: false, backoff: () => 0.05 })

/** As if the project had made the refund function its own: the door calls it for each job. */
export async function refundOneByOne({ owner }: World): Promise<void> {
  await owner`alter function public.refund_upscaler_credits(uuid, integer, text) set datestyle = 'iso'`
}

/** On a fresh copy of the migrated database unless one is given. */
export async function createWorld(connections: number, given?: TestDatabase): Promise<World> {
  const database = given ?? (await createTestDatabase())
  const owner = connect(database.url())
  await owner.file(join(import.meta.dirname, 'invariants.sql'))
  // Installed just now: the health of a new installation counts from here, however old the template is.
  await owner`update estorno.job_tables set registered_at = now()`
  // Two admins do here in a minute what others do in a month.
  await owner`select estorno.change_settings(acts_per_minute => null)`
  const admins: [string, string] = [randomUUID(), randomUUID()]
  for (const admin of admins) {
    await owner`insert into auth.users (id, email) values (${admin}, ${`${admin}@example.com`})`
    await owner`insert into public.user_roles values (${admin}, 'admin')`
  }
  const actors = Array.from({ length: connections }, () => connect(database.url()))
  return {
    database,
    owner,
    actors,
    admins,
    async close() {
      await Promise.all([owner, ...actors].map((sql) => sql.end({ timeout: 5 })))
      await database.drop()
    },
  }
}

export type PlannedJob = { table: JobTable; cost: number; status: string; minutesAgo: number }

const planJob = (random: Random, usual: JobTable): PlannedJob => ({
  table: random.chance(0.5) ? usual : random.pick(JOB_TABLES),
  cost: random.below(4) * 20,
  status: random.pick(['queued', 'running', 'running', 'starting', 'pending']),
  minutesAgo: random.chance(0.8) ? 11 : 1,
})

// Mostly past their limit, so that the clock and the admins want the same ones, and many in one table, so that they end together.
function planJobs(random: Random): PlannedJob[] {
  const usual = random.pick(JOB_TABLES)
  return Array.from({ length: 1 + random.below(4) }, () => planJob(random, usual))
}

export async function makeTrial(world: World, random: Random, planned = planJobs(random)): Promise<Trial> {
  const [customer, bystander] = [randomUUID(), randomUUID()]
  const bystanding: PlannedJob = { table: random.pick(JOB_TABLES), cost: 5, status: 'running', minutesAgo: 1 }
  const wanted = [...planned.map((job) => ({ ...job, owner: customer })), { ...bystanding, owner: bystander }]
  const ids = await world.owner.begin(async (sql) => {
    await sql`insert into auth.users (id, email) select id, id || '@example.com' from unnest(${[customer, bystander]}::uuid[]) id`
    await sql`select public.grant_upscaler_credits(id, 60, 'monthly'), public.grant_upscaler_credits(id, 240)
              from unnest(${[customer, bystander]}::uuid[]) id`
    const started = await sql<{ id: string }[]>`
      select tests.start_job("table", owner, cost, status, "minutesAgo") as id
      from jsonb_to_recordset(${sql.json(wanted)}) job ("table" text, owner uuid, cost integer, status text, "minutesAgo" integer)`
    return started.map(({ id }) => id)
  })
  const [first, ...others] = planned.flatMap(({ table, cost }, index) =>
    ids[index] ? [{ table, cost, id: ids[index] }] : [],
  )
  if (!first) throw new Error('A trial without a job')
  return { random, customer, bystander, jobs: [first, ...others] }
}

export async function finishTrial(world: World, { customer, bystander, jobs }: Trial): Promise<void> {
  await world.owner`select tests.finish_jobs(${[customer, bystander]}, ${jobs.map((job) => job.id)})`
}
