import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type postgres from 'postgres'
import { JOB_TABLES } from '../races/world.ts'

const CLEANUP = join(import.meta.dirname, '..', 'hosts', 'cleanups', 'same-shape.sql')
const nameFor = (table: string) => `bench.host_cleanup_of_${table}()`

/** The host's own cleanup, which its fixture has for one tool, for each of the four. */
export async function createHostCleanup(stage: postgres.Sql): Promise<void> {
  const fixture = readFileSync(CLEANUP, 'utf8')
  for (const table of JOB_TABLES) {
    const named = fixture.replaceAll(/\bupscaler_jobs\b/g, table)
    await stage.unsafe(named.replace('public.cleanup_all_stale_ai_jobs()', nameFor(table)))
    await stage.unsafe(`alter function ${nameFor(table)} owner to postgres`)
  }
}

/** In one transaction, as cron would run it. */
export const runHostCleanup = (sql: postgres.Sql) => sql.unsafe(`select ${JOB_TABLES.map(nameFor).join(', ')}`)
