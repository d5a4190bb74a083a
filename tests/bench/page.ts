import type { Verdict } from './goals.ts'
import type { Machine } from './machine.ts'
import { type Measurement, OF_NODE, OWN_TIME } from './results.ts'
import { median, percentile } from './statistics.ts'

export type Run = {
  /** The day on which a scene was played last, and of which code. */
  dates: Record<string, string>
  mode: string
  scale: number
  machine: Machine
  notMeasured: string[]
  verdicts: Verdict[]
  measurements: Measurement[]
}

type SceneText = {
  name: string
  title: string
  size: string
  note: string
  across: 'contender' | 'history' | 'metric'
  /** The contender whose times the others' are told in, too. */
  ours?: string
  /** Which of the scene's figures, when there is more than one table of them. */
  of?(measurement: Measurement): boolean
}

const ofFunctions = ({ metric }: Measurement) => metric === OWN_TIME
const ofNodes = ({ metric }: Measurement) => metric.startsWith(OF_NODE)

// What a section of the page says before its figures.
const SCENES: SceneText[] = [
  {
    name: 'cleanup',
    title: 'Cleanup',
    size: 'stuck',
    across: 'contender',
    ours: 'estorno, cron',
    note: 'Stuck jobs over four tables, four to a customer; statistics from before the storm. **Edited refund** is the scheduled command beside a refund function that is not the known one, and so called for each job. **The host’s own** stands for the cleanup that the best-known project has itself, for these four tables, at one size: it refunds job by job in one transaction like the loop, asks for no proof of the charge and goes by the time of creation alone. That project’s trigger that protects columns, with which its cleanup raises in a session of cron, is left away.',
  },
  {
    name: 'hot',
    title: 'One customer owns all stuck jobs',
    size: 'stuck',
    across: 'contender',
    ours: 'estorno, cron',
    note: 'Each refund is a new version of the same row of credits.',
  },
  {
    name: 'statistics',
    title: 'Old statistics',
    size: 'stuck',
    across: 'contender',
    note: 'The planner knows of no stuck job (old), or was told in time (fresh). The usual set-based statement, played once, shows what that can cost.',
  },
  {
    name: 'idle',
    title: 'A tick with nothing to do',
    size: '',
    across: 'contender',
    note: 'In a session that is kept, and in a new one. Below it what keeps the figures and the reconciliation up: with nothing due, as in most ticks; a step of the recount, of which an hour has 20; the seal over what 1,000 ended jobs left; and what the watch of the ledger, once an hour, costs over an hour of the history.',
  },
  {
    name: 'bystanders',
    title: 'Bystanders',
    size: 'stuck',
    across: 'contender',
    ours: 'estorno, cron',
    note: 'Three customers of the storm spend without a pause and two admins look at the list, while it is worked off. Each waits for the last answer before it asks again, so who is held off asks seldom: the longest wait tells more than the p99. Nobody cleans up: two seconds before. The loop is played at the smaller size only. **Its processor time** is that of the session that works it off.',
  },
  {
    name: 'cancel',
    title: 'One cancel in SQL',
    size: 'clients',
    across: 'contender',
    ours: 'estorno',
    note: 'The obvious flow is four statements in four transactions. Ours is called by a hundred admins in turn, so that none has done more in the last minute than admins do.',
  },
  {
    name: 'http',
    title: 'One cancel over HTTP',
    size: 'clients',
    across: 'contender',
    ours: 'estorno',
    note: 'HTTP, the function in Deno, the local API (`@supabase/lite`, not PostgREST), the database; beside functions that do less. The processor time is that of all processes of each part; the clients are the benchmark itself. **In the database** is by the server’s log of durations, of 50 requests by one client: the call, and the statements that the local API adds to each.',
  },
  {
    name: 'bulk',
    title: 'Many cancels at once',
    size: 'jobs',
    across: 'contender',
    ours: 'estorno, 100 a call',
    note: 'What an admin does with a whole filter.',
  },
  {
    name: 'panel',
    title: 'The panel',
    size: '',
    across: 'history',
    note: 'As an admin; the API would cut a query off after 8 s.',
  },
  {
    name: 'peers',
    title: 'Other queues',
    size: 'stuck',
    across: 'contender',
    ours: 'estorno, cron',
    note: 'The rescue of as many stuck jobs of their own, in one table. They refund nothing and record nothing: not the same work.',
  },
  {
    name: 'by-month',
    title: 'A table cut into months',
    size: 'stuck',
    across: 'contender',
    note: 'A job table of 25 partitions by time-ordered ids (UUIDv7), beside the same rows in one table. One that is cut by `created_at` can have no unique index on `id`, and is refused.',
  },
  {
    name: 'weight',
    title: 'Weight',
    size: '',
    across: 'history',
    note: 'Indexes of one of the four job tables and of what they share, built when the rows were there; what the installation adds; updates that touched no index (HOT). A job’s status is part of the index that finds what is unfinished, so no end of a job is one.',
  },
  {
    name: 'frontend',
    title: 'The front end',
    size: '',
    across: 'history',
    note: 'The built panel in Chromium over the demo stack; the list is answered by a stub without end, so the figures are the browser’s: how long its main thread was on the processor. A page has 20 rows. Then the scripts of the build, each gzipped.',
  },
  {
    name: 'growth',
    title: 'What grows with the history',
    size: '',
    across: 'history',
    note: 'Blocks are those of 8 kB that a statement looks at. What follows for larger histories: [scaling.md](scaling.md).',
  },
  {
    name: 'profile',
    title: 'Where the time goes',
    size: 'jobs or calls',
    across: 'history',
    note: 'The own time of each function with its statements, by `track_functions`, which slows it down a little: a job of a cleanup, or a call of the others: the twelve that take most. What is kept for each table (`kept_…`) is one.',
    of: ofFunctions,
  },
  {
    name: 'profile',
    title: 'The statements behind the times',
    size: 'jobs',
    across: 'metric',
    note: '`explain (analyze, buffers, wal)` of every statement that runs, by `auto_explain`: of each the own time, blocks of 8 kB and WAL, without the statements that it calls, in all; the longest first. A statement’s own planning is not in its time; that of the statements in its functions is, and what those reckon. Taking the time of each node makes everything slower, and so does the message that tells of a statement: that time is its caller’s, so many short statements make who calls them look slow. The table above is the one to go by for times, this one for calls, blocks and WAL. What is of 1 is the mean of 50, in a session that did 50 before: **one cancel** in SQL, a tick with **nothing to do**, a **page of the list**, a **step of the recount** (of 5), and the **summaries**, while 926 jobs are at work. The names of the tools’ tables are left out.',
    of: (measurement) => !ofFunctions(measurement) && !ofNodes(measurement),
  },
  {
    name: 'profile',
    title: 'The plans behind the statements',
    size: 'jobs',
    across: 'metric',
    note: 'The nodes that took longest of those statements that looked at most: a node’s own time and blocks, without what is below it; a CTE is below who reads it.',
    of: ofNodes,
  },
]

const number = (value: number) =>
  value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0 })

// The median, and from where to where the rounds went.
function cell(measurement: Measurement | undefined): string {
  if (!measurement) return ''
  const { samples } = measurement
  const [low, middle, high] = [percentile(samples, 0), median(samples), percentile(samples, 1)].map(number)
  return samples.length === 1 ? `${middle}` : `**${middle}** (${low}–${high})`
}

const table = (head: string[], rows: string[][]) =>
  [head, head.map((_, place) => (place === 0 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')

const distinct = <T>(values: T[]): T[] => [...new Set(values)]

// What the others are told in times of ours.
const TIMES = ['time', 'total', 'p50']

function ratioTo(ours: Measurement | undefined, measurement: Measurement | undefined): string {
  if (!ours || !measurement) return ''
  return number(median(measurement.samples) / median(ours.samples))
}

function contendersAcross(measurements: Measurement[], { size, ours }: SceneText): string {
  const contenders = distinct(measurements.map(({ contender }) => contender))
  const rowOf = ({ history, size: count, metric, unit }: Measurement) =>
    [number(history), ...(size ? [number(count)] : []), unit === 'count' ? metric : `${metric}, ${unit}`].join(' | ')
  const rows = distinct(measurements.map(rowOf)).flatMap((row) => {
    const own = contenders.map((contender) =>
      measurements.find((one) => rowOf(one) === row && one.contender === contender),
    )
    const told = own.find((one) => one?.contender === ours)
    const figures = [row, ...own.map(cell)]
    if (!told || !TIMES.includes(told.metric)) return [figures]
    const ratios = row.replace(/[^|]*$/, ` ${told.metric}, × ${ours}`)
    return [figures, [ratios, ...own.map((one) => ratioTo(told, one))]]
  })
  return table(['finished', ...(size ? [size] : []), 'what', ...contenders], rows)
}

function historiesAcross(measurements: Measurement[]): string {
  const histories = distinct(measurements.map(({ history }) => history))
  const rowOf = ({ contender, metric, unit }: Measurement) => `${contender} | ${metric}, ${unit}`
  const rows = distinct(measurements.map(rowOf)).map((row) => [
    row,
    ...histories.map((history) => cell(measurements.find((one) => rowOf(one) === row && one.history === history))),
  ])
  return table(['', 'what', ...histories.map((history) => `${number(history)} finished`)], rows)
}

function metricsAcross(measurements: Measurement[], { size }: SceneText): string {
  const labelOf = ({ metric, unit }: Measurement) => (unit === 'count' ? metric : `${metric}, ${unit}`)
  const metrics = distinct(measurements.map(labelOf))
  const rowOf = ({ history, size: count, contender }: Measurement) =>
    `${number(history)} | ${number(count)} | ${contender}`
  const rows = distinct(measurements.map(rowOf)).map((row) => [
    row,
    ...metrics.map((metric) => cell(measurements.find((one) => rowOf(one) === row && labelOf(one) === metric))),
  ])
  return table(['finished', size, '', ...metrics], rows)
}

const tables = { contender: contendersAcross, history: historiesAcross, metric: metricsAcross }

function section(text: SceneText, run: Run): string {
  const { name, title, note, across, of = () => true } = text
  const own = run.measurements.filter((one) => one.scene === name && of(one))
  if (own.length === 0) return ''
  return `### ${title}\n\n${note} Measured on ${run.dates[name]}.\n\n${tables[across](own, text)}\n`
}

function goals(verdicts: Verdict[]): string {
  const rows = verdicts.map(({ text, bound, goal, stretch, unit, value, rounds, met }) => [
    text,
    `${number(value)} ${unit}`.trim(),
    `${number(rounds.from)}–${number(rounds.to)}`,
    `${bound} ${number(goal)}`,
    stretch === undefined ? '' : number(stretch),
    met ? 'yes' : '**no**',
  ])
  return table(['goal', 'measured', 'rounds', 'wanted', 'stretch', 'met'], rows)
}

const CHARTS = [
  { scene: 'cleanup', title: "Cleanup, a job's time" },
  { scene: 'bystanders', title: "A customer's longest wait" },
]

/** The generated part of docs/performance.md: goals, figures, machine, date. */
export function figuresPage(run: Run): string {
  const { machine, verdicts } = run
  const command = `npm run bench${run.mode === 'quick' ? ' -- --quick' : ''}`
  const tryout =
    run.scale === 1 ? '' : ` with --scale ${run.scale}, which tries the benchmark out and gives no figures to go by`
  return [
    `By \`${command}\`${tryout}, on ${machine.cores} cores of ${machine.processor}, ${machine.memoryGb} GB; PostgreSQL ${machine.postgres} (${machine.settings}), Node ${machine.node}.`,
    `Medians, and from where to where the rounds went. ${verdicts.filter(({ met }) => met).length} of ${verdicts.length} goals met.`,
    ...(run.notMeasured.length > 0 ? [`Not measured: ${run.notMeasured.join(', ')}.`] : []),
    `### Goals\n\n${goals(verdicts)}\n`,
    ...CHARTS.filter(({ scene }) => run.measurements.some((one) => one.scene === scene)).map(
      ({ scene, title }) => `![${title}](bench/${scene}.svg)\n`,
    ),
    ...SCENES.map((scene) => section(scene, run)).filter(Boolean),
  ].join('\n\n')
}
