import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemCodes } from '../../bin/doctor/problems.js'
import { ROOT } from '../support/command.ts'
import { SUPERUSER, withConnection } from '../support/databases.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { recordRuns } from './cleanup-runs.ts'
import { diagnosis, doctor, START_MS } from './doctor.ts'

const page = readFileSync(join(ROOT, 'docs/monitoring.md'), 'utf8')
let database: TestDatabase
let sql: postgres.Sql

// A database without pg_cron, in which something else runs the cleanup.
beforeAll(async () => {
  database = await createTestDatabase()
  sql = postgres(database.url(), { max: 1, onnotice: () => {} })
}, START_MS)

afterAll(async () => {
  await sql?.end()
  await database?.drop()
})

test('a cleaner that ran in time is well: 0', async () => {
  await recordRuns(sql, [{ minutesAgo: 5 }])
  expect(await diagnosis(database.url())).toEqual({
    code: 0,
    codes: [],
    report: expect.objectContaining({ ok: true, state: 'ok', nextRunAt: null, attentionJobs: 0 }),
  })
})

test('the head of the record is told, so that a monitor keeps it', async () => {
  await recordRuns(sql, [{ minutesAgo: 1 }])
  const [newest] = await sql`select encode(digest, 'hex') as head from estorno.seals order by number desc limit 1`
  expect((await diagnosis(database.url())).report.recordHead).toBe(newest?.head)
})

test('a record that no run can seal: 1', async () => {
  await recordRuns(sql, [{ minutesAgo: 1 }])
  await sql`alter table estorno.seals disable trigger user`
  await sql`update estorno.seals set sealed_at = now() - interval '1 hour'`
  await sql`insert into estorno.tool_changes (table_name, changed_at) values ('upscaler_jobs', now() - interval '1 hour')`
  const { code, codes } = await diagnosis(database.url())
  expect({ code, codes }).toEqual({ code: 1, codes: ['records_unsealed'] })
  await sql`select estorno.seal_records()`
})

test('one missed run is late: 1', async () => {
  await recordRuns(sql, [{ minutesAgo: 8 }])
  const { code, codes, report } = await diagnosis(database.url())
  expect({ code, codes }).toEqual({ code: 1, codes: ['late', 'cron_absent'] })
  expect(report).toMatchObject({ ok: false, state: 'late' })
  expect(report.ageSeconds).toBeGreaterThanOrEqual(8 * 60)
  expect(Date.parse(report.lastSuccessAt ?? '')).toBeLessThanOrEqual(Date.now() - 8 * 60_000)
})

test('two missed runs are down: 1', async () => {
  await recordRuns(sql, [{ minutesAgo: 12 }])
  const { code, codes, report } = await diagnosis(database.url())
  expect({ code, codes, state: report.state }).toEqual({ code: 1, codes: ['down', 'cron_absent'], state: 'down' })
})

test('a cleaner that runs in time and fails: 1', async () => {
  await recordRuns(sql, [{ minutesAgo: 4 }, { minutesAgo: 1, error: 'relation is gone' }])
  const { code, codes, report } = await diagnosis(database.url())
  expect({ code, codes }).toEqual({ code: 1, codes: ['run_failed'] })
  expect(report).toMatchObject({ state: 'ok', failedRuns24h: 1, failedJobs24h: 1 })
})

test('a cleaner that ends nothing because every refund fails: 1', async () => {
  await recordRuns(sql, [{ minutesAgo: 1 }])
  await sql`insert into estorno.attention (table_name, job_id, reason)
    select 'upscaler_jobs', gen_random_uuid(), 'refund_failed' from generate_series(1, 3)`
  const { code, codes } = await diagnosis(database.url())
  expect({ code, codes }).toEqual({ code: 1, codes: ['refunds_failing'] })
  await sql`delete from estorno.attention`
})

test('a job table of another shape: 1', async () => {
  await recordRuns(sql, [{ minutesAgo: 1 }])
  await sql`alter table public.upscaler_jobs alter user_credit_cost type bigint`
  const { code, codes } = await diagnosis(database.url())
  expect({ code, codes }).toEqual({ code: 1, codes: ['table_unusable'] })
  await sql`alter table public.upscaler_jobs alter user_credit_cost type integer`
})

test('jobs that need a human are counted and do not make the cleaner ill', async () => {
  await recordRuns(sql, [{ minutesAgo: 1 }])
  await sql`insert into auth.users (id, email) values (gen_random_uuid(), 'cliente@example.com')`
  await sql`insert into public.upscaler_jobs (user_id, status, created_at) select id, 'queued', null from auth.users`
  const { code, report } = await diagnosis(database.url())
  expect({ code, attention: report.attentionJobs }).toEqual({ code: 0, attention: 1 })
  await sql`delete from public.upscaler_jobs`
})

test('a person reads the same in words', async () => {
  await recordRuns(sql, [{ minutesAgo: 12 }])
  const { code, stdout } = await doctor({ url: database.url(), args: ['--health'] })
  expect(code).toBe(1)
  expect(stdout).toMatch(/^The cleaner is not well: down, cron_absent\.$/m)
  expect(stdout).toMatch(/^down: .*\n {2}Run it by hand: select \* from public\.cleanup_all_stale_ai_jobs\(\);/m)
  expect(stdout).toMatch(/^attention +0 jobs/m)

  await recordRuns(sql, [{ minutesAgo: 1 }])
  const well = await doctor({ args: ['--health', '--database-url', database.url()] })
  expect({ code: well.code, stderr: well.stderr }).toEqual({ code: 0, stderr: '' })
  expect(well.stdout).toMatch(/^The cleaner is well\.$/m)
})

test('a monitor needs no more than the role of the page on monitoring', async () => {
  await recordRuns(sql, [{ minutesAgo: 1 }])
  const monitor = `monitor_${database.name}`
  const [, grants = ''] = /```sql\n([\s\S]*?)```/.exec(page) ?? []
  await sql.unsafe(grants.replaceAll('estorno_monitor', monitor))
  try {
    expect((await diagnosis(database.url(monitor))).code).toBe(0)
    await withConnection(database.url(monitor), async (asMonitor) => {
      for (const forbidden of ['estorno.settlements', 'public.upscaler_jobs', 'estorno.list_attention(null)']) {
        await expect(asMonitor.unsafe(`select from ${forbidden}`)).rejects.toMatchObject({ code: '42501' })
      }
    })
  } finally {
    await withConnection(database.url(SUPERUSER), (superuser) =>
      superuser.unsafe(`drop owned by ${monitor}; drop role ${monitor}`),
    )
  }
})

// The machine's own Node may be older than the project's.
const machineNodes = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => join(folder, 'node'))
  .filter((file) => existsSync(file))

test.each([...new Set([process.execPath, ...machineNodes])])('works on %s', async (node) => {
  expect(
    Number(execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' })),
  ).toBeGreaterThanOrEqual(20)
  await recordRuns(sql, [{ minutesAgo: 8 }])
  const { code, codes } = await diagnosis(database.url(), node)
  expect({ code, codes }).toEqual({ code: 1, codes: ['late', 'cron_absent'] })
})

test('the page on monitoring explains every code, and no other', () => {
  const explained = [...page.matchAll(/^\| `(\w+)` *\|/gm)].map(([, code]) => code)
  expect(explained.sort()).toEqual([...problemCodes].sort())
})
