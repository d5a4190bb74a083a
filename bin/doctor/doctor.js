import { parseArgs } from 'node:util'
import { Failure } from '../failure.js'
import { wrongArgument } from '../wrong-argument.js'
import { databaseTarget } from './database-target.js'
import { readHealth } from './read-health.js'
import { healthReport, inWords } from './report.js'

const USAGE = 'estorno doctor --health [--json] [--database-url URL]'

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        health: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        'database-url': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new Failure(`${wrongArgument(error)}. Usage: ${USAGE}`)
  }
}

export const doctor = {
  usage: USAGE,

  /**
   * Tells on stdout how the cleaner is. 0: well, 1: not.
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} environment
   */
  async run(args, environment) {
    const { health, json, help, 'database-url': url = environment.ESTORNO_DATABASE_URL } = parse(args)
    if (help) {
      console.log(USAGE)
      return 0
    }
    if (!health) throw new Failure(`doctor needs --health. Usage: ${USAGE}`)
    if (!url) throw new Failure('no database: pass --database-url or set ESTORNO_DATABASE_URL.')

    const report = healthReport(await readHealth(databaseTarget(url)))
    console.log(json ? JSON.stringify(report) : inWords(report))
    return report.ok ? 0 : 1
  },
}
