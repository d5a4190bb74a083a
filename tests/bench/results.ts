import { median } from './statistics.ts'

/** The metric of the profile of functions. */
export const OWN_TIME = 'own time, a job or call'

/** How the metrics of a plan's nodes begin. */
export const OF_NODE = 'node, '

export type Measurement = {
  scene: string
  /** Finished jobs in the tables. */
  history: number
  /** Jobs, clients or whatever the scene varies; 0 when nothing is varied. */
  size: number
  contender: string
  metric: string
  unit: 'ms' | 'µs' | 'bytes' | 'MB' | '%' | 'count'
  samples: number[]
}

/** One figure of each place. */
export type Medians = { median(place: Place): number | undefined }

type Place = Omit<Measurement, 'samples' | 'unit'>
const keyOf = ({ scene, history, size, contender, metric }: Place) =>
  [scene, history, size, contender, metric].join('|')

/** What was measured so far, by its place. */
export class Results {
  readonly #measurements = new Map<string, Measurement>()

  constructor(measurements: readonly Measurement[] = []) {
    for (const measurement of measurements) this.#measurements.set(keyOf(measurement), measurement)
  }

  add({ samples, ...place }: Measurement): void {
    const measurement = this.#measurements.get(keyOf(place)) ?? { ...place, samples: [] }
    measurement.samples.push(...samples)
    this.#measurements.set(keyOf(place), measurement)
  }

  /** Undefined when it was not measured. */
  median(place: Place): number | undefined {
    const measurement = this.#measurements.get(keyOf(place))
    return measurement && median(measurement.samples)
  }

  /** The sample of a round instead of the median, and how many rounds there are of what was asked for. */
  ofRound(round: number): Medians & { rounds: number } {
    const view = {
      rounds: 0,
      median: (place: Place) => {
        const { samples = [] } = this.#measurements.get(keyOf(place)) ?? {}
        view.rounds = Math.max(view.rounds, samples.length)
        return samples[round % samples.length]
      },
    }
    return view
  }

  all(): Measurement[] {
    return [...this.#measurements.values()]
  }
}
