import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { KNOWN } from '../doctor/catalogue/job-tables.js'
import { databaseTarget } from '../doctor/database-target.js'
import { Failure } from '../failure.js'
import { wrongArgument } from '../wrong-argument.js'
import { backlogInWords } from './backlog-report.js'
import { readFrontEnd } from './components-json.js'
import { configStep } from './config-section.js'
import { askAbout, besideAll } from './differences.js'
import { manifestStep, readManifest } from './manifest.js'
import { formerlyWaiting, isInstalled, migrationSteps } from './migrations.js'
import { missingForPanel, panelSteps } from './panel.js'
import { readProduct } from './product.js'
import { readProspects } from './read-prospects.js'
import { planInWords, remainingInWords } from './report.js'
import { fileStep } from './steps.js'
import { openTerminal } from './terminal.js'
import { askForWaiting, requireKnown, waitingMigration } from './waiting-jobs.js'
import { carryOut } from './write.js'

/** @typedef {import('./steps.js').Step} Step */

const USAGE =
  'estorno init [--dry-run] [--yes] [--folder DIR] [--app DIR] [--client MODULE] [--no-panel] [--waiting-not-charged TABLE]… [--database-url URL]'

const NO_FRONT_END =
  '(no panel: there is no components.json here; where another folder has one, run it again with --app DIR)'

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        'dry-run': { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        folder: { type: 'string', default: '.' },
        app: { type: 'string', default: '.' },
        client: { type: 'string' },
        'no-panel': { type: 'boolean', default: false },
        'waiting-not-charged': { type: 'string', multiple: true, default: [] },
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

/**
 * @param {string} folder
 * @param {string[]} waiting tables whose waiting jobs were not charged yet
 * @param {import('./manifest.js').Manifest} manifest
 */
async function backendSteps(folder, waiting, manifest) {
  const { files } = await readProduct('backend')
  const own = files.map(({ target, content }) => ({ target: target.replace('~/', ''), content }))
  const isMigration = (/** @type {{ target: string }} */ { target }) => target.startsWith('supabase/migrations/')
  const migrations = own.filter(isMigration)
  // What is said of waiting jobs is said before the last one, which schedules the clock.
  migrations.splice(-1, 0, ...waiting.map(waitingMigration))
  const rest = own.filter((file) => !isMigration(file))
  return [
    ...(await migrationSteps(folder, migrations, Date.now())),
    ...(await Promise.all(rest.map(({ target, content }) => fileStep(folder, target, content, manifest)))),
  ]
}

/**
 * @param {string} folder
 * @param {string} app where the front end lies in it
 * @param {string | undefined} client
 * @param {import('./manifest.js').Manifest} manifest
 */
async function frontEndSteps(folder, app, client, manifest) {
  const inside = join(folder, app)
  const frontEnd = await readFrontEnd(inside, client)
  if (!frontEnd) {
    if (app !== '.') throw new Failure(`there is no components.json in ${inside}: correct --app.`)
    return { steps: [], preparations: [NO_FRONT_END] }
  }
  const product = await readProduct('admin-tab')
  const commands = await missingForPanel(inside, frontEnd, product)
  return {
    steps: await panelSteps(folder, app, frontEnd, product.files, manifest),
    preparations: app === '.' ? commands : commands.map((command) => `cd ${app} && ${command}`),
  }
}

/**
 * What becomes of the files that differ; undefined when nobody can say.
 * @param {Step[]} differing
 * @param {boolean} yes
 * @param {import('./terminal.js').Terminal | undefined} terminal
 */
async function decide(differing, yes, terminal) {
  if (yes || differing.length === 0) return besideAll(differing)
  return terminal && askAbout(differing, terminal)
}

/**
 * The tables whose waiting jobs were not charged yet: as said, now or by the installation before, or else as answered before the first one.
 * @param {string} folder
 * @param {string[]} said
 * @param {import('./read-prospects.js').Prospects | undefined} prospects
 * @param {import('./terminal.js').Terminal | undefined} terminal
 */
async function waitingTables(folder, said, prospects, terminal) {
  if (said.length > 0 || !terminal || (await isInstalled(folder))) return said
  const unproven = prospects?.backlog.filter(({ missing, provesCharge }) => missing.length === 0 && !provesCharge)
  return askForWaiting(unproven?.map(({ name }) => name) ?? KNOWN, terminal)
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
    requireKnown(options['waiting-not-charged'])
    const url = options['database-url'] ?? environment.ESTORNO_DATABASE_URL
    const said = [...new Set([...(await formerlyWaiting(folder)), ...options['waiting-not-charged']])]
    const prospects = url ? await readProspects(databaseTarget(url), said) : undefined
    if (prospects) console.log(`${backlogInWords(prospects)}\n`)
    const canAsk = process.stdin.isTTY && process.stdout.isTTY && !options.yes && !options['dry-run']
    const terminal = canAsk ? openTerminal(process.stdin, process.stdout) : undefined

    const manifest = await readManifest(folder)
    const waiting = await waitingTables(folder, said, prospects, terminal)
    const backend = await backendSteps(folder, waiting, manifest)
    const config = await configStep(folder)
    const panel = options['no-panel'] ? undefined : await frontEndSteps(folder, options.app, options.client, manifest)
    const whole = [...backend, ...(panel?.steps ?? [])]
    const steps = [...whole, config]
    console.log(`${folder}\n${planInWords([...steps, await manifestStep(folder, whole, new Map())])}\n`)

    const differing = steps.filter(({ state }) => state === 'differs')
    if (options['dry-run']) {
      console.log('Nothing was written.')
      return differing.length > 0 && !options.yes ? 1 : 0
    }
    const decisions = await decide(differing, options.yes, terminal)
    terminal?.close()
    if (!decisions) {
      console.error(
        `estorno: ${differing.length} of these files differ from yours and nobody can be asked here, so nothing was written. Run it in a terminal, or with --yes: yours stay, ours are written beside them as <name>.estorno-new.`,
      )
      return 1
    }
    await carryOut(folder, [...steps, await manifestStep(folder, whole, decisions)], decisions)
    console.log(remainingInWords(panel?.preparations ?? [], config.state !== 'kept'))
    return 0
  },
}
