import type { Random } from '../races/random.ts'
import { type Cast, casts } from './cast.ts'

/** Who takes the next step, by place in the cast. */
export type Order = { cast: Cast; turns: readonly number[]; stepsEach: 2 | 3 }

/** Every way to let so many actors take so many steps each. */
function interleavings(stepsLeft: readonly number[]): number[][] {
  if (stepsLeft.every((left) => left === 0)) return [[]]
  return stepsLeft.flatMap((left, actor) =>
    left === 0 ? [] : interleavings(stepsLeft.with(actor, left - 1)).map((later) => [actor, ...later]),
  )
}

function ordersOf(size: 2 | 3, stepsEach: 2 | 3): Order[] {
  const turns = interleavings(Array.from({ length: size }, () => stepsEach))
  return casts(size).flatMap((cast) => turns.map((each) => ({ cast, turns: each, stepsEach })))
}

/** Pairs: begin, act and commit apart. */
export const pairs = () => ordersOf(2, 3)

/** Triples: begin and act in one, since a transaction that has only begun holds nothing. */
export const triples = () => ordersOf(3, 2)

export function sample<T>(from: readonly T[], size: number, random: Random): T[] {
  const drawn = [...from]
  for (let place = 0; place < Math.min(size, drawn.length); place += 1) {
    const other = place + random.below(drawn.length - place)
    const [here, there] = [drawn[place], drawn[other]]
    if (here === undefined || there === undefined) break
    drawn[place] = there
    drawn[other] = here
  }
  return drawn.slice(0, size)
}
