import type { Sizes } from './options.ts'
import type { Medians, Results } from './results.ts'

type Goal = {
  text: string
  bound: 'at least' | 'at most'
  goal: number
  stretch?: number
  unit: '×' | 'ms' | ''
  /** Undefined when it was not measured. */
  value(results: Medians, sizes: Sizes): number | undefined
}

type Median = (scene: string, history: number, size: number, contender: string, metric?: string) => number | undefined

const medianOf =
  (results: Medians): Median =>
  (scene, history, size, contender, metric = 'time') =>
    results.median({ scene, history, size, contender, metric })

const over = (above: number | undefined, below: number | undefined) =>
  above === undefined || below === undefined ? undefined : above / below

const OURS = 'estorno, cron'
const EDITED = 'estorno, edited refund'
const LOOP = 'obvious loop'
const jobs = (count: number) => count.toLocaleString('en')

function cleanupGoals({ histories, storms }: Sizes): Goal[] {
  const places = [
    { history: histories.small, size: storms.usual, goal: 1.8, stretch: 2.2 },
    { history: histories.middle, size: storms.usual, goal: 1.8, stretch: 2.2 },
    { history: histories.small, size: storms.large, goal: 2, stretch: 2.5 },
  ]
  return places.flatMap(({ history, size, goal, stretch }): Goal[] => {
    const where = `${jobs(size)} stuck among ${jobs(history)}`
    const time = (results: Medians, contender: string, metric?: string) =>
      medianOf(results)('cleanup', history, size, contender, metric)
    return [
      {
        text: `${where}: faster than the obvious loop`,
        ...{ bound: 'at least', goal, stretch, unit: '×' },
        value: (results) => over(time(results, LOOP), time(results, OURS)),
      },
      {
        text: `${where}: against the same rows written bare (E+)`,
        ...{ bound: 'at most', goal: 1.9, stretch: 1.3, unit: '×' },
        value: (results) => over(time(results, OURS), time(results, 'E+')),
      },
      {
        text: `${where}: WAL a job against E+`,
        ...{ bound: 'at most', goal: 1.3, stretch: 1.1, unit: '×' },
        value: (results) => over(time(results, OURS, 'WAL a job'), time(results, 'E+', 'WAL a job')),
      },
    ]
  })
}

function backlogGoals({ histories, storms, hot, bystanders }: Sizes): Goal[] {
  const hotJob = (results: Medians, size: number, contender = OURS) =>
    over(medianOf(results)('hot', histories.none, size, contender), size)
  const bystander = (results: Medians, contender: string, metric: string) =>
    medianOf(results)('bystanders', histories.middle, bystanders.usual, contender, metric)
  return [
    {
      text: `${jobs(storms.usual)} stuck among ${jobs(histories.small)}, the refund function edited: faster than the obvious loop`,
      ...{ bound: 'at least', goal: 1, unit: '×' },
      value: (results) => {
        const time = (contender: string) => medianOf(results)('cleanup', histories.small, storms.usual, contender)
        return over(time(LOOP), time(EDITED))
      },
    },
    {
      text: `one customer owns all, the refund function edited: a job of ${jobs(hot.large)} against a job of ${jobs(hot.small)}`,
      ...{ bound: 'at most', goal: 1.3, unit: '×' },
      value: (results) => over(hotJob(results, hot.large, EDITED), hotJob(results, hot.small, EDITED)),
    },
    {
      text: `${jobs(storms.large)} stuck: statistics of last night against fresh ones`,
      ...{ bound: 'at most', goal: 1.3, stretch: 1.1, unit: '×' },
      value: (results) => {
        const time = (contender: string) => medianOf(results)('statistics', histories.small, storms.large, contender)
        return over(time(`${OURS}, old`), time(`${OURS}, fresh`))
      },
    },
    {
      text: `one customer owns all: a job of ${jobs(hot.large)} against a job of ${jobs(hot.small)}`,
      ...{ bound: 'at most', goal: 1.3, stretch: 1.1, unit: '×' },
      value: (results) => over(hotJob(results, hot.large), hotJob(results, hot.small)),
    },
    {
      text: `one customer owns ${jobs(hot.large)}: faster than the obvious loop`,
      ...{ bound: 'at least', goal: 20, stretch: 30, unit: '×' },
      value: (results) => over(hotJob(results, hot.large, LOOP), hotJob(results, hot.large)),
    },
    {
      text: `${jobs(bystanders.usual)} worked off: a customer's longest wait, shorter than with the loop`,
      ...{ bound: 'at least', goal: 40, stretch: 70, unit: '×' },
      value: (results) => over(bystander(results, LOOP, 'spend, longest'), bystander(results, OURS, 'spend, longest')),
    },
    {
      text: `${jobs(bystanders.usual)} worked off while customers spend: time against the loop's`,
      ...{ bound: 'at most', goal: 0.8, stretch: 0.6, unit: '×' },
      value: (results) => over(bystander(results, OURS, 'total'), bystander(results, LOOP, 'total')),
    },
  ]
}

function idleGoals({ histories }: Sizes): Goal[] {
  const tick = (results: Medians, history: number) => medianOf(results)('idle', history, 0, 'a kept session')
  return [
    {
      text: `nothing stuck, nothing due: a tick among ${jobs(histories.large)} against one among ${jobs(histories.middle)}`,
      ...{ bound: 'at most', goal: 1.3, unit: '×' },
      value: (results) => over(tick(results, histories.large), tick(results, histories.middle)),
    },
    {
      text: `nothing stuck, nothing due: a tick among ${jobs(histories.large)} (a stretch without a goal)`,
      ...{ bound: 'at most', goal: 2, stretch: 2, unit: 'ms' },
      value: (results) => tick(results, histories.large),
    },
    {
      text: 'nothing stuck, nothing due: sequential scans of job tables',
      ...{ bound: 'at most', goal: 0, unit: '' },
      value: (results) => medianOf(results)('idle', histories.large, 0, 'all ticks', 'sequential scans of job tables'),
    },
  ]
}

function cancelGoals({ histories }: Sizes): Goal[] {
  return [1, 8].flatMap((clients): Goal[] => {
    const p50 = (results: Medians, scene: string, history: number, contender: string) =>
      medianOf(results)(scene, history, clients, contender, 'p50')
    const by = `${clients} client${clients === 1 ? '' : 's'}`
    return [
      {
        text: `one cancel in SQL, ${by}: p50 against the same writes bare`,
        ...{ bound: 'at most', goal: 1.35, stretch: 1.15, unit: '×' },
        value: (results) =>
          over(
            p50(results, 'cancel', histories.middle, 'estorno'),
            p50(results, 'cancel', histories.middle, 'the same writes, bare'),
          ),
      },
      {
        text: `one cancel over HTTP, ${by}: p50 against a function that verifies the token and reads one row`,
        ...{ bound: 'at most', goal: 1.5, stretch: 1.2, unit: '×' },
        value: (results) =>
          over(p50(results, 'http', 0, 'estorno'), p50(results, 'http', 0, 'verify and read one row')),
      },
    ]
  })
}

function panelGoals({ histories }: Sizes): Goal[] {
  const time = (results: Medians, history: number, query: string) => medianOf(results)('panel', history, 0, query)
  const summaries = ['a day', 'a week', 'a month', 'one tool', 'failed', 'everything']
  return [
    {
      text: 'list: page 5,000 against page 1',
      ...{ bound: 'at most', goal: 1.3, unit: '×' },
      value: (results) =>
        over(time(results, histories.large, 'list: page 5,000'), time(results, histories.large, 'list: page 1')),
    },
    {
      text: `list: page 1 of ${jobs(histories.large)} against ${jobs(histories.middle)}`,
      ...{ bound: 'at most', goal: 1.3, unit: '×' },
      value: (results) =>
        over(time(results, histories.large, 'list: page 1'), time(results, histories.middle, 'list: page 1')),
    },
    ...[histories.middle, histories.large].map(
      (history): Goal => ({
        text: `list: page 1 of ${jobs(history)}, faster than the usual query`,
        ...{ bound: 'at least', goal: 100, unit: '×' },
        value: (results) => over(time(results, history, 'usual list: page 1'), time(results, history, 'list: page 1')),
      }),
    ),
    {
      text: `reconciliation over ${jobs(histories.large)}: within what the API waits`,
      ...{ bound: 'at most', goal: 8000, unit: 'ms' },
      value: (results) => time(results, histories.large, 'attention: reconciliation of 90 days'),
    },
    ...summaries.map(
      (period): Goal => ({
        text: `summary over ${jobs(histories.large)}: ${period}`,
        ...{ bound: 'at most', goal: 5, unit: 'ms' },
        value: (results) => time(results, histories.large, `summary: ${period}`),
      }),
    ),
  ]
}

const goalsOf = (sizes: Sizes): Goal[] =>
  [cleanupGoals, backlogGoals, idleGoals, cancelGoals, panelGoals].flatMap((goals) => goals(sizes))

export type Verdict = {
  text: string
  bound: Goal['bound']
  goal: number
  stretch?: number
  unit: Goal['unit']
  /** The ratio of the medians. */
  value: number
  /** From where to where it went, were each round judged by itself. */
  rounds: { from: number; to: number }
  met: boolean
}

function judgeRounds(results: Results, sizes: Sizes, measure: Goal['value']): Verdict['rounds'] {
  const first = results.ofRound(0)
  measure(first, sizes)
  const values = Array.from(
    { length: first.rounds },
    (_, round) => measure(results.ofRound(round), sizes) ?? Number.NaN,
  )
  return { from: Math.min(...values), to: Math.max(...values) }
}

export function judge(results: Results, sizes: Sizes): Verdict[] {
  return goalsOf(sizes).flatMap(({ value: measure, ...goal }) => {
    const value = measure(results, sizes)
    if (value === undefined) return []
    const rounds = judgeRounds(results, sizes, measure)
    return [{ ...goal, value, rounds, met: goal.bound === 'at least' ? value >= goal.goal : value <= goal.goal }]
  })
}
