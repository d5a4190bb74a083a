import { basename, join } from 'node:path'
import { runVitest } from '../stages/vitest.ts'
import { ROOT, run } from '../support/command.ts'
import type { Databases } from '../support/databases.ts'

/** A part of the suite that can be run against any migrated database. */
export type Watcher = {
  name: string
  /** Whether it takes less than a second. */
  quick: boolean
  /** The tests that are red there; none when all is well. */
  redIn(databases: Databases, database: string): Promise<string[]>
}

// A mutant may make the product wait or loop for ever; no statement of the suite needs as long as this.
const PATIENCE = '-c statement_timeout=5s'

/** A pgTAP file, run in the database itself: it takes back all that it does. */
export function pgTap(file: string): Watcher {
  return {
    name: file,
    quick: true,
    async redIn({ port }, database) {
      const target = ['--host', '127.0.0.1', '--port', String(port), '--username', 'postgres', '--dbname', database]
      const { code, stdout, stderr } = await run(
        'pg_prove',
        ['--verbose', ...target, join(ROOT, 'supabase', 'tests', file)],
        {
          env: { PGOPTIONS: PATIENCE },
        },
      )
      const red = [...stdout.matchAll(/^not ok \d+ - (.*)$/gm)].map(([, name]) => String(name))
      if (red.length > 0 || code === 0) return red
      // A file that dies is red as well: an error came where none was expected.
      return [/ERROR: .*/.exec(stdout + stderr)?.[0] ?? `pg_prove ended with ${code}`]
    },
  }
}

/** A vitest file, run on copies of the database. */
export function vitest(file: string, env: Record<string, string> = {}): Watcher {
  return {
    name: basename(file),
    quick: false,
    async redIn(databases, template) {
      const report = await runVitest({ databases, template }, ['--project', 'node', '--bail=1', file], env, false)
      const tests = report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? []
      if (!tests.some(({ status }) => status === 'passed' || status === 'failed'))
        throw new Error(`${file} did not run`)
      return tests.filter(({ status }) => status === 'failed').map(({ title }) => title)
    },
  }
}
