import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migratedCluster } from '../stages/clusters.ts'
import type { Cluster } from '../support/cluster.ts'
import { openRunLog } from '../support/run-log.ts'

const JOBS = 600

let cluster: Cluster
let sql: postgres.Sql

beforeAll(async () => {
  cluster = (await migratedCluster('explicit')).databases
  sql = postgres(cluster.url({ database: 'postgres' }), { max: 1, onnotice: () => {} })
  // Off until the jobs are there: five minutes may be over in between.
  await sql`select cron.alter_job(jobid, active => false) from cron.job`
  await sql`delete from cron.job_run_details`
  await openRunLog(sql)
  await sql`delete from estorno.cleanup_runs`
}, 120_000)

afterAll(async () => {
  await sql?.end()
  await cluster?.stop()
}, 30_000)

async function untilCronRan() {
  for (;;) {
    const [run] = await sql`
      select d.status, d.return_message from cron.job_run_details d join cron.job j using (jobid)
      where j.jobname = 'cleanup-stale-ai-jobs' and d.status in ('succeeded', 'failed') limit 1`
    if (run) return run
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

test('pg_cron runs the scheduled command: in one run every stale job ends, in batches that commit', async () => {
  const customer = randomUUID()
  await sql`insert into auth.users (id, email) values (${customer}, 'cliente@example.com')`
  await sql`select public.grant_upscaler_credits(${customer}, ${JOBS})`
  await sql`select public.start_ai_job('veste_ai_jobs', ${customer}, 1) from generate_series(1, ${JOBS})`
  await sql`update public.veste_ai_jobs set created_at = now() - interval '11 minutes'`
  // Every minute instead of every five, so that the test ends sooner; the command is the scheduled one.
  await sql`select cron.alter_job(jobid, schedule => '* * * * *', active => true) from cron.job where jobname = 'cleanup-stale-ai-jobs'`

  expect(await untilCronRan()).toMatchObject({ status: 'succeeded' })

  const [ended] = await sql`
    select count(*)::integer as jobs, count(distinct settled_at) > 2 as commits, min(actor) as actor, sum(refunded_credits)::integer as credits
    from estorno.settlements`
  expect(ended).toEqual({ jobs: JOBS, commits: true, actor: 'cron', credits: JOBS })
  const [credits] = await sql`select balance from public.upscaler_credits where user_id = ${customer}`
  expect(credits?.balance).toBe(JOBS)
  const runs = await sql`select started_by, finished_at is not null as finished from estorno.cleanup_runs`
  expect([...runs]).toEqual([{ started_by: 'cron', finished: true }])
}, 120_000)
