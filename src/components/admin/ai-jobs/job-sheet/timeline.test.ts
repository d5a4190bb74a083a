import { describe, expect, test } from 'vitest'
import type { AiJobRow } from '@/components/admin/ai-jobs/ai-job'
import type { JobDetails, JobDetailsRow } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { timelineOf } from '@/components/admin/ai-jobs/job-sheet/timeline'
import { cancelledJob, finishedJob, jobDetails, queuedJob, runningJob } from '@/test/ai-job-factory'

const READ_AT = Date.parse('2026-11-01T12:00:00.000Z')
const at = (minutes: number) => new Date(READ_AT + minutes * 60_000).toISOString()

const details = (row: AiJobRow, overrides: Partial<JobDetailsRow> = {}): JobDetails => ({
  ...jobDetails(row, overrides),
  read_at: READ_AT,
})

const timeline = (job: JobDetails, minutesLater = 0) => timelineOf(job, READ_AT + minutesLater * 60_000)
const kinds = (job: JobDetails) => timeline(job).map(({ kind }) => kind)
const entry = (job: JobDetails, kind: string, minutesLater = 0) =>
  timeline(job, minutesLater).filter((one) => one.kind === kind)

describe('an unfinished job', () => {
  test('that runs has its limit still ahead', () => {
    const job = details(runningJob({ minutesAgo: 7, created_at: at(-8), started_at: at(-7), waiting_seconds: 60 }))
    expect(timeline(job)).toEqual([
      { kind: 'created', at: at(-8) },
      { kind: 'charged', credits: 60, presumed: false, at: at(-8) },
      { kind: 'queued', seconds: 60, ongoing: false, at: at(-8) },
      { kind: 'started', at: at(-7) },
      { kind: 'limit', phase: 'running', seconds: 600, passed: false, at: at(3) },
    ])
  })

  test('passes its limit while the sheet is open', () => {
    const job = details(runningJob({ minutesAgo: 7 }))
    expect(entry(job, 'limit', 2.9)).toEqual([expect.objectContaining({ passed: false })])
    expect(entry(job, 'limit', 3.1)).toEqual([expect.objectContaining({ passed: true, at: at(3) })])
  })

  test('that waits is in the queue, with the limit of the queue', () => {
    const job = details(queuedJob({ minutesAgo: 12, created_at: at(-12) }))
    expect(entry(job, 'queued')).toEqual([{ kind: 'queued', seconds: 720, ongoing: true, at: at(-12) }])
    expect(entry(job, 'limit')).toEqual([{ kind: 'limit', phase: 'waiting', seconds: 600, passed: true, at: at(-2) }])
  })

  test('of unknown age has no limit', () => {
    const job = details(runningJob({ minutesAgo: 7, age_seconds: null, limit_seconds: null, created_at: null }))
    expect(kinds(job)).not.toContain('limit')
    expect(entry(job, 'created')).toEqual([{ kind: 'created', at: null }])
  })
})

test("a refund of the project's own code is told, with its line in the ledger", () => {
  const refund = { refund_state: 'done', returned_credits: 20, refund_id: '7', refunded_at: at(-3) } as const
  const told = { kind: 'refunded_elsewhere', credits: 20, id: '7', at: at(-3) }
  expect(entry(details(finishedJob('failed'), refund), 'refunded_elsewhere')).toEqual([told])
  expect(kinds(details(finishedJob('failed'), { refund_state: 'pending' }))).not.toContain('refunded_elsewhere')
})

describe('the charge', () => {
  test.each([
    ['running, by the ledger', runningJob({ minutesAgo: 7, refundable_credits: 45 }), 45, false],
    ['running, presumed', runningJob({ minutesAgo: 7, charge_proof: 'presumed' }), 60, true],
    ['over, for less than its price', finishedJob('completed'), 45, false],
    ['over, with half of it given back', cancelledJob(20), 40, false],
  ])('of a job %s, is what was taken', (_what, row, charged_credits, presumed) => {
    const job = details(row, { charged_credits, charged_at: at(-8) })
    expect(timeline(job)[1]).toEqual({ kind: 'charged', credits: charged_credits, presumed, at: at(-8) })
  })

  test('of nothing is none, whatever the price', () => {
    const job = details(finishedJob('failed'), { charged_credits: null, charged_at: null })
    expect(timeline(job)[1]).toEqual({ kind: 'not_charged', at: null })
  })
})

test('times that no calendar has break nothing, and tell no moment of a limit', () => {
  for (const time of ['infinity', '-infinity', '294000-01-01T00:00:00+00:00']) {
    const row = finishedJob('failed', { ended_by: 'timeout', created_at: time, started_at: time })
    const job = details(row, { settled_at: at(-1), status_before: 'running', settle_limit_seconds: 600 })
    expect(kinds(job)).toEqual(['created', 'charged', 'queued', 'started', 'ended'])
  }
  const waiting = details(runningJob({ minutesAgo: 7, age_seconds: -1e13 }))
  expect(entry(waiting, 'limit')).toEqual([expect.objectContaining({ at: null })])
})

test('a job that went straight to work was not in the queue', () => {
  expect(kinds(details(finishedJob('completed', { waiting_seconds: 0 })))).not.toContain('queued')
})

describe('a job that is over', () => {
  test('by itself', () => {
    const job = details(finishedJob('completed', { completed_at: at(-1) }))
    expect(timeline(job).at(-1)).toEqual({ kind: 'over', status: 'completed', at: at(-1) })
  })

  test('by the clock: the limit that fired, the end, the credits back', () => {
    const row = finishedJob('failed', { ended_by: 'timeout', refunded_credits: 60, started_at: at(-12) })
    const job = details(row, {
      settled_at: at(-1),
      settled_by: 'cron',
      status_before: 'running',
      settle_limit_seconds: 600,
      refund_id: '102',
    })
    expect(timeline(job).slice(-3)).toEqual([
      { kind: 'limit', phase: 'running', seconds: 600, passed: true, at: at(-2) },
      { kind: 'ended', ending: 'timeout', actor: null, reason: null, requestId: null, at: at(-1) },
      { kind: 'refunded', credits: 60, id: '102', mark: null, at: at(-1) },
    ])
  })

  test('by an admin, before its limit, with the reason', () => {
    const job = details(cancelledJob(60, { started_at: at(-7) }), {
      settled_at: at(0),
      settled_by_name: 'Ana Admin',
      settle_reason: 'Pedido do cliente',
      status_before: 'running',
      settle_limit_seconds: 600,
    })
    expect(kinds(job)).not.toContain('limit')
    expect(entry(job, 'ended')).toEqual([
      { kind: 'ended', ending: 'cancel', actor: 'Ana Admin', reason: 'Pedido do cliente', requestId: null, at: at(0) },
    ])
  })

  test('is named by the admin’s e-mail where there is no name', () => {
    const job = details(cancelledJob(60), { settled_at: at(0), settled_by_email: 'admin@example.com' })
    expect(entry(job, 'ended')).toEqual([expect.objectContaining({ actor: 'admin@example.com' })])
  })

  test('while it waited: the limit counts from its creation', () => {
    const row = finishedJob('failed', { ended_by: 'timeout', created_at: at(-11), started_at: at(-5) })
    const job = details(row, { settled_at: at(0), status_before: 'queued', settle_limit_seconds: 600 })
    expect(entry(job, 'limit')).toEqual([{ kind: 'limit', phase: 'waiting', seconds: 600, passed: true, at: at(-1) }])
  })

  test('and repaired later: both, in their order', () => {
    const row = finishedJob('failed', { ended_by: 'repair', refunded_credits: 60, completed_at: at(-30) })
    const job = details(row, { settled_at: at(-1), settled_by_name: 'Ana Admin', settle_reason: 'faltou o estorno' })
    expect(timeline(job).slice(-3)).toEqual([
      { kind: 'over', status: 'failed', at: at(-30) },
      { kind: 'repaired', actor: 'Ana Admin', reason: 'faltou o estorno', requestId: null, at: at(-1) },
      { kind: 'refunded', credits: 60, id: null, mark: null, at: at(-1) },
    ])
  })

  test('without credits to give back claims no refund', () => {
    expect(kinds(details(cancelledJob(0), { settled_at: at(0) }))).not.toContain('refunded')
  })
})

test('late results come last, in the order in which they arrived', () => {
  const late = { status: 'completed', output_url: 'https://example.com/b.png', error_message: null }
  const job = details(cancelledJob(60), {
    late_results: [
      { ...late, received_at: at(2) },
      { ...late, status: 'failed', output_url: null, error_message: 'tarde', received_at: at(1) },
    ],
  })
  expect(timeline(job).slice(-2)).toEqual([
    { kind: 'late_result', status: 'failed', outputUrl: null, errorMessage: 'tarde', at: at(1) },
    { kind: 'late_result', status: 'completed', outputUrl: 'https://example.com/b.png', errorMessage: null, at: at(2) },
  ])
})
