import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { databaseTarget } from '../doctor/database-target.js'
import { Failure } from '../failure.js'
import { wrongArgument } from '../wrong-argument.js'
import { backlogInWords } from './backlog-report.js'
import { readFrontEnd } from './components-json.js'
import { configStep } from './config-section.js'
import { askAbout, besideAll } from './differences.js'
import { migrationSteps } from './migrations.js'
import { missingForPanel, panelSteps } from './panel.js'
import { readProduct } from './product.js'
import { readBacklog } from './read-backlog.js'
import { planInWords, remainingInWords } from './report.js'
import { fileStep } from './steps.js'
import { carryOut } from './write.js'

/** @typedef {import('./steps.js').Step} Step */

const USAGE = 'estorno init [--dry-run] [--yes] [--folder DIR] [--client MODULE] [--no-panel] [--database-url URL]'

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        'dry-run': { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        folder: { type: 'string', default: '.' },
        client: { type: 'string' },
        'no-panel': { type: 'boolean', default: false },
        'database-url': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new Failure(`${wrongArgument(error)}. Usage: ${USAGE}`)
  }
}

/** @param {string} folder */
async function requireProject(folder) {
  const supabase = await stat(join(folder, 'supabase')).catch(() => undefined)
  if (!supabase?.isDirectory()) {
    throw new Failure(`there is no folder supabase/ in ${folder}: run "supabase init" first, or pass --folder.`)
  }
}

/** @param {string} folder */
async function backendSteps(folder) {
  const { files } = await readProduct('backend')
  const own = files.map(({ target, content }) => ({ target: target.replace('~/', ''), content }))
  const isMigration = (/** @type {{ target: string }} */ { target }) => target.startsWith('supabase/migrations/')
  const rest = own.filter((file) => !isMigration(file))
  return [
    ...(await migrationSteps(folder, own.filter(isMigration), Date.now())),
    ...(await Promise.all(rest.map(({ target, content }) => fileStep(folder, target, content)))),
  ]
}

/**
 * @param {string} folder
 * @param {string | undefined} client
 */
async function frontEndSteps(folder, client) {
  const frontEnd = await readFrontEnd(folder, client)
  if (!frontEnd) return { steps: [], preparations: [] }
  const product = await readProduct('admin-tab')
  return {
    steps: await panelSteps(folder, frontEnd, product.files),
    preparations: await missingForPanel(folder, frontEnd, product),
  }
}

/**
 * What becomes of the files that differ; undefined when nobody can say.
 * @param {Step[]} differing
 * @param {boolean} yes
 */
async function decide(differing, yes) {
  if (yes || differing.length === 0) return besideAll(differing)
  return process.stdin.isTTY && process.stdout.isTTY ? askAbout(differing, process.stdin, process.stdout) : undefined
}

export const init = {
  usage: USAGE,

  /**
   * Copies the product into a project that has supabase/. 0: done, 1: files differ and nobody could be asked.
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} environment
   */
  async run(args, environment) {
    const options = parse(args)
    if (options.help) {
      console.log(USAGE)
      return 0
    }
    const folder = resolve(options.folder)
    await requireProject(folder)
    const url = options['database-url'] ?? environment.ESTORNO_DATABASE_URL
    if (url) console.log(`${backlogInWords(await readBacklog(databaseTarget(url)))}\n`)

    const backend = await backendSteps(folder)
    const config = await configStep(folder)
    const panel = options['no-panel'] ? undefined : await frontEndSteps(folder, options.client)
    const steps = [...backend, config, ...(panel?.steps ?? [])]
    console.log(`${folder}\n${planInWords(steps)}\n`)

    const differing = steps.filter(({ state }) => state === 'differs')
    if (options['dry-run']) {
      console.log('Nothing was written.')
      return differing.length > 0 && !options.yes ? 1 : 0
    }
    const decisions = await decide(differing, options.yes)
    if (!decisions) {
      console.error(
        `estorno: ${differing.length} of these files differ from yours and nobody can be asked here, so nothing was written. Run it in a terminal, or with --yes: yours stay, ours are written beside them as <name>.estorno-new.`,
      )
      return 1
    }
    await carryOut(folder, steps, decisions)
    console.log(remainingInWords(panel?.preparations ?? [], config.state !== 'kept'))
    return 0
  },
}
