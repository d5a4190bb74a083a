import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { ROOT, run } from '../support/command.ts'
import { checkDatabaseTypes } from '../support/database-types.ts'
import { type Inspection, inspect } from '../support/inspections.ts'
import { migratedCluster } from './clusters.ts'
import { type MigratedCluster, type Outcome, outcomeOf, type Stage } from './stage.ts'

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

// The schedule is live in this database: a run of it in the middle of the tests would stand in the log that they count.
async function untilClearOfTheTick(): Promise<void> {
  const [everyMs, neededMs, afterMs] = [5 * 60_000, 60_000, 10_000]
  const toTick = everyMs - (Date.now() % everyMs)
  const sinceTick = everyMs - toTick
  if (toTick < neededMs) await setTimeout(toTick + afterMs)
  else if (sinceTick < afterMs) await setTimeout(afterMs - sinceTick)
}

async function pgTap({ databases }: MigratedCluster): Promise<Outcome> {
  await untilClearOfTheTick()
  const target = [
    '--host',
    '127.0.0.1',
    '--port',
    String(databases.port),
    '--username',
    'postgres',
    '--dbname',
    'postgres',
  ]
  const tests = ['--ext', '.sql', '--recurse', join(ROOT, 'supabase', 'tests')]
  const { code, stdout, stderr } = await run('pg_prove', ['--verbose', ...target, ...tests])
  const passed = countOf(stdout, /^ok \d/gm)
  const failed = countOf(stdout, /^not ok \d/gm)
  if (code !== 0) console.log(stdout + stderr)
  // A file that dies or breaks its plan fails without a single `not ok`.
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) }
}

async function onExplicitGrants<Result>(use: (cluster: MigratedCluster) => Promise<Result>): Promise<Result> {
  const cluster = await migratedCluster('explicit')
  try {
    return await use(cluster)
  } finally {
    await cluster.databases.stop()
  }
}

async function finding({ databases }: MigratedCluster, inspection: Inspection): Promise<Outcome> {
  const said = await inspect(inspection, databases.url({ database: 'postgres' }))
  if (said !== '') console.log(said)
  return outcomeOf(said === '')
}

export const databaseStages: Stage[] = [
  {
    name: 'pgTAP on projects with automatic and with explicit grants',
    group: 'database',
    async run(context) {
      const [automatic, explicit] = await Promise.all([context.cluster().then(pgTap), onExplicitGrants(pgTap)])
      return { passed: automatic.passed + explicit.passed, failed: automatic.failed + explicit.failed }
    },
  },
  {
    name: 'supabase db lint',
    group: 'database',
    run: async (context) => finding(await context.cluster(), 'lint'),
  },
  {
    name: 'supabase db advisors',
    group: 'database',
    run: async (context) => finding(await context.cluster(), 'advisors'),
  },
  {
    name: 'generated types are fresh',
    group: 'database',
    async run(context) {
      const { databases } = await context.cluster()
      return outcomeOf(await checkDatabaseTypes(databases.url({ database: 'postgres' })))
    },
  },
]
