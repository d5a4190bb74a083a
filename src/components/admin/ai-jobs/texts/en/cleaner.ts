import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'
import { credits } from '@/components/admin/ai-jobs/texts/en/jobs'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { CleanerTexts } from '@/components/admin/ai-jobs/texts/pt-BR/cleaner'

const roughly = (seconds: number) => formatDuration(seconds - (seconds % 60))

const ago = (seconds: number) => (seconds < 60 ? 'less than 1 min ago' : `${roughly(seconds)} ago`)
const ahead = (seconds: number) => (seconds < 60 ? 'in less than 1 min' : `in ${roughly(seconds)}`)

const jobs = (count: number) => plural(count, { one: 'job', other: 'jobs' })

const endedAndRefunded = (total: { ended: number; credits: number }) => {
  if (total.ended === 0) return 'No job was ended'
  if (total.credits === 0) return `${jobs(total.ended)} ended, no credits to refund`
  return `${jobs(total.ended)} ended and ${credits(total.credits)} refunded`
}

const failed = (count: number) => `${jobs(count)} could not be ended and ${count === 1 ? 'is' : 'are'} under Attention.`

const finishedLater = (ended: number, later: number) => {
  if (ended === 1) return later === 1 ? 'and it finished later' : 'and it did not finish later'
  if (later === 0) return 'none of which finished later'
  return `${formatInteger(later)} of which finished later`
}

export const cleaner: CleanerTexts = {
  ago,
  ahead,
  pill: {
    fine: (seconds) => (seconds === null ? 'Cleanup has not run yet' : `Cleanup ${ago(seconds)}`),
    switched_off: (_seconds, tools) => plural(tools, { one: 'tool switched off', other: 'tools switched off' }),
    troubled: () => 'Cleanup has failures',
    late: () => 'Cleanup is late',
    down: () => 'Cleanup is down',
  },
  offOnPhone: (tools) => plural(tools, { one: 'off', other: 'off' }),
  unknown: 'Cleanup: no answer',
  counts: { ended: 'Ended', credits: 'Credits', failures: 'Failures' },
  health: {
    title: 'Health of the cleanup',
    conditions: {
      fine: 'Up to date',
      switched_off: 'Up to date, but not for every tool',
      troubled: 'Up to date, but with failures',
      late: 'Late: one run was missed',
      down: 'Down: two runs or more were missed',
    },
    lastSuccess: 'Last run that succeeded',
    never: 'None yet',
    nextRun: 'Next run',
    unscheduled: 'Not scheduled',
    failed_jobs_24h: 'Failed tries to end a job in 24 h',
    failed_runs_24h: 'Failed runs in 24 h',
    failed_cron_runs_24h: 'Failures reported by pg_cron in 24 h',
  },
  switchedOff: {
    title: (tools) =>
      `The cleanup is switched off for ${plural(tools, { one: 'tool', other: 'tools' })}: nothing ends ${tools === 1 ? 'its' : 'their'} stuck jobs.`,
    switchOn: (tool) => `Switch on for ${tool}`,
    stuck: (count) => (count === 0 ? 'no stuck job' : plural(count, { one: 'stuck job', other: 'stuck jobs' })),
  },
  problems: {
    label: 'What to do',
    unknown: (code) => `The database reports a problem that this version of the panel does not know: ${code}.`,
    known: {
      late: 'One run was missed: wait for the next and, if that is missed too, look for the reason in the last runs.',
      down: 'Nothing ends stuck jobs: run the cleanup now and look in the last runs for why it stopped.',
      run_failed:
        'The last run was killed or could not work on a table: read the column “error” and mend its cause; the next run catches up.',
      table_unusable:
        'A registered table is gone, lost a column, or has one of another type: its stuck jobs stay stuck, those of the others do not; mend the table or take it out of the registry.',
      refunds_failing:
        'Three jobs of a tool or more could not be ended and none of its refunds has succeeded since: read “detail” and mend its cause; the next run ends them.',
      attention_unreadable: 'The attention list cannot be read: read the error and mend its cause.',
      records_unsealed:
        'For half an hour no run could seal the records: end the transaction that wrote to them and stays open, or seal by hand and read the warning.',
      cron_run_failed: 'pg_cron says that its last run failed: read “return_message” and mend its cause.',
      cron_absent:
        'pg_cron is not in this database and nothing else runs the cleanup in time: apply the migration that enables and schedules it again or, where pg_cron cannot be had, let another scheduler call the cleanup every 5 minutes as service_role.',
      cron_unscheduled:
        'pg_cron is there, but the cleanup is not scheduled: apply the migration that schedules it again (it may run twice).',
      cron_inactive:
        'The cleanup is scheduled, but switched off: switch it on and, if there was nothing to switch on, apply the migration that schedules it again.',
      cron_doubled:
        'The cleanup is scheduled more than once: no credit goes back twice, but the runs get in each other’s way; keep the one named cleanup-stale-ai-jobs and see whether another role scheduled its own.',
    },
  },
  day: {
    title: 'Last 24 hours',
    table: 'Show as a table',
    ended: 'Jobs ended',
    refunded_credits: 'Credits refunded',
    failures: 'Failed tries',
    now: 'now',
    hour: 'Hour',
    columns: { runs: 'Runs', ended: 'Ended', refunded_credits: 'Credits', failures: 'Failures' },
  },
  runs: {
    title: 'Last runs',
    none: 'No run in the last 30 days.',
    started: 'Started',
    duration: 'Duration',
    instant: '< 1 s',
    unfinished: 'Did not finish',
    startedBy: { cron: 'scheduled', service: 'called by a service', admin: 'by an admin' },
  },
  run: {
    action: 'Run now',
    title: 'Run the cleanup now?',
    detail: 'Ends the jobs that are past their limit and refunds their credits, as the scheduled run does.',
    preview: 'What will be ended',
    nothing: 'Nothing to end: no job is past its limit.',
    tool: 'Tool',
    jobs: 'Jobs',
    customers: 'Customers',
    credits: 'Credits',
    confirm: (count) => `End ${jobs(count)}`,
    running: 'Running the cleanup',
    progress: (ended, total) => `${formatInteger(ended)} of ${jobs(total)}`,
    stop: 'Stop',
    stopping: 'Stopping…',
    result: 'What the cleanup did',
    done: (total) =>
      total.failures > 0 ? `${endedAndRefunded(total)}. ${failed(total.failures)}` : `${endedAndRefunded(total)}.`,
    interrupted: (total) => `The cleanup was interrupted. Until then: ${endedAndRefunded(total)}.`,
    seeAttention: 'See them under Attention',
  },
  limits: {
    title: 'Limits per tool',
    recorded: 'Every change is kept in the',
    queue: 'Queue limit',
    run: 'Run limit',
    enabled: 'Cleanup on',
    onOff: (on) => (on ? 'yes' : 'no'),
    minutes: (count) => plural(count, { one: 'minute', other: 'minutes' }),
    unit: (count) => (count === 1 ? 'minute' : 'minutes'),
    invalid: 'Use whole minutes, 1 to 1,440.',
    proofs: {
      ledger: 'Charges proven by the credit ledger',
      charged_column: 'Charges proven by the column credits_charged',
      presumed: 'Charges presumed from the price',
    },
    unusable: 'The table or one of its columns is gone: the cleanup does not reach it.',
    disabled: 'Switched off: nothing ends stuck jobs of this tool.',
    waitP95: (seconds) => `95% wait up to ${formatDuration(seconds)}`,
    runTimes: (count) =>
      count === 0
        ? 'No job finished in 30 days'
        : `Run time in 30 days (${plural(count, { one: 'finished job', other: 'finished jobs' })})`,
    noAdvice: 'The run times could not be read.',
    forecast: (limit, ended, later) =>
      ended === 0
        ? `${formatDuration(limit * 60)} would have ended no job in 30 days`
        : `${formatDuration(limit * 60)} would have ended ${jobs(ended)} in 30 days, ${finishedLater(ended, later)}`,
    save: 'Save',
    saving: 'Saving…',
    undo: 'Undo',
    question: (tool) => `Change ${tool}?`,
    questionDetail: 'Counts from the next run of the cleanup and is kept in the record, with your name.',
    saved: (tool) => `${tool}: the change is saved and recorded.`,
  },
}
