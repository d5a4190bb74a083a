import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { Failure } from '../../failure.js'
import { textChecks } from '../findings/checks.js'
import { findAll } from '../findings/finding.js'
import { withTraits } from '../function-traits.js'
import { unguardedUpdates } from './edge-functions.js'
import { examineTables } from './examine-tables.js'
import { migratedFunctions } from './migrated-functions.js'
import { scheduledCommands } from './scheduled-commands.js'
import { statementsOf } from './statements.js'

/**
 * @param {string} folder
 * @param {string} part
 * @param {RegExp} ending
 */
async function filesOf(folder, part, ending) {
  const root = join(folder, part)
  const there = await stat(root).catch(() => undefined)
  if (!there?.isDirectory()) return []
  const names = await readdir(root, { recursive: true })
  const wanted = names.filter((name) => ending.test(name) && !name.split(/[\\/]/).includes('node_modules')).sort()
  return Promise.all(
    wanted.map(async (name) => {
      const path = join(root, name)
      return { file: relative(folder, path), text: await readFile(path, 'utf8') }
    }),
  )
}

/** @param {string} folder a project, or its folder supabase/ */
async function supabaseFolder(folder) {
  for (const path of [join(folder, 'supabase'), folder]) {
    const names = await readdir(path).catch(() => /** @type {string[]} */ ([]))
    if (names.includes('migrations') || names.includes('functions')) return path
  }
  throw new Failure('the folder holds no supabase/ with migrations or functions: correct --folder.')
}

/** @param {string} folder */
export async function examineFolder(folder) {
  const root = await supabaseFolder(folder)
  const migrations = await filesOf(root, 'migrations', /\.sql$/)
  const statements = migrations.flatMap(({ file, text }) =>
    statementsOf(text).map((statement) => ({ ...statement, file })),
  )
  const tables = examineTables(statements)
  const edgeFunctions = await filesOf(root, 'functions', /\.(?:ts|js|mjs)$/)
  return findAll(textChecks, {
    ...tables,
    functions: withTraits(migratedFunctions(statements), tables.watched),
    cronJobs: scheduledCommands(statements),
    edgeUpdates: edgeFunctions.flatMap(({ file, text }) => unguardedUpdates(text).map((line) => `${file}:${line}`)),
  })
}
