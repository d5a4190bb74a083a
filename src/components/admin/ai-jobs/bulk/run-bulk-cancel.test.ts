import { describe, expect, test, vi } from 'vitest'
import {
  type BulkRun,
  type BulkServer,
  failuresOf,
  isOver,
  type JobOutcome,
  type JobResult,
  type PieceAnswer,
  runBulkCancel,
  sumUp,
} from '@/components/admin/ai-jobs/bulk/run-bulk-cancel'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'

const jobsOf = (count: number): JobKey[] =>
  Array.from({ length: count }, (_, index) => ({ table: 'upscaler_jobs', id: String(index) }))

const resultOf = (job: JobKey, outcome: JobOutcome, refundedCredits = 60): JobResult => ({
  job,
  outcome,
  refundedCredits,
  problem: null,
})

const results =
  (outcome: JobOutcome) =>
  (jobs: JobKey[]): PieceAnswer => ({ kind: 'results', results: jobs.map((job) => resultOf(job, outcome)) })

const noAnswer = (): PieceAnswer => ({ kind: 'no_answer' })

type Answer = (jobs: JobKey[]) => PieceAnswer

/** A server that gives these answers one after the other, then cancels everything. */
function serverWith(answers: Answer[], rest: Partial<BulkServer> = {}) {
  const asked: JobKey[][] = []
  const waited: number[] = []
  const server: BulkServer = {
    cancelPiece: async (jobs) => {
      asked.push(jobs)
      return (answers.shift() ?? results('cancelled'))(jobs)
    },
    readJob: async () => {
      throw new TypeError('offline')
    },
    wait: async (seconds) => {
      waited.push(seconds)
    },
    ...rest,
  }
  return { server, asked, waited }
}

async function run(count: number, answers: Answer[] = [], rest: Partial<BulkServer> = {}) {
  const { server, asked, waited } = serverWith(answers, rest)
  const controller = new AbortController()
  const seen: BulkRun[] = []
  const finished = await runBulkCancel(jobsOf(count), server, controller.signal, (progress) => seen.push(progress))
  return { finished, seen, waited, pieces: asked.map((piece) => piece.length) }
}

describe('pieces', () => {
  test('120 jobs go in three pieces of at most 50, in their order', async () => {
    const { finished, pieces } = await run(120)
    expect(pieces).toEqual([50, 50, 20])
    expect(finished.state).toBe('done')
    expect(finished.results.map(({ job }) => job)).toEqual(jobsOf(120))
  })

  test('the progress is told before the first piece and after each', async () => {
    const { seen } = await run(120)
    expect(seen.map(({ results }) => results.length)).toEqual([0, 50, 100, 120, 120])
    expect(seen.map(isOver)).toEqual([false, false, false, false, true])
  })

  test('the next piece is not sent before the last one is answered', async () => {
    const pending: (() => void)[] = []
    const { server } = serverWith([])
    const { cancelPiece } = server
    server.cancelPiece = (jobs) => new Promise((resolve) => pending.push(() => resolve(cancelPiece(jobs))))
    const finished = runBulkCancel(jobsOf(60), server, new AbortController().signal, () => {})
    expect(pending).toHaveLength(1)
    pending[0]?.()
    await vi.waitFor(() => expect(pending).toHaveLength(2))
    pending[1]?.()
    expect((await finished).results).toHaveLength(60)
  })
})

describe('stopping', () => {
  test('ends after the piece on its way, and leaves the others unsent', async () => {
    const controller = new AbortController()
    const { server, asked } = serverWith([
      (jobs) => {
        controller.abort()
        return results('cancelled')(jobs)
      },
    ])
    const finished = await runBulkCancel(jobsOf(120), server, controller.signal, () => {})
    expect(finished.state).toBe('stopped')
    expect(finished.results).toHaveLength(50)
    expect(asked).toHaveLength(1)
  })

  test('after the last piece it is done, not stopped', async () => {
    const controller = new AbortController()
    const { server } = serverWith([
      (jobs) => {
        controller.abort()
        return results('cancelled')(jobs)
      },
    ])
    expect((await runBulkCancel(jobsOf(50), server, controller.signal, () => {})).state).toBe('done')
  })

  test('ends a pause at once', async () => {
    const controller = new AbortController()
    const { server, asked } = serverWith([() => ({ kind: 'rate_limited', retryAfterSeconds: 30 })], {
      wait: async () => controller.abort(),
    })
    const finished = await runBulkCancel(jobsOf(10), server, controller.signal, () => {})
    expect(finished).toMatchObject({ state: 'stopped', results: [], waitSeconds: null })
    expect(asked).toHaveLength(1)
  })
})

test('a pause that the server asks for is told and kept, then the same piece is asked again', async () => {
  const { finished, seen, waited, pieces } = await run(10, [() => ({ kind: 'rate_limited', retryAfterSeconds: 7 })])
  expect(waited).toEqual([7])
  expect(pieces).toEqual([10, 10])
  expect(seen).toContainEqual(expect.objectContaining({ state: 'waiting', waitSeconds: 7 }))
  expect(finished).toMatchObject({ state: 'done', waitSeconds: null })
})

test.each(['not_admin', 'session_expired', 'refused'] as const)('a refusal (%s) ends the run', async (refusal) => {
  const { finished, pieces } = await run(120, [results('cancelled'), () => ({ kind: 'refusal', refusal })])
  expect(finished.state).toBe(refusal)
  expect(finished.results).toHaveLength(50)
  expect(pieces).toEqual([50, 50])
})

describe('a piece without an answer', () => {
  test('is asked again, and the jobs that the lost call ended count as cancelled now', async () => {
    const { finished, pieces } = await run(50, [noAnswer, results('replayed')])
    expect(pieces).toEqual([50, 50])
    expect(sumUp(finished)).toEqual({ counts: [{ outcome: 'cancelled', count: 50 }], credits: 3000 })
  })

  test('is not asked again once the run was stopped: somebody else may be signed in by then', async () => {
    const controller = new AbortController()
    const cancelPiece = vi.fn(async (): Promise<PieceAnswer> => {
      controller.abort()
      return { kind: 'no_answer' }
    })
    const { server } = serverWith([], { cancelPiece, readJob: async (job) => resultOf(job, 'cancelled') })
    const finished = await runBulkCancel(jobsOf(60), server, controller.signal, () => undefined)
    expect(cancelPiece).toHaveBeenCalledTimes(1)
    expect(finished.state).toBe('stopped')
    expect(finished.results).toHaveLength(50)
  })

  test('is read when the second call gets none either, and the run goes on', async () => {
    const { finished } = await run(60, [noAnswer, noAnswer], {
      readJob: async (job) => resultOf(job, job.id === '0' ? 'no_answer' : 'cancelled'),
    })
    expect(finished.state).toBe('done')
    expect(failuresOf(finished).map(({ job }) => job.id)).toEqual(['0'])
    expect(finished.results).toHaveLength(60)
  })

  test('that cannot be read either ends the run: the server is out of reach', async () => {
    const { finished, pieces } = await run(120, [noAnswer, noAnswer])
    expect(finished.state).toBe('unreachable')
    expect(pieces).toEqual([50, 50])
    expect(failuresOf(finished)).toHaveLength(50)
  })
})

describe('busy jobs', () => {
  const busyAmong = (ids: string[]) => (jobs: JobKey[]) => ({
    kind: 'results' as const,
    results: jobs.map((job) => resultOf(job, ids.includes(job.id) ? 'busy' : 'cancelled')),
  })

  test('are asked for once more when all others are through, and are no failures by then', async () => {
    const { finished, seen, pieces } = await run(60, [busyAmong(['0', '7'])])
    expect(pieces).toEqual([50, 10, 2])
    expect(sumUp(finished)).toEqual({ counts: [{ outcome: 'cancelled', count: 60 }], credits: 3600 })
    expect(seen.flatMap(failuresOf)).toEqual([])
    expect(seen.map(({ results }) => results.length)).toEqual([0, 48, 58, 60, 60])
  })

  test('that are busy again are failures, and are not asked for a third time', async () => {
    const { finished, pieces } = await run(60, [busyAmong(['0']), busyAmong(['55']), busyAmong(['0', '55'])])
    expect(pieces).toEqual([50, 10, 2])
    expect(finished.state).toBe('done')
    expect(failuresOf(finished).map(({ job }) => job.id)).toEqual(['0', '55'])
    expect(finished.results).toHaveLength(60)
  })

  test('that cannot be asked for again are told as busy', async () => {
    const refused: Answer = () => ({ kind: 'refusal', refusal: 'session_expired' })
    const { finished } = await run(2, [busyAmong(['1']), refused])
    expect(finished.state).toBe('session_expired')
    expect(finished.results.map(({ outcome }) => outcome)).toEqual(['cancelled', 'busy'])
  })
})

describe('jobs that there was no time for', () => {
  const endsFirst =
    (count: number): Answer =>
    (jobs) => ({
      kind: 'results',
      results: jobs.map((job, index) => resultOf(job, index < count ? 'cancelled' : 'not_tried')),
    })

  test('are sent again as long as each piece ends some', async () => {
    const { finished, pieces, seen } = await run(7, [endsFirst(3), endsFirst(2), endsFirst(1)])
    expect(pieces).toEqual([7, 4, 2, 1])
    expect(sumUp(finished)).toEqual({ counts: [{ outcome: 'cancelled', count: 7 }], credits: 420 })
    expect(seen.flatMap(failuresOf)).toEqual([])
  })

  test('are told as such when a server ends none of them, twice', async () => {
    const { finished, pieces } = await run(2, [endsFirst(0), endsFirst(0)])
    expect(pieces).toEqual([2, 2])
    expect(failuresOf(finished).map(({ outcome }) => outcome)).toEqual(['not_tried', 'not_tried'])
  })

  test('are told as such when they cannot be sent again', async () => {
    const refused: Answer = () => ({ kind: 'refusal', refusal: 'session_expired' })
    const { finished } = await run(2, [endsFirst(0), endsFirst(1), refused])
    expect(finished.results.map(({ outcome }) => outcome)).toEqual(['cancelled', 'not_tried'])
  })
})

test('an earlier cancel by somebody else is no refund of this one', async () => {
  const { finished } = await run(2, [results('replayed')])
  expect(sumUp(finished)).toEqual({ counts: [{ outcome: 'replayed', count: 2 }], credits: 0 })
})

test('what may work another time is a failure, what is over is none', async () => {
  const outcomes = ['cancelled', 'replayed', 'already_over', 'not_found', 'busy', 'failed', 'no_answer'] as const
  const answer: Answer = (jobs) => ({
    kind: 'results',
    results: jobs.map((job) => resultOf(job, outcomes[Number(job.id)] ?? 'failed', 0)),
  })
  const { finished } = await run(outcomes.length, [answer, answer])
  expect(failuresOf(finished).map(({ outcome }) => outcome)).toEqual(['failed', 'no_answer', 'busy'])
})
