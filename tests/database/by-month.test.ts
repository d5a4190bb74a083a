import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UNINSTALL } from '../hosts/host.ts'
import { ROOT } from '../support/command.ts'
import { applyFiles } from '../support/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

const PAGE = 20
const MONTHS = 25

type Read = { scanned: number; fetched: number; months: number }

let database: TestDatabase
let sql: postgres.Sql
let customer: string
let admin: string

const idOf = async (query: Promise<postgres.RowList<postgres.Row[]>>): Promise<string> => String((await query)[0]?.id)

beforeAll(async () => {
  database = await createTestDatabase()
  sql = postgres(database.url(), { max: 1, onnotice: () => {} })
  await sql.file(join(ROOT, 'supabase', 'tests', 'support.psql'))
  await sql.file(join(import.meta.dirname, 'by-month.sql'))
  customer = await idOf(sql`select tests.customer(1000) as id`)
  admin = await idOf(sql`select tests.admin() as id`)
  await sql`select estorno.register_job_table('flyer_maker_jobs', 'Flyer Maker')`
  await sql`call tests.add_past(2000)`
  await sql`analyze public.flyer_maker_jobs`
}, 60_000)

afterAll(async () => {
  await sql?.end()
  await database?.drop()
})

type Counters = { relname: string; scanned: number; fetched: number; looks: number }

/** What a statement reads of the table, in a transaction that is taken back. */
async function readBy(statement: string, asAdmin = false): Promise<Read> {
  await sql.unsafe('begin')
  try {
    const before = await sql<Counters[]>`select * from tests.months_read`
    if (asAdmin) await sql`select tests.act_as('authenticated', ${admin})`
    await sql.unsafe(statement)
    await sql`select tests.act_as_owner()`
    const after = await sql<Counters[]>`select * from tests.months_read`
    const grown = after.map((now) => {
      const was = before.find(({ relname }) => relname === now.relname)
      return {
        scanned: now.scanned - (was?.scanned ?? 0),
        fetched: now.fetched - (was?.fetched ?? 0),
        looks: now.looks - (was?.looks ?? 0),
      }
    })
    return {
      scanned: grown.reduce((sum, { scanned }) => sum + scanned, 0),
      fetched: grown.reduce((sum, { fetched }) => sum + fetched, 0),
      months: grown.filter(({ looks }) => looks > 0).length,
    }
  } finally {
    await sql.unsafe('rollback')
  }
}

const read = ({ scanned, fetched }: Read) => scanned + fetched
const TICK = 'select * from public.cleanup_all_stale_ai_jobs()'
const LIST = `select * from public.admin_list_ai_jobs(tool => 'flyer_maker_jobs'`
const allButTheLast = `cursor_created_at => now() - interval '1 year', cursor_id => gen_random_uuid()`

test('a tick with nothing to do reads the ends of each month, not its finished jobs', async () => {
  expect(read(await readBy(TICK))).toBeLessThanOrEqual(2 * MONTHS)
})

test.each([
  ['the first', LIST],
  ['one far back', `${LIST}, ${allButTheLast}`],
  ['the last', `${LIST}, backwards => true`],
])('%s page of the history reads a page of each month at most', async (_, list) => {
  expect(read(await readBy(`${list})`, true))).toBeLessThan(MONTHS * (PAGE + 2))
})

test('the history is walked through in order, each job once', async () => {
  const since = `now() - interval '40 days'`
  const walked = await sql.begin(async (asAdmin) => {
    await asAdmin`select tests.act_as('authenticated', ${admin})`
    const ids: string[] = []
    for (let cursor = ''; ; ) {
      const page = await asAdmin.unsafe<{ id: string; at: string }[]>(
        `select id, created_at::text as at from public.admin_list_ai_jobs(tool => 'flyer_maker_jobs', since => ${since}, page_size => 100 ${cursor})`,
      )
      ids.push(...page.map(({ id }) => id))
      const last = page.at(-1)
      if (!last) return ids
      cursor = `, cursor_created_at => '${last.at}', cursor_id => '${last.id}'`
    }
  })
  const rows = await sql.unsafe<{ id: string }[]>(
    `select id from public.flyer_maker_jobs where created_at >= ${since} order by created_at desc, id desc`,
  )
  expect(walked.length).toBeGreaterThan(500)
  expect(walked).toEqual(rows.map(({ id }) => id))
})

describe('the door', () => {
  let jobs: { stale: string; old: string; running: string }
  const statusOf = async (id: string) =>
    (await sql`select status from public.flyer_maker_jobs where id = ${id}`)[0]?.status
  const balance = async () => Number((await sql`select tests.balance(${customer}) as credits`)[0]?.credits)

  beforeAll(async () => {
    jobs = {
      stale: await idOf(sql`select tests.month_job(${customer}, '11 minutes') as id`),
      old: await idOf(sql`select tests.month_job(${customer}, '70 days') as id`),
      running: await idOf(sql`select tests.month_job(${customer}, '2 minutes') as id`),
    }
  })

  test('a cancel looks in one month', async () => {
    expect(await balance()).toBe(985)
    const cancel = await readBy(`select * from public.admin_cancel_ai_job('flyer_maker_jobs', '${jobs.running}')`, true)
    expect(cancel.months).toBe(1)
    expect(read(cancel)).toBeLessThan(100)
  })

  test('the cleanup ends what is stuck in any month, and gives it back once', async () => {
    const ended = sql`
      select cancelled_count, refunded_credits from public.cleanup_all_stale_ai_jobs() where table_name = 'flyer_maker_jobs'`
    expect([...(await ended)]).toEqual([{ cancelled_count: 2, refunded_credits: 10 }])
    expect([await statusOf(jobs.stale), await statusOf(jobs.old), await statusOf(jobs.running)]).toEqual([
      ...['failed', 'failed', 'running'],
    ])
    expect(await balance()).toBe(995)
    const again = await sql`select sum(cancelled_count)::integer as ended from public.cleanup_all_stale_ai_jobs()`
    expect(again[0]?.ended).toBe(0)
    expect(await balance()).toBe(995)
  })

  test('a late result changes nothing and is kept under the name of the whole table', async () => {
    await sql`update public.flyer_maker_jobs set status = 'completed', output_url = 'https://example.com/late.png' where id = ${jobs.old}`
    expect(await statusOf(jobs.old)).toBe('failed')
    const late = await sql`select table_name, output_url from estorno.late_results where job_id = ${jobs.old}`
    expect([...late]).toEqual([{ table_name: 'flyer_maker_jobs', output_url: 'https://example.com/late.png' }])
  })

  test('a month that was taken away leaves its record and stops nothing; a new one is guarded', async () => {
    const [month] = await sql<[{ name: string }]>`
      select tableoid::regclass::text as name from public.flyer_maker_jobs where id = ${jobs.old}`
    await sql.unsafe(`alter table public.flyer_maker_jobs detach partition ${month.name}; drop table ${month.name}`)
    await sql`call tests.add_month(date_trunc('month', now()) + interval '2 months')`
    expect((await sql`select from estorno.settlements where job_id = ${jobs.old}`).length).toBe(1)
    expect(read(await readBy(TICK))).toBeLessThanOrEqual(2 * MONTHS)
    expect(await guardedMonths()).toBe(MONTHS)
  })
})

const guardedMonths = async () =>
  (
    await sql`
    select from pg_trigger t join pg_inherits i on i.inhrelid = t.tgrelid
    where i.inhparent = 'public.flyer_maker_jobs'::regclass and t.tgname = 'zz_estorno_keep_job_over'`
  ).length

test('the uninstall leaves the months as they were', async () => {
  await sql.unsafe('drop schema tests cascade')
  const [before] = await sql`select count(*)::integer as jobs from public.flyer_maker_jobs`
  await applyFiles(database.url(), [UNINSTALL])
  expect(await guardedMonths()).toBe(0)
  expect((await sql`select count(*)::integer as jobs from public.flyer_maker_jobs`)[0]).toEqual(before)
})
