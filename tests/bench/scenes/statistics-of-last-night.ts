import type { Scene } from '../scene.ts'
import { interleave } from '../statistics.ts'
import { contenders, runTrial } from '../trial.ts'
import { addTrial } from './cleanup.ts'

/** The planner's statistics are from before the storm, as they are after a quiet night; or it was analysed meanwhile. */
export const statisticsOfLastNight: Scene = {
  name: 'statistics',
  histories: ({ histories }) => [histories.small],
  async play({ world, sizes, results, history }) {
    const jobs = sizes.storms.large
    const storm = { jobs, customers: Math.ceil(jobs / 4) }
    const { work, writes } = contenders['estorno, cron']
    const place = { scene: 'statistics', history, size: jobs }
    await interleave(sizes.rounds, {
      old: async () =>
        addTrial(results, { ...place, contender: 'old' }, await runTrial(world, storm, { work, writes })),
      fresh: async () => {
        const trial = await runTrial(world, storm, { work, writes, prepare: world.analyze })
        addTrial(results, { ...place, contender: 'fresh' }, trial)
        await world.analyze()
      },
    })
  },
}
