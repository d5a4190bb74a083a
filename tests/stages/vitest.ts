import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { run } from '../support/command.ts'
import { scratchFolder } from '../support/scratch.ts'
import { CLUSTER_VARIABLE, describeSource } from '../support/test-database.ts'
import { type MigratedCluster, type Outcome, outcomeOf, type Stage } from './stage.ts'

const reportShape = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), duration: z.number().nullish().default(0) }),
      ),
    }),
  ),
})

export type VitestReport = z.infer<typeof reportShape> & { code: number }

/** Runs vitest against a migrated cluster; `undefined` when it wrote no report. */
export async function runVitest(
  { databases, template }: MigratedCluster,
  args: string[] = [],
  env: Record<string, string> = {},
  live = true,
): Promise<VitestReport | undefined> {
  const folder = scratchFolder('vitest')
  const file = join(folder.path, 'report.json')
  const { code } = await run(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
    { env: { ...env, [CLUSTER_VARIABLE]: describeSource(databases.port, template) }, live },
  )
  const written = await readFile(file, 'utf8').catch(() => 'null')
  folder.remove()
  const report = reportShape.safeParse(JSON.parse(written)).data
  return report && { ...report, code }
}

function outcomeIn(report: VitestReport | undefined): Outcome {
  if (!report) return outcomeOf(false)
  const { numPassedTests: passed, numFailedTests: failed, code } = report
  // A file that cannot be loaded, or an error outside a test, fails the run without a failed test.
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) }
}

export const vitestStage: Stage = {
  name: 'vitest',
  group: 'vitest',
  run: async (context) => outcomeIn(await runVitest(await context.cluster())),
}
