import { makeWorkerUtils, runMigrations } from 'graphile-worker'
import { PgBoss } from 'pg-boss'
import { freeWhatWasLockedForHours } from '../graphile-rescue.ts'
import type { Scene } from '../scene.ts'
import { interleave } from '../statistics.ts'
import { contenders as cleanups, runTrial } from '../trial.ts'
import type { World } from '../world.ts'

type Rescue = {
  prepare(jobs: number): Promise<void>
  rescue(): Promise<void>
  rescued(): Promise<number>
  close(): Promise<void>
}

/** pg-boss as it comes: its supervisor fails what has been active for too long, a thousand at a time. */
async function pgBoss(world: World): Promise<Rescue> {
  const queue = 'trabalhos'
  const boss = new PgBoss({
    connectionString: world.cluster.url({ database: world.database }),
    supervise: false,
    schedule: false,
  })
  boss.on('error', console.error)
  await boss.start()
  await boss.createQueue(queue, { retryLimit: 0, expireInSeconds: 60 })
  return {
    async prepare(jobs) {
      await boss.deleteAllJobs(queue)
      await boss.insert(
        queue,
        Array.from({ length: jobs }, (_, place) => ({ data: { place } })),
      )
      await world.stage`update pgboss.job set state = 'active', started_on = now() - interval '1 hour' where name = ${queue}`
      await world.stage.unsafe('vacuum (analyze) pgboss.job')
      // Its supervisor looks at a queue once in a while only; this one was not looked at yet.
      await world.stage`update pgboss.queue set monitor_claim_on = null, monitor_on = null where name = ${queue}`
    },
    rescue: () => boss.supervise(queue),
    async rescued() {
      const [{ count }] = await world.stage<[{ count: number }]>`
        select count(*)::integer as count from pgboss.job where name = ${queue} and state = 'failed'`
      return count
    },
    close: () => boss.stop({ graceful: false }),
  }
}

/** graphile-worker's own statement, which its workers run every few minutes: what was locked for four hours is free again. */
async function graphileWorker(world: World): Promise<Rescue> {
  const connectionString = world.cluster.url({ database: world.database })
  await runMigrations({ connectionString })
  const utils = await makeWorkerUtils({ connectionString })
  return {
    async prepare(jobs) {
      await world.stage`truncate graphile_worker._private_jobs`
      await utils.addJobs(Array.from({ length: jobs }, (_, place) => ({ identifier: 'trabalho', payload: { place } })))
      await world.stage`update graphile_worker._private_jobs set locked_at = now() - interval '5 hours', locked_by = 'worker'`
      await world.stage.unsafe('vacuum (analyze) graphile_worker._private_jobs')
    },
    rescue: () => freeWhatWasLockedForHours(utils),
    async rescued() {
      const [{ count }] = await world.stage<[{ count: number }]>`
        select count(*)::integer as count from graphile_worker._private_jobs where locked_at is null`
      return count
    },
    close: async () => utils.release(),
  }
}

/** Other queues, with as many stuck jobs in their own tables, beside ours. They refund nothing and record nothing: not the same work. */
export const peers: Scene = {
  name: 'peers',
  histories: ({ histories }) => [histories.none],
  async play({ world, sizes, results, history }) {
    const contenders = { 'pg-boss': await pgBoss(world), 'graphile-worker': await graphileWorker(world) }
    for (const jobs of [sizes.storms.small, sizes.storms.usual]) {
      const add = (contender: string, ms: number) =>
        results.add({ scene: 'peers', history, size: jobs, contender, metric: 'time', unit: 'ms', samples: [ms] })
      const trial = (contender: keyof typeof contenders) => async () => {
        const { prepare, rescue, rescued } = contenders[contender]
        await prepare(jobs)
        await world.stage`checkpoint`
        const began = performance.now()
        await rescue()
        const ms = performance.now() - began
        if ((await rescued()) !== jobs) throw new Error(`${contender} rescued ${await rescued()} of ${jobs} jobs`)
        add(contender, ms)
      }
      await interleave(sizes.rounds, {
        'estorno, cron': async () => {
          const { ms } = await runTrial(world, { jobs, customers: Math.ceil(jobs / 4) }, cleanups['estorno, cron'])
          add('estorno, cron', ms)
        },
        'pg-boss': trial('pg-boss'),
        'graphile-worker': trial('graphile-worker'),
      })
    }
    for (const { close } of Object.values(contenders)) await close()
  },
}
