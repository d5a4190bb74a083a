/** Of the sorted samples the one at this share, from 0 to 1. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}

/** The middle one, or the mean of the two in the middle. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((one, other) => one - other)
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)
  return middle.reduce((sum, sample) => sum + sample, 0) / middle.length
}

/**
 * A B C A B C …: whatever else the machine does meets all contenders alike. A contender that is worth fewer rounds than
 * the others says so.
 */
export async function interleave<Name extends string>(
  rounds: number,
  contenders: Record<Name, () => Promise<void>>,
  fewer: Partial<Record<Name, number>> = {},
): Promise<void> {
  const names = Object.keys(contenders) as Name[]
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) if (round < (fewer[name] ?? rounds)) await contenders[name]()
  }
}
