import type postgres from 'postgres'
import { cronCommand } from '../../races/actors.ts'
import type { Results } from '../results.ts'
import type { Scene } from '../scene.ts'
import { interleave, percentile } from '../statistics.ts'
import { contenders, processOf } from '../trial.ts'
import type { World } from '../world.ts'

const SPENDERS = 3
const ADMINS = 2

type Waits = { spends: number[]; lists: number[]; ms: number }

/** Does it over and over until told to stop; how long each time took. */
async function overAndOver(goesOn: () => boolean, pauseMs: number, work: () => Promise<unknown>): Promise<number[]> {
  const waits: number[] = []
  while (goesOn()) {
    const began = performance.now()
    await work()
    waits.push(performance.now() - began)
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return waits
}

/** Customers of the storm spend without a pause and admins look at the list, while `work` is done. */
export async function meanwhile(world: World, customers: number, work: () => Promise<unknown>): Promise<Waits> {
  const spenders = Array.from({ length: SPENDERS }, () => world.connect())
  const admins = await Promise.all(Array.from({ length: ADMINS }, () => world.connectAsAdmin()))
  let running = true
  const goesOn = () => running
  const spend = (sql: postgres.Sql) =>
    sql`select public.spend_upscaler_credits(bench.customer(1 + floor(random() * ${customers}::integer)::integer), 1, 'Teste')`
  const spends = spenders.map((sql) => overAndOver(goesOn, 0, () => spend(sql)))
  const lists = admins.map((sql) => overAndOver(goesOn, 100, () => sql`select * from public.admin_list_ai_jobs()`))
  const began = performance.now()
  await work()
  const ms = performance.now() - began
  running = false
  const waits = { spends: (await Promise.all(spends)).flat(), lists: (await Promise.all(lists)).flat(), ms }
  await Promise.all([...spenders, ...admins].map((sql) => sql.end()))
  return waits
}

async function checkMoney(world: World, spent: number): Promise<void> {
  const [{ missing }] = await world.stage<[{ missing: number }]>`
    select (sum(bench.granted()::bigint - balance) - ${spent}::bigint)::float as missing from public.upscaler_credits`
  if (missing !== 0) throw new Error(`${missing} credits are missing`)
}

function addWaits(results: Results, place: { history: number; size: number; contender: string }, waits: Waits): void {
  const metric = 'spends a second'
  results.add({
    scene: 'bystanders',
    ...place,
    metric,
    unit: 'count',
    samples: [(1000 * waits.spends.length) / waits.ms],
  })
  for (const [who, samples] of [
    ['spend', waits.spends],
    ['list', waits.lists],
  ] as const) {
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
      ['longest', 1],
    ] as const) {
      results.add({
        scene: 'bystanders',
        ...place,
        metric: `${who}, ${name}`,
        unit: 'ms',
        samples: [percentile(samples, share)],
      })
    }
  }
}

/** What customers and admins feel while a backlog is worked off. */
export const bystanders: Scene = {
  name: 'bystanders',
  histories: ({ histories }) => [histories.middle],
  async play({ world, sizes, results, history }) {
    for (const jobs of Object.values(sizes.bystanders)) {
      const customers = Math.ceil(jobs / 4)
      const trial = (name: 'estorno, cron' | 'obvious loop') => async () => {
        const { work, writes } = contenders[name]
        const add = (contender: string, waits: Waits) => addWaits(results, { history, size: jobs, contender }, waits)
        await world.raiseStorm({ jobs, customers })
        const before = await meanwhile(
          world,
          customers,
          () => new Promise((resolve) => setTimeout(resolve, sizes.quietMs)),
        )
        add('nobody cleans up', before)
        const sql = world.connect()
        const { cpuMs } = await processOf(sql)
        const cpuBefore = cpuMs()
        const waits = await meanwhile(world, customers, () => work(sql, jobs))
        const cpu = cpuMs() - cpuBefore
        // A customer who was spending at that moment was left out; the next tick finds them idle.
        const [{ left }] = await world.stage<[{ left: number }]>`select bench.unfinished() as left`
        await sql.unsafe(cronCommand)
        await sql.end()
        await world.check({ ...writes, balances: false })
        await checkMoney(world, before.spends.length + waits.spends.length)
        await world.sweep()
        const place = { scene: 'bystanders', history, size: jobs, contender: name }
        results.add({ ...place, metric: 'total', unit: 'ms', samples: [waits.ms] })
        results.add({ ...place, metric: 'its processor time', unit: 'ms', samples: [cpu] })
        results.add({ ...place, metric: 'jobs left to the next tick', unit: 'count', samples: [left] })
        add(name, waits)
      }
      // How long the loop holds everybody off is seen at the usual size.
      await interleave(
        sizes.rounds,
        { 'estorno, cron': trial('estorno, cron'), 'obvious loop': trial('obvious loop') },
        jobs === sizes.bystanders.large ? { 'obvious loop': 0 } : {},
      )
    }
  },
}
