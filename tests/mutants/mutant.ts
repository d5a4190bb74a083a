import type postgres from 'postgres'
import type { Watcher } from './watcher.ts'

/** Takes something out of a migrated database; raises when it is not there to be taken. */
type Change = (sql: postgres.Sql) => Promise<void>

export type Mutant = {
  /** What is taken out. */
  name: string
  changes: [Change, ...Change[]]
  /** The tests that must go red, in the order in which they are asked. */
  noticedBy: [Watcher, ...Watcher[]]
}

// A text that has moved on would leave a mutant that mutates nothing, and a zero that proves nothing.
function exchanged(text: string, takeOut: string, putIn: string, times: number, where: string): string {
  const parts = text.split(takeOut)
  if (parts.length - 1 !== times) {
    throw new Error(`Expected ${times} times in ${where}, found ${parts.length - 1} times:\n${takeOut}`)
  }
  return parts.join(putIn)
}

/** Exchanges a text of a function, which it must hold so many times. */
export const inFunction =
  (name: string, takeOut: string, putIn: string, times = 1): Change =>
  async (sql) => {
    const [row] = await sql`select pg_get_functiondef(${name}::regproc) as definition`
    await sql.unsafe(exchanged(String(row?.definition), takeOut, putIn, times, name))
  }

/** Exchanges a text of the command that is scheduled. */
export const inScheduledCommand =
  (takeOut: string, putIn: string): Change =>
  async (sql) => {
    const [job] = await sql`select jobid, command from cron.job where jobname = 'cleanup-stale-ai-jobs'`
    const command = exchanged(String(job?.command), takeOut, putIn, 1, 'the scheduled command')
    await sql`update cron.job set command = ${command} where jobid = ${String(job?.jobid)}`
  }

/** Drops or alters something, by a statement that fails when it is not there. */
export const statement =
  (text: string): Change =>
  async (sql) => {
    await sql.unsafe(text)
  }
