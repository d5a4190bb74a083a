import { parseArgs } from 'node:util'

export type Sizes = {
  rounds: number
  /** Finished jobs: the smallest, the one most goals are set for, and the two between which nothing may grow. */
  histories: { none: number; small: number; middle: number; large: number }
  storms: { small: number; usual: number; large: number; largest: number }
  hot: { small: number; middle: number; large: number }
  bystanders: { usual: number; large: number }
  quietMs: number
  cancels: number
  requests: number
  bulk: number
  ticks: number
  loads: number
  /** Calls of which a profile is the mean. */
  profiled: number
}

const FULL: Sizes = {
  rounds: 5,
  histories: { none: 0, small: 200_000, middle: 1_000_000, large: 4_000_000 },
  storms: { small: 1000, usual: 10_000, large: 40_000, largest: 100_000 },
  hot: { small: 1000, middle: 5000, large: 20_000 },
  bystanders: { usual: 20_000, large: 100_000 },
  quietMs: 2000,
  cancels: 1600,
  requests: 160,
  bulk: 1000,
  ticks: 60,
  loads: 9,
  profiled: 50,
}

const QUICK: Sizes = {
  rounds: 3,
  histories: { none: 0, small: 20_000, middle: 40_000, large: 160_000 },
  storms: { small: 200, usual: 1000, large: 2000, largest: 4000 },
  hot: { small: 200, middle: 800, large: 3200 },
  bystanders: { usual: 1000, large: 2000 },
  quietMs: 500,
  cancels: 400,
  requests: 60,
  bulk: 300,
  ticks: 15,
  loads: 3,
  profiled: 20,
}

export type Options = { mode: 'full' | 'quick'; scale: number; sizes: Sizes; only: string[] | undefined }

function scaled(sizes: Sizes, scale: number): Sizes {
  const whole = (count: number) => Math.round(count * scale)
  const each = <T extends Record<string, number>>(group: T) =>
    Object.fromEntries(Object.entries(group).map(([name, count]) => [name, whole(count)])) as {
      [name in keyof T]: number
    }
  return {
    ...sizes,
    histories: each(sizes.histories),
    storms: each(sizes.storms),
    hot: each(sizes.hot),
    bystanders: each(sizes.bystanders),
    cancels: whole(sizes.cancels),
    requests: whole(sizes.requests),
    bulk: whole(sizes.bulk),
  }
}

/** `--quick`, `--scale 0.1` (all sizes that much smaller, to try the benchmark itself), `--only cleanup,cancel`. */
export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      scale: { type: 'string', default: '1' },
      only: { type: 'string' },
    },
  })
  const scale = Number(values.scale)
  if (!(scale > 0 && scale <= 1)) throw new Error(`--scale is above 0 and at most 1, not ${values.scale}`)
  return {
    mode: values.quick ? 'quick' : 'full',
    scale,
    sizes: scaled(values.quick ? QUICK : FULL, scale),
    only: values.only?.split(','),
  }
}
