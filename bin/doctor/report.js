import { describeProblem } from './problems.js'

/** @typedef {ReturnType<typeof healthReport>} HealthReport */

/** @param {import('./read-health.js').Health} health */
export function healthReport(health) {
  return {
    ok: health.problems.length === 0,
    state: health.state,
    problems: health.problems.map(describeProblem),
    lastSuccessAt: health.last_success_at,
    ageSeconds: health.age_seconds,
    nextRunAt: health.next_run_at,
    failedJobs24h: health.failed_jobs_24h,
    failedRuns24h: health.failed_runs_24h,
    failedCronRuns24h: health.failed_cron_runs_24h,
    attentionJobs: health.attention_jobs,
    recordHead: health.record_head,
  }
}

/** @param {Date | null} moment */
const inTime = (moment) => moment?.toISOString() ?? 'none'

/** @param {HealthReport} report */
export function inWords(report) {
  const codes = report.problems.map(({ code }) => code)
  return [
    report.ok ? 'The cleaner is well.' : `The cleaner is not well: ${codes.join(', ')}.`,
    '',
    `last success   ${inTime(report.lastSuccessAt)}`,
    `next run       ${inTime(report.nextRunAt)}`,
    `last 24 hours  ${report.failedRuns24h} failed runs, ${report.failedCronRuns24h} failed runs of pg_cron, ${report.failedJobs24h} failed tries to end a job`,
    `attention      ${report.attentionJobs} jobs need a human`,
    `record head    ${report.recordHead ?? 'none'}`,
    ...report.problems.flatMap(({ code, what, mend }) => ['', `${code}: ${what}`, `  ${mend}`]),
  ].join('\n')
}
