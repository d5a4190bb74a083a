import { parseArgs } from 'node:util'
import { prepareMachine } from './setup/machine.ts'
import { migratedCluster } from './stages/clusters.ts'
import { databaseStages } from './stages/database.ts'
import { type Outcome, outcomeOf, type Stage, type StageContext } from './stages/stage.ts'
import { staticStages } from './stages/static.ts'
import { vitestStage } from './stages/vitest.ts'

const stages = [...staticStages, ...databaseStages, vitestStage]

function chosenStages(): Stage[] {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values
  if (only === undefined) return stages
  const wanted = only.split(',')
  const known = new Set(stages.flatMap(({ name, group }) => [name, group]))
  const unknown = wanted.find((name) => !known.has(name))
  if (unknown !== undefined) throw new Error(`No stage "${unknown}". There are: ${[...known].join(', ')}`)
  return stages.filter(({ name, group }) => wanted.includes(name) || wanted.includes(group))
}

async function outcomeOfStage(stage: Stage, context: StageContext): Promise<Outcome> {
  try {
    return await stage.run(context)
  } catch (error) {
    console.error(error)
    return outcomeOf(false)
  }
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`

// All stages run, so that one run names everything that is broken.
async function runStages(chosen: Stage[], context: StageContext): Promise<Outcome> {
  const total = { passed: 0, failed: 0 }
  const summary: string[] = []
  for (const stage of chosen) {
    console.log(`\n=== ${stage.name}`)
    const started = Date.now()
    const { passed, failed } = await outcomeOfStage(stage, context)
    const line = `${failed === 0 ? 'ok    ' : 'FAILED'} ${stage.name}: ${passed} passed, ${failed} failed (${seconds(started)})`
    console.log(line)
    summary.push(line)
    total.passed += passed
    total.failed += failed
  }
  console.log(['', '=== summary', ...summary].join('\n'))
  return total
}

async function main(): Promise<number> {
  const started = Date.now()
  const chosen = chosenStages()
  prepareMachine()
  let cluster: ReturnType<typeof migratedCluster> | undefined
  const context: StageContext = {
    cluster() {
      cluster ??= migratedCluster('auto')
      return cluster
    },
  }
  const { passed, failed } = await runStages(chosen, context)
  await cluster?.then(({ databases }) => databases.stop()).catch(() => {})
  console.log(`${seconds(started)}\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
