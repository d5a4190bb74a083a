import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { applyScript } from './prepare-database.ts'
import { projectOptions, readProjectOptions } from './project-options.ts'
import { shortenDatabaseErrors } from './quiet-errors.ts'
import { prepareProject, undoAll } from './stack.ts'
import { messageOf, StartupError } from './startup-error.ts'

const MAX_JOBS = 1_000_000

function readCount(name: string, text: string): number {
  const count = Number(text)
  if (text === '' || !Number.isInteger(count) || count < 0 || count > MAX_JOBS) {
    throw new StartupError(`--${name} is a whole number from 0 to ${MAX_JOBS}, not ${text}`)
  }
  return count
}

/** Adds demo history: `--jobs` finished ones of the last 90 days, and `--running` ones within their limit. */
async function main(): Promise<void> {
  shortenDatabaseErrors()
  const { values } = parseArgs({
    options: {
      ...projectOptions,
      jobs: { type: 'string', default: '20000' },
      running: { type: 'string', default: '0' },
    },
  })
  const finished = readCount('jobs', values.jobs)
  const running = readCount('running', values.running)
  const undo: (() => Promise<unknown>)[] = []
  try {
    const { database } = await prepareProject(readProjectOptions(values), undo)
    const history = readFileSync(join(import.meta.dirname, 'history.sql'), 'utf8')
    await applyScript(
      database,
      'The demo history',
      `set local estorno.demo_finished = ${finished}; set local estorno.demo_running = ${running}; ${history}`,
    )
  } finally {
    await undoAll(undo)
  }
  console.log(`${finished} finished and ${running} running demo jobs were added. npm start shows them.`)
}

main().catch((error: unknown) => {
  console.error(error instanceof StartupError ? error.message : `No history was added: ${messageOf(error)}`)
  process.exit(1)
})
