import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { z } from 'zod'
import { cronCommand } from '../races/actors.ts'
import { beginAs, type Cancelled, cancel } from '../races/scripts.ts'
import type { Job } from '../races/world.ts'

/** One project in one test: the owner's own connection, and the one that the callers come through. */
export type Scene = {
  owner: postgres.Sql
  callers: postgres.Sql
  customer: string
  admin: string
  close(): Promise<void>
}

export const CREDITS = 500

const connect = (url: string) => postgres(url, { max: 1, onnotice: () => {}, prepare: false })

/** pooled: a session in which somebody's claims were set and taken away again, which leaves the empty string. */
export async function openScene(url: string, { pooled = false } = {}): Promise<Scene> {
  const owner = connect(url)
  const callers = connect(url)
  if (pooled)
    await callers`select set_config('request.jwt.claims', '', false), set_config('request.jwt.claim.sub', '', false)`
  const [customer, admin] = [randomUUID(), randomUUID()]
  for (const [id, credits] of [
    [customer, CREDITS],
    [admin, 0],
  ] as const) {
    await owner`insert into auth.users (id, email) values (${id}, ${`${id}@example.com`})`
    await owner`insert into public.profiles (id, name, email) values (${id}, 'Pessoa', ${`${id}@example.com`})`
    await owner`insert into public.upscaler_credits (user_id, balance, lifetime_balance) values (${id}, ${credits}, ${credits})`
    await writeLedger(owner, id, credits, credits, 'grant')
  }
  await owner`insert into public.user_roles (user_id, role) values (${admin}, 'admin')`
  return {
    owner,
    callers,
    customer,
    admin,
    close: async () => {
      await Promise.all([owner.end({ timeout: 5 }), callers.end({ timeout: 5 })])
    },
  }
}

const writeLedger = (sql: postgres.Sql, user: string, amount: number, balance: number, kind: string) =>
  sql`insert into public.upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type)
      values (${user}, ${amount}, ${balance}, ${kind}, 'lifetime')`

async function hasColumn(sql: postgres.Sql, table: string, column: string): Promise<boolean> {
  const found = await sql`
    select from information_schema.columns where table_schema = 'public' and table_name = ${table} and column_name = ${column}`
  return found.length > 0
}

export type JobPlan = {
  table?: Job['table']
  cost?: number
  status?: string
  minutesAgo?: number
  customer?: string | null
  charged?: boolean
  /** Columns that only some projects have. */
  more?: Record<string, string | boolean>
}

/** A job as a project's worker makes it, past its limit unless told otherwise, with its credits taken. */
export async function makeJob({ owner, customer }: Scene, plan: JobPlan = {}): Promise<Job> {
  const { table = 'upscaler_jobs', cost = 60, status = 'queued', minutesAgo = 11, charged = true, more } = plan
  const id = randomUUID()
  const of = plan.customer === undefined ? customer : plan.customer
  const row = { id, session_id: 's', user_id: of, status, user_credit_cost: cost, ...more }
  const told = charged && (await hasColumn(owner, table, 'credits_charged')) ? { credits_charged: true } : {}
  await owner`insert into public.${owner(table)} ${owner({ ...told, ...row })}`
  await owner`
    update public.${owner(table)} set created_at = now() - make_interval(mins => ${minutesAgo}),
      started_at = case when status = 'running' then now() - make_interval(mins => ${minutesAgo}) end where id = ${id}`
  if (charged && of) await charge(owner, of, { table, id, cost })
  return { table, id, cost }
}

// A ledger that can name the job does.
async function charge(sql: postgres.Sql, customer: string, { table, id, cost }: Job): Promise<void> {
  const [credits] = await sql<[{ balance: number }]>`
    update public.upscaler_credits set balance = balance - ${cost}, lifetime_balance = lifetime_balance - ${cost}
    where user_id = ${customer} returning balance`
  await writeLedger(sql, customer, -cost, credits.balance, 'consumption')
  if (await hasColumn(sql, 'upscaler_credit_transactions', 'job_id')) {
    await sql`update public.upscaler_credit_transactions set job_table = ${table}, job_id = ${id}
              where user_id = ${customer} and transaction_type = 'consumption' and job_id is null`
  }
}

const bookRow = z.object({
  balance: z.number(),
  parts: z.number(),
  ledger: z.coerce.number(),
  refunds: z.coerce.number(),
})

/** What the books say of a customer. The balance, its parts and the ledger have to agree. */
export async function booksOf({ owner, customer }: Scene) {
  const [row] = await owner`
    select balance, monthly_balance + lifetime_balance as parts,
      (select sum(amount) from public.upscaler_credit_transactions where user_id = ${customer}) as ledger,
      (select count(*) from public.upscaler_credit_transactions where user_id = ${customer} and transaction_type = 'refund') as refunds
    from public.upscaler_credits where user_id = ${customer}`
  const { balance, parts, ledger, refunds } = bookRow.parse(row)
  if (balance !== parts || balance !== ledger) throw new Error(`balance ${balance}, parts ${parts}, ledger ${ledger}`)
  return { balance, refunds }
}

export async function jobRow({ owner }: Scene, { table, id }: Job) {
  const [row] = await owner`select * from public.${owner(table)} where id = ${id}`
  return row
}

/** Each caller ends the one job in its own way. */
export const callers = {
  'the cron command': async ({ callers }) => {
    await callers.unsafe(cronCommand)
  },
  'the service': async ({ callers }) => {
    await callers.unsafe('begin; set local role service_role; select public.cleanup_all_stale_ai_jobs(); commit')
  },
  'an admin': async (scene, job) => {
    await cancelOnce(scene, job)
  },
} satisfies Record<string, (scene: Scene, job: Job) => Promise<void>>

export const runCleanup = callers['the service']

export async function cancelOnce({ callers, admin }: Scene, job: Job): Promise<Cancelled> {
  await beginAs(callers, admin)
  try {
    return await cancel(callers, job)
  } finally {
    await callers`commit`
  }
}

/** A provider's webhook: the API calls as the service, with its claims. */
export async function webhook({ callers }: Scene, { table, id }: Job, result: Record<string, string>): Promise<void> {
  await callers.unsafe(`begin; set local role service_role; set local request.jwt.claims = '{"role": "service_role"}'`)
  await callers`update public.${callers(table)} set ${callers(result)} where id = ${id}`
  await callers`commit`
}
