import type { Scene } from '../scene.ts'
import { interleave } from '../statistics.ts'
import { type ContenderName, contenders, runTrial } from '../trial.ts'
import { addTrial } from './cleanup.ts'

/** One customer owns all the jobs: each refund in one transaction makes the next one's lookup longer. */
export const hotCustomer: Scene = {
  name: 'hot',
  histories: ({ histories }) => [histories.none],
  async play({ world, sizes, results, history }) {
    for (const jobs of Object.values(sizes.hot)) {
      const trial = (contender: ContenderName) => async () =>
        addTrial(
          results,
          { scene: 'hot', history, size: jobs, contender },
          await runTrial(world, { jobs, customers: 1 }, contenders[contender]),
        )
      const names = {
        'estorno, cron': trial('estorno, cron'),
        'estorno, edited refund': trial('estorno, edited refund'),
        'obvious loop': trial('obvious loop'),
        'E+': trial('E+'),
      }
      await interleave(sizes.rounds, names, jobs === sizes.hot.large ? { 'obvious loop': 2 } : {})
    }
  },
}
