export type Random = {
  seed: number
  /** A number from 0 (in) to 1 (out). */
  next(): number
  /** A whole number from 0 (in) to `below` (out). */
  below(below: number): number
  pick<T>(from: readonly [T, ...T[]]): T
  chance(probability: number): boolean
}

// mulberry32: small, seeded, and good enough to shuffle actors; the same seed gives the same trial.
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    seed,
    next,
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    chance: (probability) => next() < probability,
  }
}
