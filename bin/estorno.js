#!/usr/bin/env node
import { doctor } from './doctor/doctor.js'
import { Failure } from './failure.js'
import { init } from './init/init.js'

/** @type {Record<string, typeof doctor>} */
const commands = { init, doctor }

const usage = Object.values(commands)
  .map((command) => command.usage)
  .join('\n')

/** @param {string[]} args */
function run([name = '', ...args]) {
  if (name === '--help' || name === '-h') {
    console.log(usage)
    return 0
  }
  // Only own names: "constructor" is no command.
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  // What was typed is not repeated: it may be a URL with a password.
  if (!command) throw new Failure(`no such command. There is: ${Object.keys(commands).join(', ')}.`)
  return command.run(args, process.env)
}

/** @param {unknown} error */
function refuse(error) {
  console.error(error instanceof Failure ? `estorno: ${error.message}` : error)
  return 2
}

// Ended by hand: a connection to a server that says nothing would keep the process for minutes.
process.exit(await Promise.resolve(process.argv.slice(2)).then(run).catch(refuse))
