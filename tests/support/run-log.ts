import type postgres from 'postgres'

/** Lets a test make up the log of runs, which otherwise keeps what was logged. */
export async function openRunLog(sql: postgres.Sql): Promise<void> {
  await sql`alter table estorno.cleanup_runs disable trigger user`
  await sql`alter table estorno.cleanup_run_tables disable trigger user`
}
