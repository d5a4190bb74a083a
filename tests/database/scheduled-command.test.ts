import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { expect, test } from 'vitest'
import { cronCommand } from '../races/actors.ts'
import { withConnection } from '../support/databases.ts'
import { createTestDatabase } from '../support/test-database.ts'

const JOBS = 501

// What is scheduled where a scheduler is; what the migration would schedule where none is.
async function scheduledCommand(sql: postgres.Sql): Promise<string> {
  const [scheduler] = await sql`select to_regclass('cron.job') as jobs`
  if (!scheduler?.jobs) return cronCommand
  const [job] = await sql`select command from cron.job where jobname = 'cleanup-stale-ai-jobs'`
  return String(job?.command)
}

test('the scheduled command commits after 250 jobs at the latest and works until nothing is left', async () => {
  const database = await createTestDatabase()
  await withConnection(database.url(), async (sql) => {
    const customer = randomUUID()
    await sql`insert into auth.users (id, email) values (${customer}, 'cliente@example.com')`
    await sql`select public.grant_upscaler_credits(${customer}, ${JOBS})`
    await sql`select public.start_ai_job('veste_ai_jobs', ${customer}, 1) from generate_series(1, ${JOBS})`
    await sql`update public.veste_ai_jobs set created_at = now() - interval '11 minutes'`

    await sql.unsafe(await scheduledCommand(sql))

    // A settlement's time is that of its transaction.
    const batches = await sql<{ jobs: number }[]>`
      select count(*)::integer as jobs from estorno.settlements group by settled_at order by settled_at`
    expect(Math.max(...batches.map(({ jobs }) => jobs))).toBeLessThanOrEqual(250)
    expect(batches.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(JOBS)
    const [run] =
      await sql`select count(*)::integer as runs, bool_and(finished_at is not null) as finished from estorno.cleanup_runs`
    expect(run).toEqual({ runs: 1, finished: true })
  })
  await database.drop()
}, 60_000)
