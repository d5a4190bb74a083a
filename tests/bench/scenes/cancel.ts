import { pgbench, type Session } from '../pgbench.ts'
import type { Scene } from '../scene.ts'
import { interleave, percentile } from '../statistics.ts'
import type { World } from '../world.ts'

const CLIENTS = [1, 8]

/** What each contender writes of the three that are checked. */
const contenders = {
  estorno: { script: 'estorno', balances: true, record: true, refunds: true },
  'the same writes, bare': { script: 'same-writes-bare', balances: true, record: true, refunds: true },
  'the obvious flow': { script: 'obvious-flow', balances: true, record: false, refunds: true },
  'one row, bare': { script: 'one-row-bare', balances: false, record: false, refunds: false },
} as const

function sessionOf(world: World, asAdmin: boolean): Session {
  const url = world.cluster.url({ database: world.database })
  if (!asAdmin) return { url }
  const claims = JSON.stringify({ sub: world.admin, role: 'authenticated' })
  return { url, settings: { role: 'authenticated', 'request.jwt.claims': claims } }
}

/** One job after the other, cancelled in SQL by admins at the same time. */
export const cancel: Scene = {
  name: 'cancel',
  histories: ({ histories }) => [histories.middle],
  async play({ world, sizes, results, history }) {
    for (const clients of CLIENTS) {
      const jobs = clients * Math.ceil(sizes.cancels / (clients === 1 ? 4 : 1) / clients)
      const trial = (name: keyof typeof contenders) => async () => {
        const { script, refunds, ...writes } = contenders[name]
        await world.raiseStorm({ jobs, customers: Math.ceil(jobs / 2), tools: ['upscaler_jobs'], minutesAgo: 5 })
        const waits = await pgbench(script, sessionOf(world, name === 'estorno'), clients, jobs)
        if (refunds) await world.check(writes)
        await world.sweep()
        const place = { scene: 'cancel', history, size: clients, contender: name }
        for (const [metric, share] of [
          ['p50', 0.5],
          ['p99', 0.99],
        ] as const) {
          results.add({ ...place, metric, unit: 'ms', samples: [percentile(waits, share)] })
        }
      }
      await interleave(sizes.rounds, {
        estorno: trial('estorno'),
        'the same writes, bare': trial('the same writes, bare'),
        'the obvious flow': trial('the obvious flow'),
        'one row, bare': trial('one row, bare'),
      })
    }
  },
}
