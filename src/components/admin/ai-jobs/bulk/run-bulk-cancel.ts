import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'

const PIECE_SIZE = 50

/** The server's outcomes, and the one of a job whose piece got no answer and that was not seen to be over since. */
export const JOB_OUTCOMES = [
  'cancelled',
  'replayed',
  'already_over',
  'not_found',
  'busy',
  'not_tried',
  'failed',
  'no_answer',
] as const
export type JobOutcome = (typeof JOB_OUTCOMES)[number]

export type JobResult = {
  job: JobKey
  outcome: JobOutcome
  /** What the job's end gave back. */
  refundedCredits: number
  /** Why it failed, in words for the admin. */
  problem: string | null
  /** What the database said of it, for a developer. */
  detail?: string | null
}

/** Why no further piece would be taken either. */
type Refusal = 'not_admin' | 'session_expired' | 'refused'

/** How a run ends; all but `done` leave jobs unsent. */
export type BulkEnding = 'done' | 'stopped' | 'unreachable' | Refusal

export type PieceAnswer =
  | { kind: 'results'; results: JobResult[] }
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  | { kind: 'refusal'; refusal: Refusal }
  | { kind: 'no_answer' }

export type BulkServer = {
  /** Ends the jobs of one piece; asked twice, it answers with the figures of the first time. */
  cancelPiece: (jobs: JobKey[]) => Promise<PieceAnswer>
  /** What became of a job whose piece got no answer; throws when that cannot be found out. */
  readJob: (job: JobKey) => Promise<JobResult>
  /** Resolves after so many seconds, or at once when the signal is aborted. */
  wait: (seconds: number, signal: AbortSignal) => Promise<void>
}

export type BulkRun = {
  state: 'running' | 'waiting' | BulkEnding
  jobs: readonly JobKey[]
  results: readonly JobResult[]
  /** While the server has asked for a pause: how long it is. */
  waitSeconds: number | null
}

/**
 * Cancels the jobs piece after piece and tells `onProgress` each time something is known. Jobs that a slow server had no time
 * for are sent again as long as each piece ends some. A job that was busy is asked for once more when all others are through;
 * until then it has no result. An aborted `signal` ends it after the piece that is on its way.
 */
export async function runBulkCancel(
  jobs: readonly JobKey[],
  server: BulkServer,
  signal: AbortSignal,
  onProgress: (run: BulkRun) => void,
): Promise<BulkRun> {
  let run: BulkRun = { state: 'running', jobs, results: [], waitSeconds: null }
  let left = jobs
  let busy: readonly JobResult[] = []
  let lastRound = false
  const tell = (change: Partial<BulkRun>) => {
    run = { ...run, ...change }
    onProgress(run)
    return run
  }
  const end = (state: BulkEnding) => tell({ state, results: [...run.results, ...busy] })
  function take(results: readonly JobResult[]) {
    const notTried = results.filter(({ outcome }) => outcome === 'not_tried')
    const again = notTried.length < results.length ? notTried : []
    const postponed = lastRound ? [] : results.filter((result) => isBusy(result) && !again.includes(result))
    left = [...left.slice(results.length), ...again.map(({ job }) => job)]
    busy = lastRound ? [...busy.slice(results.length), ...again] : [...busy, ...postponed]
    tell({ results: [...run.results, ...results.filter((result) => ![...again, ...postponed].includes(result))] })
    if (left.length > 0 || lastRound) return
    lastRound = true
    left = busy.map(({ job }) => job)
  }

  tell({})
  while (left.length > 0) {
    if (signal.aborted) return end('stopped')
    const piece = left.slice(0, PIECE_SIZE)
    const answer = await askTwice(piece, server, signal)
    switch (answer.kind) {
      case 'results':
        take(answer.results)
        break
      case 'rate_limited':
        tell({ state: 'waiting', waitSeconds: answer.retryAfterSeconds })
        await server.wait(answer.retryAfterSeconds, signal)
        tell({ state: 'running', waitSeconds: null })
        break
      case 'refusal':
        return end(answer.refusal)
      case 'no_answer': {
        const results = await readPiece(piece, server)
        take(results.map(({ result }) => result))
        // Not even read: the rest would only wait for answers that do not come.
        if (results.every(({ read }) => !read)) return end('unreachable')
      }
    }
  }
  return end('done')
}

const isBusy = ({ outcome }: JobResult) => outcome === 'busy' || outcome === 'not_tried'

async function askTwice(piece: JobKey[], server: BulkServer, signal: AbortSignal): Promise<PieceAnswer> {
  const first = await server.cancelPiece(piece)
  if (first.kind !== 'no_answer' || signal.aborted) return first
  const second = await server.cancelPiece(piece)
  return second.kind === 'results' ? { ...second, results: second.results.map(ours) } : second
}

// The job was unfinished when it was chosen, so the earlier cancel is most likely the call whose answer got lost. The answer does
// not say who cancelled: a colleague's cancel in between is counted as this run's.
function ours(result: JobResult): JobResult {
  return result.outcome === 'replayed' ? { ...result, outcome: 'cancelled' } : result
}

function readPiece(piece: JobKey[], server: BulkServer) {
  return Promise.all(
    piece.map(async (job) => {
      try {
        return { read: true, result: await server.readJob(job) }
      } catch {
        return { read: false, result: { job, outcome: 'no_answer', refundedCredits: 0, problem: null } as const }
      }
    }),
  )
}

const FAILURES: readonly JobOutcome[] = ['busy', 'not_tried', 'failed', 'no_answer']

/** What may work when it is tried again. */
export function failuresOf({ results }: BulkRun) {
  return results.filter(({ outcome }) => FAILURES.includes(outcome))
}

export function isOver(run: BulkRun): run is BulkRun & { state: BulkEnding } {
  return run.state !== 'running' && run.state !== 'waiting'
}

export function sumUp({ results }: BulkRun) {
  const count = (outcome: JobOutcome) => results.filter((result) => result.outcome === outcome).length
  return {
    counts: JOB_OUTCOMES.map((outcome) => ({ outcome, count: count(outcome) })).filter(({ count }) => count > 0),
    // What an earlier cancel gave back is not this one's.
    credits: results.reduce(
      (sum, { outcome, refundedCredits }) => sum + (outcome === 'cancelled' ? refundedCredits : 0),
      0,
    ),
  }
}
