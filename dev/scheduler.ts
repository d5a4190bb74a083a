import * as z from 'zod'
import { isDue } from './cron-schedule.ts'
import type { LocalDatabase } from './local-database.ts'
import { messageOf } from './startup-error.ts'

const minute = 60_000
const cronJobs = z.array(
  z.object({ jobid: z.number(), schedule: z.string(), command: z.string(), username: z.string() }),
)
type CronJob = z.infer<typeof cronJobs>[number]

/**
 * Runs what stands in the stand-in's cron.job in the minute it stands there. A machine that was off has missed some, so
 * every job runs once `catchUpAfter` milliseconds from now as well. Returns the function that stops it, which waits for
 * the job under way.
 */
export function startScheduler(database: LocalDatabase, catchUpAfter: number): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve()
  let stopped = false
  const tick = (wanted: (job: CronJob) => boolean) => {
    underWay = underWay.then(() => (stopped ? undefined : runJobs(database, wanted))).catch(report)
  }
  let timer: NodeJS.Timeout
  const waitForNextMinute = () => {
    timer = setTimeout(
      () => {
        const now = new Date()
        tick((job) => isDue(job.schedule, now))
        waitForNextMinute()
      },
      minute - (Date.now() % minute),
    )
  }
  waitForNextMinute()
  const catchUp = setTimeout(() => tick(() => true), catchUpAfter)
  return async () => {
    stopped = true
    clearTimeout(timer)
    clearTimeout(catchUp)
    await underWay
  }
}

function report(error: unknown): void {
  console.error(`[cron] ${messageOf(error)}`)
}

async function runJobs(database: LocalDatabase, wanted: (job: CronJob) => boolean): Promise<void> {
  const rows = await database.exclusively(() =>
    database.query('select jobid::integer, schedule, command, username from cron.job where active order by jobid'),
  )
  for (const job of cronJobs.parse(rows).filter(wanted)) {
    await database.exclusively(() => runJob(database, job))
  }
}

async function runJob(database: LocalDatabase, job: CronJob): Promise<void> {
  const [run] = await database.query(
    `insert into cron.job_run_details (jobid, job_pid, database, username, command, status, start_time)
     values ($1, pg_backend_pid(), current_database(), $2, $3, 'running', clock_timestamp()) returning runid::integer`,
    [job.jobid, job.username, job.command],
  )
  let [status, message] = ['succeeded', '']
  try {
    const [role] = await database.query('select quote_ident($1) as name', [job.username])
    await database.run(`set role ${role?.name}`)
    // By itself, in no transaction: a command may be a block that commits.
    await database.run(job.command)
  } catch (error) {
    ;[status, message] = ['failed', `ERROR: ${messageOf(error)}`]
    report(error)
    await database.run('rollback')
  }
  // pg_cron gives every run a session of its own: what one has set must not reach the next.
  await database.run('discard all')
  await database.query(
    'update cron.job_run_details set status = $2, return_message = $3, end_time = clock_timestamp() where runid = $1',
    [z.number().parse(run?.runid), status, message],
  )
}
