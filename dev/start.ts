import { parseArgs } from 'node:util'
import { demoEmails, demoPassword } from './demo-data.ts'
import { projectOptions, readProjectOptions } from './project-options.ts'
import { shortenDatabaseErrors } from './quiet-errors.ts'
import { catchUpSeconds, startStack } from './stack.ts'
import { messageOf, StartupError } from './startup-error.ts'

function readPort() {
  const port = Number(process.env.PORT || 5173)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartupError(`PORT is not a port: ${process.env.PORT}`)
  }
  return port
}

async function main(): Promise<number> {
  shortenDatabaseErrors()
  const signal = new Promise<void>((received) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => received())
  })
  const { values } = parseArgs({ options: projectOptions })
  const stack = await startStack({ ...readProjectOptions(values), port: readPort() })
  console.log(`Estorno: ${stack.origin}  (${demoEmails.join(' or ')}, password ${demoPassword})`)
  if (stack.standInCron) console.log(`[cron] every scheduled job runs once in ${catchUpSeconds} s, and at its times.`)
  const problem = await Promise.race([signal, stack.broken])
  await stack.stop()
  if (problem) console.error(problem)
  return problem ? 1 : 0
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof StartupError ? error.message : `The local stack did not start: ${messageOf(error)}`)
    process.exit(1)
  },
)
