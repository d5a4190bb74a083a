import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { ROOT } from '../support/command.ts'
import { NOTHING, type Script, type Step, scripts, type Told, type Writer } from './scripts.ts'
import type { Trial, World } from './world.ts'

export type Actor = (sql: postgres.Sql, trial: Trial, world: World) => Promise<Told>

// The very command that pg_cron runs.
export const cronCommand = (() => {
  const migration = readFileSync(join(ROOT, 'supabase', 'migrations', '20261101001000_schedule_cleanup.sql'), 'utf8')
  const command = /\$cron\$(do .*?)\$cron\$/s.exec(migration)?.[1]
  if (!command) throw new Error('The schedule holds no do block')
  return command
})()

/** Takes one step of a script. An error that it counts as an answer is one; any other is raised. */
export async function take(step: Step, sql: postgres.Sql, { refusals }: Script): Promise<Told> {
  try {
    return await step(sql)
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && refusals.includes(error.code))) throw error
    return { kind: 'refused', code: error.code }
  }
}

/** Takes all steps of a script in a row. */
export async function play(script: Script, sql: postgres.Sql): Promise<Told> {
  const [open, act, end] = script.steps
  await take(open, sql, script)
  const told = await take(act, sql, script)
  await take(end, sql, script)
  return told
}

// On a job that chance picks.
const actor =
  (writer: Writer): Actor =>
  (sql, trial, world) =>
    play(writer({ job: trial.random.pick(trial.jobs), trial, world }), sql)

export const actorKinds = {
  cron: async (sql) => {
    await sql.unsafe(cronCommand)
    return NOTHING
  },
  'cleanup by hand': actor(scripts['cleanup by hand']),
  'first admin': actor(scripts['first admin']),
  'second admin': actor(scripts['second admin']),
  'first admin cancels all': actor(scripts['first admin cancels all']),
  'second admin cancels all': actor(scripts['second admin cancels all']),
  'an admin runs the cleanup': actor(scripts['an admin runs the cleanup']),
  'an admin tries again': actor(scripts['an admin tries again']),
  'webhook ok': actor(scripts['webhook ok']),
  'webhook failed': actor(scripts['webhook failed']),
  'customer spends': actor(scripts['customer spends']),
  'manual grant': actor(scripts['manual grant']),
  'monthly reset': actor(scripts['monthly reset']),
  'customer is deleted': actor(scripts['customer is deleted']),
} satisfies Record<string, Actor>

export type ActorKind = keyof typeof actorKinds
