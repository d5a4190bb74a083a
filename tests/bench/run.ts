import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareMachine } from '../setup/machine.ts'
import { ROOT, run as runCommand } from '../support/command.ts'
import { type BarGroup, drawChart } from './chart.ts'
import { judge } from './goals.ts'
import { describeMachine, loadNow } from './machine.ts'
import { type Options, readOptions } from './options.ts'
import { figuresPage, type Run } from './page.ts'
import { type Measurement, Results } from './results.ts'
import type { Scene } from './scene.ts'
import { bulkCancel } from './scenes/bulk-cancel.ts'
import { byMonth } from './scenes/by-month.ts'
import { bystanders } from './scenes/bystanders.ts'
import { cancel } from './scenes/cancel.ts'
import { cancelOverHttp } from './scenes/cancel-over-http.ts'
import { cleanup } from './scenes/cleanup.ts'
import { frontend } from './scenes/frontend.ts'
import { growth } from './scenes/growth.ts'
import { hotCustomer } from './scenes/hot-customer.ts'
import { idleTick } from './scenes/idle-tick.ts'
import { panel } from './scenes/panel.ts'
import { peers } from './scenes/peers.ts'
import { profile } from './scenes/profile.ts'
import { statisticsOfLastNight } from './scenes/statistics-of-last-night.ts'
import { weight } from './scenes/weight.ts'
import { median } from './statistics.ts'
import { createWorld, type World } from './world.ts'

const DOCS = join(ROOT, 'docs')

const scenes: Scene[] = [
  // First what weighs the tables, while they are as a quiet life leaves them.
  ...[weight, growth, cancelOverHttp, peers, hotCustomer, cleanup, statisticsOfLastNight, byMonth, profile],
  ...[idleTick, panel, cancel, bulkCancel, bystanders, frontend],
]

function chosenScenes({ only, mode }: Options): Scene[] {
  const unknown = only?.find((name) => !scenes.some((scene) => scene.name === name))
  if (unknown !== undefined)
    throw new Error(`No scene "${unknown}". There are: ${scenes.map(({ name }) => name).join(', ')}`)
  if (only) return scenes.filter(({ name }) => only.includes(name))
  // To build the panel and to fill it takes longer than a quick run has.
  return mode === 'full' ? scenes : scenes.filter((scene) => scene !== frontend)
}

const minutes = (since: number) => (performance.now() - since) / 60_000

type Played = { results: Results; failed: string[] }

/**
 * From no history to the longest, so that each is built once; after each one what there is so far, since a run takes long. A
 * scene that fails is told, and the others go on.
 */
async function* playAll(world: World, chosen: Scene[], { sizes }: Options): AsyncGenerator<Played> {
  const results = new Results()
  const failed: string[] = []
  for (const history of Object.values(sizes.histories)) {
    const wanted = chosen.filter(({ histories }) => histories(sizes).includes(history))
    if (wanted.length === 0) continue
    const began = performance.now()
    await world.makeHistory(history)
    console.log(`${history.toLocaleString('en')} finished jobs (${minutes(began).toFixed(1)} min)`)
    for (const scene of wanted) {
      const sceneBegan = performance.now()
      try {
        await scene.play({ world, sizes, results, history })
      } catch (error) {
        console.error(`  ${scene.name}:`, error)
        failed.push(`${scene.name} among ${history.toLocaleString('en')}`)
        await world.sweep()
      }
      console.log(`  ${scene.name} (${minutes(sceneBegan).toFixed(1)} min)`)
    }
    yield { results, failed }
  }
}

/** A group of bars for each row of the page's table that has the given metric. */
function barsOf(
  measurements: Measurement[],
  scene: string,
  metric: string,
  read = ({ samples }: Measurement) => median(samples),
): BarGroup[] {
  const groups = new Map<string, BarGroup>()
  for (const one of measurements.filter((each) => each.scene === scene && each.metric === metric)) {
    const label = `${one.size.toLocaleString('en')} among ${one.history.toLocaleString('en')}`
    const group = groups.get(label) ?? { label, bars: [] }
    group.bars.push({ label: one.contender, value: read(one) })
    groups.set(label, group)
  }
  return [...groups.values()]
}

/** Returns the page's figures. */
async function writeRun(run: Run, folder: string): Promise<string> {
  const figures = join(folder, 'bench')
  await mkdir(figures, { recursive: true })
  await writeFile(join(figures, 'results.json'), `${JSON.stringify(run, null, 1)}\n`)
  const charts = {
    cleanup: {
      title: 'Cleanup: stuck jobs among finished ones',
      unit: 'µs a job',
      groups: barsOf(run.measurements, 'cleanup', 'time', ({ samples, size }) => (1000 * median(samples)) / size),
    },
    bystanders: {
      title: 'While it is worked off: the longest a customer waits for their own credits',
      unit: 'ms',
      groups: barsOf(run.measurements, 'bystanders', 'spend, longest'),
    },
  }
  for (const [name, chart] of Object.entries(charts)) {
    if (chart.groups.length > 0) await writeFile(join(figures, `${name}.svg`), drawChart(chart))
  }
  const page = await readFile(join(DOCS, 'performance.md'), 'utf8')
  const told = figuresPage(run)
  const generated = `<!-- figures -->\n\n${told}\n<!-- /figures -->`
  const old = /<!-- figures -->.*<!-- \/figures -->/s
  if (!old.test(page))
    throw new Error('docs/performance.md has no <!-- figures --> and <!-- /figures --> to write between')
  await writeFile(
    join(folder, 'performance.md'),
    page.replace(old, () => generated),
  )
  console.log(`Written to ${folder}/performance.md`)
  return told
}

async function codeMeasured(): Promise<string> {
  const { code, stdout } = await runCommand('git', ['describe', '--always', '--dirty', '--exclude=*'])
  return code === 0 ? stdout.trim() : 'an unknown commit'
}

/** What an earlier run at full size measured of the scenes that are not played now. */
async function earlierRun(chosen: Scene[]): Promise<Pick<Run, 'dates' | 'measurements'>> {
  const file = join(DOCS, 'bench', 'results.json')
  if (!existsSync(file)) return { dates: {}, measurements: [] }
  const { dates, measurements }: Run = JSON.parse(await readFile(file, 'utf8'))
  return { dates, measurements: measurements.filter(({ scene }) => !chosen.some(({ name }) => name === scene)) }
}

async function main(): Promise<number> {
  const options = readOptions()
  const chosen = chosenScenes(options)
  const atFullSize = options.mode === 'full' && options.scale === 1
  prepareMachine()
  const world = await createWorld()
  try {
    const machine = await describeMachine(world)
    const earlier = atFullSize ? await earlierRun(chosen) : { dates: {}, measurements: [] }
    const today = `${new Date().toISOString().slice(0, 10)} at ${await codeMeasured()} (load before the run ${loadNow()})`
    const dates = { ...earlier.dates, ...Object.fromEntries(chosen.map(({ name }) => [name, today])) }
    const runOf = ({ results, failed }: Played): Run => {
      const measurements = [...earlier.measurements, ...results.all()]
      const missing = scenes.filter(({ name }) => !measurements.some(({ scene }) => scene === name))
      return {
        dates,
        mode: options.mode,
        scale: options.scale,
        machine,
        notMeasured: [...missing.map(({ name }) => name), ...failed],
        verdicts: judge(new Results(measurements), options.sizes),
        measurements,
      }
    }
    let failures = 0
    let page = ''
    for await (const played of playAll(world, chosen, options)) {
      page = await writeRun(runOf(played), atFullSize ? DOCS : join(ROOT, '.estorno'))
      failures = played.failed.length
    }
    console.log(page)
    return failures === 0 ? 0 : 1
  } finally {
    await world.close()
  }
}

process.exitCode = await main()
