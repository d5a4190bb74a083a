import type postgres from 'postgres'
import type { Scene } from '../scene.ts'
import { interleave } from '../statistics.ts'
import { contenders } from '../trial.ts'

const AT_ONCE = 100

type Target = { table_name: string; id: string }

async function inHundreds(sql: postgres.Sql, targets: readonly Target[]): Promise<void> {
  for (let from = 0; from < targets.length; from += AT_ONCE) {
    const jobs = targets.slice(from, from + AT_ONCE).map(({ table_name, id }) => ({ table: table_name, id }))
    await sql`select outcome from public.admin_cancel_ai_jobs(${sql.json(jobs)})`
  }
}

async function oneByOne(sql: postgres.Sql, targets: readonly Target[]): Promise<void> {
  for (const { table_name, id } of targets)
    await sql`select outcome from public.admin_cancel_ai_job(${table_name}, ${id})`
}

/** An admin ends everything that a filter shows. */
export const bulkCancel: Scene = {
  name: 'bulk',
  histories: ({ histories }) => [histories.middle],
  async play({ world, sizes, results, history }) {
    const jobs = sizes.bulk
    const trial = (contender: string, connect: () => Promise<postgres.Sql>, work: typeof inHundreds) => async () => {
      await world.raiseStorm({ jobs, customers: Math.ceil(jobs / 4) })
      const targets = await world.stage<Target[]>`select table_name, id from bench.target order by n`
      const sql = await connect()
      const began = performance.now()
      await work(sql, targets)
      const ms = performance.now() - began
      await sql.end()
      await world.check({ balances: true, record: true })
      await world.sweep()
      results.add({ scene: 'bulk', history, size: jobs, contender, metric: 'time', unit: 'ms', samples: [ms] })
    }
    await interleave(sizes.rounds, {
      hundreds: trial('estorno, 100 a call', world.connectAsAdmin, inHundreds),
      single: trial('estorno, one a call', world.connectAsAdmin, oneByOne),
      bare: trial(
        'E+',
        async () => world.connect(),
        async (sql) => {
          await contenders['E+'].work(sql, jobs)
        },
      ),
    })
  },
}
