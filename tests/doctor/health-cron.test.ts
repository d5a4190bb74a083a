import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeProblem, problemCodes } from '../../bin/doctor/problems.js'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { SUPERUSER, withConnection } from '../support/databases.ts'
import { prepareHosted } from '../support/hosted.ts'
import { migrations, push } from '../support/migrate.ts'
import { recordRuns } from './cleanup-runs.ts'
import { diagnosis, START_MS } from './doctor.ts'

let cluster: Cluster
let url: string
let sql: postgres.Sql

const schedule = migrations().find(({ name }) => name.endsWith('_schedule_cleanup.sql'))?.path ?? ''

beforeAll(async () => {
  cluster = await startCluster({ version: 15, cron: true, durable: false })
  await prepareHosted(cluster, 'postgres', { grants: 'explicit', extensions: ['pg_cron'] })
  url = cluster.url({ database: 'postgres' })
  await push(url)
  sql = postgres(url, { max: 1, onnotice: () => {} })
}, START_MS)

afterAll(async () => {
  await sql?.end()
  await cluster?.stop()
})

// As installed, with a run a minute ago. Next due on New Year's Day: no real run comes in between.
beforeEach(async () => {
  await sql.file(schedule)
  await sql`select cron.alter_job(jobid, schedule => '0 0 1 1 *') from cron.job`
  await sql`delete from cron.job_run_details`
  await recordRuns(sql, [{ minutesAgo: 1 }])
})

const asSuperuser = <T>(work: (sql: postgres.Sql) => Promise<T>) =>
  withConnection(cluster.url({ database: 'postgres', user: SUPERUSER }), work)

const summary = async () => {
  const { code, codes } = await diagnosis(url)
  return { code, codes }
}

// What the report says that mends it, executed as it stands there.
async function applyMend() {
  const [problem] = (await diagnosis(url)).report.problems
  const statement = /select .*?;/.exec(problem?.mend ?? '')?.[0]
  if (!statement) throw new Error(`no SQL in: ${problem?.mend}`)
  await sql.unsafe(statement)
}

test('scheduled once, active and in time is well, and the next run is told', async () => {
  const { code, codes, report } = await diagnosis(url)
  expect({ code, codes }).toEqual({ code: 0, codes: [] })
  expect(Date.parse(report.nextRunAt ?? '')).toBeGreaterThan(Date.now())
})

test('scheduled and late', async () => {
  await recordRuns(sql, [{ minutesAgo: 8 }])
  expect(await summary()).toEqual({ code: 1, codes: ['late'] })
})

test('not scheduled; the migration mends it', async () => {
  await sql`select cron.unschedule('cleanup-stale-ai-jobs')`
  expect(await summary()).toEqual({ code: 1, codes: ['cron_unscheduled'] })
  await sql.file(schedule)
  expect(await summary()).toEqual({ code: 0, codes: [] })
})

test('switched off; the SQL of the report mends it', async () => {
  await sql`select cron.alter_job(jobid, active => false) from cron.job where jobname = 'cleanup-stale-ai-jobs'`
  expect(await summary()).toEqual({ code: 1, codes: ['cron_inactive'] })
  await applyMend()
  expect(await summary()).toEqual({ code: 0, codes: [] })
})

test('scheduled twice; the SQL of the report mends it', async () => {
  await sql`select cron.schedule('a-second-one', '0 0 1 1 *', 'select public.cleanup_all_stale_ai_jobs()')`
  expect(await summary()).toEqual({ code: 1, codes: ['cron_doubled'] })
  await applyMend()
  expect(await summary()).toEqual({ code: 0, codes: [] })
})

test("the SQL of the report leaves the project's own schedule, which was set aside", async () => {
  await sql`select cron.unschedule('cleanup-stale-ai-jobs')`
  await sql`select cron.schedule('limpar', '0 0 1 1 *', 'select public.cleanup_all_stale_ai_jobs()')`
  await sql.file(schedule)
  await sql`select cron.schedule('a-second-one', '0 0 1 1 *', 'select public.cleanup_all_stale_ai_jobs()')`
  await applyMend()
  const left = await sql`select jobname, active from cron.job where command like '%cleanup_all%' order by jobname`
  expect([...left]).toEqual([
    { jobname: 'cleanup-stale-ai-jobs', active: true },
    { jobname: 'limpar', active: false },
  ])
})

test.each([
  ['one name', 'cleanup-stale-ai-jobs'],
  ['two names', 'a-second-one'],
])('scheduled by two roles under %s: the SQL of the report leaves the other role its own', async (_, name) => {
  await asSuperuser(
    (superuser) => superuser`select cron.schedule(${name}, '0 0 1 1 *', 'select public.cleanup_all_stale_ai_jobs()')`,
  )
  expect(await summary()).toEqual({ code: 1, codes: ['cron_doubled'] })
  await applyMend()
  expect(await summary()).toEqual({ code: 1, codes: ['cron_doubled'] })
  await asSuperuser((superuser) => superuser`select cron.unschedule(jobid) from cron.job where username = current_user`)
  expect(await summary()).toEqual({ code: 0, codes: [] })
})

test("run by two roles, of which one cannot see the other's schedule", async () => {
  await recordRuns(sql, [{ minutesAgo: 1 }, { minutesAgo: 1, by: 'authenticator' }])
  expect(await summary()).toEqual({ code: 1, codes: ['cron_doubled'] })
})

test('pg_cron says that the last run failed', async () => {
  await sql`
    insert into cron.job_run_details (jobid, runid, database, username, status)
    select jobid, 1000000, current_database(), 'postgres', 'failed' from cron.job where jobname = 'cleanup-stale-ai-jobs'`
  const { code, codes, report } = await diagnosis(url)
  expect({ code, codes, failed: report.failedCronRuns24h }).toEqual({ code: 1, codes: ['cron_run_failed'], failed: 1 })
})

test('every query that a report names runs as it stands there', async () => {
  const mends = problemCodes.map((code) => describeProblem(code).mend)
  const queries = mends.flatMap((mend) => mend.match(/select .*?;/g) ?? [])
  expect(queries.length).toBeGreaterThanOrEqual(8)
  for (const query of queries) await sql.unsafe(`begin; ${query} rollback`)
})

test('a monitor that is not the owner sees the same', async () => {
  await sql`create role monitor login`
  await sql`grant usage on schema estorno to monitor`
  await sql`grant execute on function estorno.cleaner_health() to monitor`
  const { code, codes } = await diagnosis(cluster.url({ database: 'postgres', user: 'monitor' }))
  expect({ code, codes }).toEqual({ code: 0, codes: [] })
})

test('pg_cron taken away: absent once a run was missed', async () => {
  await asSuperuser((superuser) => superuser`drop extension pg_cron`)
  expect(await summary()).toEqual({ code: 0, codes: [] })
  await recordRuns(sql, [{ minutesAgo: 8 }])
  expect(await summary()).toEqual({ code: 1, codes: ['late', 'cron_absent'] })
})
