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
    const place = { scene: 'statistics', history, size: jobs }
    const trials = (name: 'estorno, cron' | 'usual statement') => ({
      [`${name}, old`]: async () =>
        addTrial(results, { ...place, contender: `${name}, old` }, await runTrial(world, storm, contenders[name])),
      [`${name}, fresh`]: async () => {
        const trial = await runTrial(world, storm, { ...contenders[name], prepare: world.analyze })
        addTrial(results, { ...place, contender: `${name}, fresh` }, trial)
        await world.analyze()
      },
    })
    await interleave(
      sizes.rounds,
      { ...trials('estorno, cron'), ...trials('usual statement') },
      // It shows what may happen, and takes half a minute each time.
      { 'usual statement, old': 1, 'usual statement, fresh': 1 },
    )
  },
}
