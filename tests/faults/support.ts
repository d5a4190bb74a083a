import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { z } from 'zod'
import { until } from '../kills/until.ts'
import { cronCommand } from '../races/actors.ts'
import { violations } from '../races/race.ts'
import { beginAs, type Cancelled, cancel } from '../races/scripts.ts'
import type { Job, World } from '../races/world.ts'

export async function newCustomer({ owner }: World, credits = 1000): Promise<string> {
  const customer = randomUUID()
  await owner`insert into auth.users (id, email) values (${customer}, ${`${customer}@example.com`})`
  if (credits > 0) await owner`select public.grant_upscaler_credits(${customer}, ${credits})`
  return customer
}

type JobPlan = { customer: string; table?: Job['table']; cost?: number; status?: string; minutesAgo?: number }

/** Starts and charges a job, then makes it as old as it has to be. Past its limit unless told otherwise. */
export async function startJob({ owner }: World, plan: JobPlan): Promise<Job> {
  const { customer, table = 'upscaler_jobs', cost = 60, status = 'queued', minutesAgo = 11 } = plan
  const [started] = await owner<[{ id: string }]>`
    select public.start_ai_job(${table}, ${customer}, ${cost}, null, ${status}) as id`
  await owner`
    update public.${owner(table)} set created_at = now() - make_interval(mins => ${minutesAgo}),
      started_at = started_at - make_interval(mins => ${minutesAgo}) where id = ${started.id}`
  return { table, id: started.id, cost }
}

type JobsPlan = { customers: readonly string[]; count: number; cost?: number; table?: Job['table'] }

/** As many jobs past their limit, the customers in turn; returns their ids, oldest first. */
export async function startJobs({ owner }: World, plan: JobsPlan): Promise<string[]> {
  const { customers, count, cost = 5, table = 'upscaler_jobs' } = plan
  const started = await owner<{ id: string }[]>`
    select public.start_ai_job(${table}, (${customers}::uuid[])[1 + place % ${customers.length}::integer], ${cost}) as id
    from generate_series(1, ${count}::integer) place`
  const ids = started.map(({ id }) => id)
  await owner`
    update public.${owner(table)} j set created_at = now() - interval '30 minutes' + make_interval(secs => place * 0.01)
    from unnest(${ids}::uuid[]) with ordinality as t (id, place) where j.id = t.id`
  return ids
}

const runRow = z.object({ ended: z.coerce.number(), refunded: z.coerce.number() })

/** One run of the cleanup, called plainly; all tables together. */
export async function cleanUp(sql: postgres.Sql) {
  const [row] = await sql`
    select sum(cancelled_count) as ended, sum(refunded_credits) as refunded from public.cleanup_all_stale_ai_jobs()`
  return runRow.parse(row)
}

/** One run of the schedule's own command; what it ended and gave back in all tables together. */
export async function tick(sql: postgres.Sql) {
  const before = await settledSoFar(sql)
  await sql.unsafe(cronCommand)
  const after = await settledSoFar(sql)
  return { ended: after.ended - before.ended, refunded: after.refunded - before.refunded }
}

async function settledSoFar(sql: postgres.Sql) {
  const [row] = await sql`
    select count(*) as ended, coalesce(sum(refunded_credits), 0) as refunded from estorno.settlements`
  return runRow.parse(row)
}

/** One cancel in a transaction of its own. What it raises is raised, and undone. */
export async function cancelOnce(sql: postgres.Sql, admin: string, job: Job): Promise<Cancelled> {
  await beginAs(sql, admin)
  try {
    const told = await cancel(sql, job)
    await sql`commit`
    return told
  } catch (error) {
    await sql`rollback`
    throw error
  }
}

export async function statusOf({ owner }: World, job: Job): Promise<string | undefined> {
  const [row] = await owner<{ status: string }[]>`select status from public.${owner(job.table)} where id = ${job.id}`
  return row?.status
}

export async function balanceOf({ owner }: World, customer: string): Promise<number | undefined> {
  const [row] = await owner<{ balance: number }[]>`
    select balance from public.upscaler_credits where user_id = ${customer}`
  return row?.balance
}

export type Attention = { job_id: string; reason: string; detail: string | null; tries: number }

/** What the last runs could not end. */
export const attentionOf = async ({ owner }: World): Promise<Attention[]> => [
  ...(await owner<Attention[]>`select job_id, reason, detail, tries from estorno.attention order by detail, job_id`),
]

/** Books that do not add up, refunds that were not due, rows that changed after their end. */
export const wrongs = (world: World) => violations(world, null)

// One connection of the actors', by place.
export function connection({ actors }: World, place = 0): postgres.Sql {
  const sql = actors[place]
  if (!sql) throw new Error(`The world has no actor ${place}`)
  return sql
}

/** Holds what the statement locks while the work is done. */
export async function whileHeld<T>(
  sql: postgres.Sql,
  lock: (holder: postgres.Sql) => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  await sql`begin`
  await lock(sql)
  try {
    return await work()
  } finally {
    await sql`rollback`
  }
}

export async function pidOf(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<[{ pid: number }]>`select pg_backend_pid() as pid`
  return row.pid
}

/** Resolves once an admin's call has met a busy job and sleeps until its next try. */
export const untilLooksAgain = ({ owner }: World, pid: number) =>
  until('the admin looks again', async () => {
    const [row] = await owner`select from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`
    return row
  })
