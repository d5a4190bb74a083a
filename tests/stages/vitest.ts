import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../support/command.ts'
import { scratchFolder } from '../support/scratch.ts'
import { CLUSTER_VARIABLE, describeSource } from '../support/test-database.ts'
import { type Outcome, outcomeOf, type Stage } from './stage.ts'

const numberIn = (report: object, key: string): number => {
  const found = Object.entries(report).find(([name]) => name === key)
  return Number(found?.[1] ?? 0)
}

function outcomeIn(report: unknown, code: number): Outcome {
  if (typeof report !== 'object' || report === null) return outcomeOf(false)
  const passed = numberIn(report, 'numPassedTests')
  const failed = numberIn(report, 'numFailedTests')
  // A file that cannot be loaded, or an error outside a test, fails the run without a failed test.
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) }
}

export const vitestStage: Stage = {
  name: 'vitest',
  group: 'vitest',
  async run(context) {
    const { databases, template } = await context.cluster()
    const folder = scratchFolder('vitest')
    const report = join(folder.path, 'report.json')
    const { code } = await run(
      'vitest',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      {
        env: { [CLUSTER_VARIABLE]: describeSource(databases.port, template) },
        live: true,
      },
    )
    const written = await readFile(report, 'utf8').catch(() => 'null')
    folder.remove()
    return outcomeIn(JSON.parse(written), code)
  },
}
