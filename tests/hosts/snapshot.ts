import type postgres from 'postgres'
import { mustRun } from '../support/command.ts'
import { withConnection } from '../support/databases.ts'
import { hostFile } from './host.ts'

/** The catalogue of public, one line an object. */
export const catalogue = (url: string): Promise<string[]> =>
  withConnection(url, async (sql) =>
    (await sql.file<{ line: string }[]>(hostFile('catalogue.sql'))).map(({ line }) => line),
  )

// Newer releases of pg_dump fence their output with a random key.
const withoutFences = (dump: string) => dump.replaceAll(/^\\(un)?restrict .*$/gm, '')

/** Schema and data of the project's own schemas. */
export const dump = async (url: string): Promise<string> =>
  withoutFences(await mustRun('pg_dump', ['--schema', 'public', '--schema', 'auth', '--schema', 'estorno', url]))

/** The rows alone: what the installation may not touch. */
export const rowsOf = async (url: string): Promise<string> =>
  withoutFences(await mustRun('pg_dump', ['--data-only', '--schema', 'public', '--schema', 'auth', url]))

export const cronJobs = (url: string): Promise<postgres.Row[]> =>
  withConnection(url, async (sql) => [
    ...(await sql`select jobid, jobname, username, schedule, command, active from cron.job order by jobid`),
  ])

/** What one list has and the other has not. */
export const difference = (first: string[], second: string[]): string[] =>
  first.filter((line) => !second.includes(line))
