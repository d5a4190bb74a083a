import { readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { prepareMachine } from './setup/machine.ts'
import { migratedCluster } from './stages/clusters.ts'
import { runVitest, type VitestReport } from './stages/vitest.ts'
import { ROOT } from './support/command.ts'
import { FIGURES_VARIABLE } from './support/figures.ts'
import { scratchFolder } from './support/scratch.ts'

const PAGE = join(ROOT, 'docs', 'reliability.md')
const PARTS = ['races', 'orders', 'faults', 'kills', 'stack', 'mutants', 'attacks', 'function']

// The full lengths; what stands in the environment already wins, for a run of hours.
const LENGTHS = {
  ESTORNO_RACE_TRIALS: '20000',
  ESTORNO_ORDERS: 'all',
  ESTORNO_KILLS: '600',
  ESTORNO_CLUSTER_KILLS: '150',
  ESTORNO_STACK_TRIALS: '2000',
  ESTORNO_MUTANTS: 'all',
  ESTORNO_MINT_SEQUENCES: '5000',
  ESTORNO_FUZZ: '100000',
  ESTORNO_RAW_REQUESTS: '20000',
}

// A line a part; what failed is named.
function table({ testResults }: VitestReport): string {
  const rows = PARTS.map((part) => {
    const tests = testResults
      .filter(({ name }) => relative(join(ROOT, 'tests'), name).startsWith(`${part}/`))
      .flatMap(({ assertionResults }) => assertionResults)
    const failed = tests.filter(({ status }) => status !== 'passed').map(({ title }) => title.replaceAll('|', '\\|'))
    const seconds = Math.round(tests.reduce((sum, { duration }) => sum + (duration ?? 0), 0) / 1000)
    return `| ${part} | ${tests.length} | ${failed.join('; ') || 'none'} | ${seconds} |`
  })
  return ['| part | tests | failed | s |', '|---|--:|---|--:|', ...rows].join('\n')
}

async function writeFigures(report: VitestReport, measured: string): Promise<void> {
  const today = new Date().toISOString().slice(0, 10)
  const page = await readFile(PAGE, 'utf8')
  const section = `<!-- figures -->\n\nRun of ${today} by \`npm run test:long\`: ${report.numPassedTests} passed, ${report.numFailedTests} failed.\n\n${measured}\n\n${table(report)}\n\n<!-- /figures -->`
  await writeFile(
    PAGE,
    page.replace(/<!-- figures -->.*<!-- \/figures -->/s, () => section),
  )
}

prepareMachine()
const scratch = scratchFolder('figures')
const notes = join(scratch.path, 'figures.txt')
await writeFile(notes, '')
const { databases, template } = await migratedCluster('auto')
try {
  // One after the other: side by side they would only measure each other.
  const folders = PARTS.map((part) => `tests/${part}`)
  const report = await runVitest({ databases, template }, ['--project', 'node', '--no-file-parallelism', ...folders], {
    ...LENGTHS,
    [FIGURES_VARIABLE]: notes,
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name in LENGTHS)),
  })
  const measured = (await readFile(notes, 'utf8')).trim().split('\n').filter(Boolean)
  if (report) await writeFigures(report, measured.map((line) => `- ${line}`).join('\n'))
  process.exitCode = report?.code ?? 1
} finally {
  await databases.stop()
  scratch.remove()
}
