import type postgres from 'postgres'
import { openRunLog } from '../support/run-log.ts'

type Run = { minutesAgo: number; error?: string; by?: string }

/** Makes these the only runs of the cleanup on record. One with an error could not work on a table. */
export async function recordRuns(sql: postgres.Sql, runs: Run[]): Promise<void> {
  await openRunLog(sql)
  await sql`delete from estorno.cleanup_runs`
  for (const { minutesAgo, error = null, by = 'postgres' } of runs) {
    await sql`
      with run as (
        insert into estorno.cleanup_runs (started_at, finished_at, started_by, ran_as)
        select moment, moment, 'cron', ${by} from (select now() - make_interval(mins => ${minutesAgo})) as t (moment)
        returning id)
      insert into estorno.cleanup_run_tables (run_id, table_name, failures, error)
      select id, 'upscaler_jobs', 1, ${error}::text from run where ${error}::text is not null`
  }
}
