import type { Sizes } from '../options.ts'
import type { Results } from '../results.ts'
import type { Scene } from '../scene.ts'
import { interleave } from '../statistics.ts'
import { type ContenderName, contenders, runTrial, type Trial } from '../trial.ts'

function stormsAt({ histories, storms }: Sizes, history: number): number[] {
  const { small, usual, large, largest } = storms
  if (history === histories.small) return [usual, large]
  if (history === histories.middle) return [small, usual, largest]
  return [small, usual]
}

type Place = { scene: string; history: number; size: number; contender: string }

export function addTrial(results: Results, place: Place, { ms, cpuMs, walBytes, peakBytes }: Trial): void {
  const add = (metric: string, unit: 'ms' | 'µs' | 'bytes' | 'MB', sample: number) =>
    results.add({ ...place, metric, unit, samples: [sample] })
  add('time', 'ms', ms)
  add('processor time a job', 'µs', (1000 * cpuMs) / place.size)
  add('WAL a job', 'bytes', walBytes / place.size)
  add('memory', 'MB', peakBytes / 2 ** 20)
}

export const cleanup: Scene = {
  name: 'cleanup',
  histories: ({ histories: { none, small, middle, large } }) => [none, small, middle, large],
  async play({ world, sizes, results, history }) {
    // Caches that are cold once belong to nobody's time.
    await runTrial(world, { jobs: sizes.storms.small, customers: sizes.storms.small }, contenders['estorno, cron'])
    for (const jobs of stormsAt(sizes, history)) {
      const trial = (contender: ContenderName) => async () =>
        addTrial(
          results,
          { scene: 'cleanup', history, size: jobs, contender },
          await runTrial(world, { jobs, customers: Math.ceil(jobs / 4) }, contenders[contender]),
        )
      const names = {
        'estorno, cron': trial('estorno, cron'),
        'estorno, call': trial('estorno, call'),
        'estorno, edited refund': trial('estorno, edited refund'),
        'obvious loop': trial('obvious loop'),
        'the host’s own': trial('the host’s own'),
        'E+': trial('E+'),
        E: trial('E'),
      }
      const usual = jobs === sizes.storms.usual
      await interleave(sizes.rounds, names, {
        ...(usual && history === sizes.histories.small
          ? {}
          : { 'estorno, call': 0, 'estorno, edited refund': 0, 'the host’s own': 0 }),
      })
    }
  },
}
