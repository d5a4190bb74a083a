import { parseArgs } from 'node:util'
import { Failure } from '../failure.js'
import { wrongArgument } from '../wrong-argument.js'
import { databaseTarget } from './database-target.js'
import { examineDatabase } from './examine-database.js'
import { findingsInWords, findingsReport } from './findings-report.js'
import { examineFolder } from './folder/examine-folder.js'
import { readHealth } from './read-health.js'
import { healthReport, inWords } from './report.js'

const USAGE = 'estorno doctor [--health] [--json] [--database-url URL | --folder DIR]'

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        health: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        'database-url': { type: 'string' },
        folder: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new Failure(`${wrongArgument(error)}. Usage: ${USAGE}`)
  }
}

/** @param {string} url */
async function tellHealth(url) {
  const report = healthReport(await readHealth(databaseTarget(url)))
  return { report, words: inWords(report) }
}

/** @param {Promise<import('./findings/finding.js').Finding[]>} findings */
async function tellFindings(findings) {
  const report = findingsReport(await findings)
  return { report, words: findingsInWords(report) }
}

/**
 * @param {ReturnType<typeof parse>} options
 * @param {NodeJS.ProcessEnv} environment
 */
function examine({ health, folder, 'database-url': given }, environment) {
  if (folder !== undefined) {
    if (health || given !== undefined) throw new Failure('--folder goes with neither --health nor --database-url.')
    return tellFindings(examineFolder(folder))
  }
  const url = given ?? environment.ESTORNO_DATABASE_URL
  if (!url) {
    const otherwise = health ? '' : ', or --folder for a project without its database'
    throw new Failure(`no database: pass --database-url or set ESTORNO_DATABASE_URL${otherwise}.`)
  }
  return health ? tellHealth(url) : tellFindings(examineDatabase(databaseTarget(url)))
}

export const doctor = {
  usage: USAGE,

  /**
   * Tells on stdout what can lose or mint credits in a project, or with --health how the cleaner is. 0: well, 1: not.
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} environment
   */
  async run(args, environment) {
    const options = parse(args)
    if (options.help) {
      console.log(USAGE)
      return 0
    }
    const { report, words } = await examine(options, environment)
    console.log(options.json ? JSON.stringify(report) : words)
    return report.ok ? 0 : 1
  },
}
