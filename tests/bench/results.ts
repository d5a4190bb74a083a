import { median } from './statistics.ts'

/** The metric of the profile of functions. */
export const OWN_TIME = 'own time, a job or call'

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

  all(): Measurement[] {
    return [...this.#measurements.values()]
  }
}
