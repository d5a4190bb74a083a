import { prepareMachine } from '../setup/machine.ts'
import { createLaboratory, type Laboratory } from './laboratory.ts'
import type { Mutant } from './mutant.ts'
import { mutants, watchersOf } from './mutants.ts'

// A watcher that is red anyway would kill every mutant.
async function assertGreen(laboratory: Laboratory, chosen: Mutant[]) {
  for (const watcher of watchersOf(chosen)) {
    const red = await laboratory.redWithoutMutation(watcher)
    if (red.length > 0) throw new Error(`${watcher.name} is red though nothing was taken out: ${red.join('; ')}`)
  }
}

async function examine(laboratory: Laboratory, mutant: Mutant): Promise<boolean> {
  const verdict = await laboratory.examine(mutant)
  console.log(
    `| ${verdict.mutant} | ${verdict.killed ? verdict.by : 'NOBODY: it survived'} | ${verdict.seconds.toFixed(1)} |`,
  )
  return verdict.killed
}

async function main(): Promise<number> {
  prepareMachine()
  const [, , only = ''] = process.argv
  const chosen = mutants.filter(({ name }) => name.includes(only))
  const laboratory = await createLaboratory()
  try {
    await assertGreen(laboratory, chosen)
    console.log('| taken out | first test that went red | s |\n|---|---|--:|')
    let killed = 0
    for (const mutant of chosen) killed += Number(await examine(laboratory, mutant))
    console.log(`${killed} of ${chosen.length} killed`)
    return killed === chosen.length && killed > 0 ? 0 : 1
  } finally {
    await laboratory.close()
  }
}

process.exitCode = await main()
