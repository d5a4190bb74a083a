import type { Sizes } from './options.ts'
import type { Results } from './results.ts'
import type { World } from './world.ts'

type Bench = { world: World; sizes: Sizes; results: Results; history: number }

export type Scene = {
  name: string
  /** The lengths of history at which it is played. */
  histories(sizes: Sizes): number[]
  play(bench: Bench): Promise<void>
}
