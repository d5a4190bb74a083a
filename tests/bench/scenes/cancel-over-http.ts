import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { parentOf, processorMsBelow, processorMsOf } from '../../support/processes.ts'
import { scratchFolder } from '../../support/scratch.ts'
import type { Scene } from '../scene.ts'
import { watchLog } from '../server-log.ts'
import { interleave, percentile } from '../statistics.ts'
import { openWorld, type World } from '../world.ts'

const CLIENTS = [1, 8]
const PARTS = ['gateway and API', 'Deno', 'database', 'clients'] as const

type Target = { table_name: string; id: string }
type Stack = { pid: number; origin: string; token: string; stop(): Promise<void> }

const told = z.object({ origin: z.string(), token: z.string() })

/** The local stack over a database of its own, in a process of its own. */
async function startStack(databaseUrl: string, dataFolder: string): Promise<Stack> {
  const script = join(import.meta.dirname, '..', 'http', 'stack.ts')
  const child = spawn(process.execPath, [script, databaseUrl, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const kill = () => child.kill()
  process.once('exit', kill)
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('{')) continue
    return {
      pid: child.pid ?? 0,
      ...told.parse(JSON.parse(line)),
      async stop() {
        child.kill()
        await ended
        process.off('exit', kill)
      },
    }
  }
  throw new Error('The stack ended before it was ready')
}

async function post({ origin, token }: Stack, path: string, { table_name, id }: Target): Promise<number> {
  const began = performance.now()
  const response = await fetch(`${origin}/functions/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ table: table_name, jobId: id }),
  })
  const answer = await response.text()
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${answer}`)
  return performance.now() - began
}

const targetsOf = ({ stage }: World) => stage<Target[]>`select table_name, id from bench.target order by n`

/** All targets, by so many clients at once; how long each request took. */
async function postAll(stack: Stack, path: string, targets: readonly Target[], clients: number): Promise<number[]> {
  const waits = Array.from({ length: clients }, async (_, client) => {
    const own: number[] = []
    for (let place = client; place < targets.length; place += clients) {
      const target = targets[place]
      if (target) own.push(await post(stack, path, target))
    }
    return own
  })
  return (await Promise.all(waits)).flat()
}

/** How long each part of the way was on a processor so far, in ms. */
function processorTimes(stack: Stack, postmaster: number): Record<(typeof PARTS)[number], number> {
  const { user, system } = process.cpuUsage()
  return {
    'gateway and API': processorMsOf(stack.pid),
    Deno: processorMsBelow(stack.pid),
    database: processorMsBelow(postmaster),
    clients: (user + system) / 1000,
  }
}

async function playOn(world: World, stack: Stack, { sizes, results }: Parameters<Scene['play']>[0]): Promise<void> {
  const [session] = await world.stage<[{ pid: number }]>`select pg_backend_pid() as pid`
  const postmaster = parentOf(session.pid)
  const trial = (contender: string, path: string, clients: number, ends: boolean) => async () => {
    const jobs = sizes.requests
    await world.raiseStorm({ jobs, customers: jobs, minutesAgo: 5 })
    const targets = await targetsOf(world)
    const before = processorTimes(stack, postmaster)
    const waits = await postAll(stack, path, targets, clients)
    const after = processorTimes(stack, postmaster)
    if (ends) await world.check({ balances: true, record: true })
    await world.sweep()
    const add = (metric: string, ms: number) =>
      results.add({ scene: 'http', history: 0, size: clients, contender, metric, unit: 'ms', samples: [ms] })
    for (const [metric, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const) {
      add(metric, percentile(waits, share))
    }
    for (const part of PARTS) add(`processor time a request, ${part}`, (after[part] - before[part]) / jobs)
  }
  const logged = async (contender: string, path: string) => {
    const count = sizes.profiled
    await world.raiseStorm({ jobs: 2 * count, customers: 2 * count, minutesAgo: 5 })
    const targets = await targetsOf(world)
    const [before, watched] = [targets.slice(0, count), targets.slice(count)]
    const kinds = await watchLog(
      world,
      () => postAll(stack, path, before, 1),
      () => postAll(stack, path, watched, 1),
    )
    await world.sweep()
    for (const [kind, { statements, ms }] of kinds) {
      const place = { scene: 'http', history: 0, size: 1, contender }
      results.add({ ...place, metric: `in the database, ${kind}`, unit: 'ms', samples: [ms / count] })
      results.add({
        ...place,
        metric: `in the database, ${kind}: statements`,
        unit: 'count',
        samples: [statements / count],
      })
    }
  }
  for (const clients of CLIENTS) {
    await interleave(sizes.rounds, {
      estorno: trial('estorno', 'admin-cancel-job', clients, true),
      'verify and read one row': trial('verify and read one row', 'read-one-row', clients, false),
      'verify alone': trial('verify alone', 'read-one-row?verify', clients, false),
      nothing: trial('nothing', 'read-one-row?nothing', clients, false),
    })
  }
  await logged('estorno', 'admin-cancel-job')
  await logged('verify and read one row', 'read-one-row')
}

/** One cancel as the panel does it: HTTP, the function in Deno, the API, the database. */
export const cancelOverHttp: Scene = {
  name: 'http',
  histories: ({ histories }) => [histories.none],
  async play(bench) {
    const { cluster } = bench.world
    const database = await cluster.createDatabase()
    const folder = scratchFolder('bench-stack')
    const stack = await startStack(cluster.url({ database }), folder.path)
    const world = await openWorld(cluster, database, () => cluster.dropDatabase(database))
    try {
      await world.makeHistory(0)
      await playOn(world, stack, bench)
    } finally {
      await stack.stop()
      await world.close()
      folder.remove()
    }
  },
}
