import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEmbeddedDatabase } from '../../dev/embedded-database.ts'
import { applyScript } from '../../dev/prepare-database.ts'
import { type LocalStack, runDevScript, startLocalStack } from '../dev/local-stack.ts'

export type Length = { jobs: number; running: number }

/** Every tool in use for 90 days, and a busy hour. */
export const longHistory: Length = { jobs: 20_000, running: 1_000 }

/** A stack with demo history and the jobs of scene.sql, and of further scripts that stand on it. */
export async function startWithHistory(
  dataFolder: string,
  { jobs, running }: Length,
  scripts: [string, ...string[]] = ['scene.sql'],
): Promise<LocalStack> {
  const seed = runDevScript('seed.ts', {
    dataFolder,
    arguments: ['--jobs', String(jobs), '--running', String(running)],
  })
  if ((await seed.ended) !== 0) throw new Error(`No history: ${seed.output()}`)
  const database = await openEmbeddedDatabase(join(dataFolder, 'postgres'))
  const scene = scripts.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  await applyScript(database, 'The scene', scene.join('\n'))
  await database.close()
  return await startLocalStack({ dataFolder })
}

/** The id of a job of scene.sql, by its number there. */
export const sceneId = (number: number): string => `${String(number).padStart(8, 'ce0')}-0000-4000-8000-000000000000`
