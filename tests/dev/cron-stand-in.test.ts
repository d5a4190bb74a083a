import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createApi } from '../../dev/api.ts'
import { openEmbeddedDatabase } from '../../dev/embedded-database.ts'
import type { LocalDatabase } from '../../dev/local-database.ts'
import { bootstrap } from '../../dev/prepare-database.ts'
import { startScheduler } from '../../dev/scheduler.ts'

let database: LocalDatabase

beforeAll(async () => {
  database = await openEmbeddedDatabase('memory://')
  await createApi(database, { jwtSecret: 'x'.repeat(32), publishableKey: 'sb_publishable_x', secretKey: 'sb_secret_x' })
  expect(await bootstrap(database)).toEqual({ standInCron: true })
}, 30_000)
afterAll(() => database.close())
beforeEach(() =>
  database.run('delete from cron.job; delete from cron.job_run_details; create table if not exists ticks ()'),
)

const runDetails = () =>
  database.query('select status, return_message, end_time >= start_time as timed from cron.job_run_details')

/** Runs every job once. */
async function catchUp(): Promise<void> {
  const jobs = (await database.query('select from cron.job where active')).length
  const stop = startScheduler(database, 0)
  await vi.waitFor(async () => {
    const finished = await database.query('select from cron.job_run_details where end_time is not null')
    expect(finished).toHaveLength(jobs)
  })
  await stop()
}

test('scheduling a name again replaces its job', async () => {
  await database.run(
    `select cron.schedule('a', '* * * * *', 'select 1'); select cron.schedule('a', '*/5 * * * *', 'select 2')`,
  )
  expect(await database.query('select schedule, command from cron.job')).toEqual([
    { schedule: '*/5 * * * *', command: 'select 2' },
  ])
})

test.each(['* * * *', '5 seconds', '1-5 * * * *', '*/0 * * * *'])('the schedule %s is refused', async (schedule) => {
  await expect(database.query(`select cron.schedule('a', $1, 'select 1')`, [schedule])).rejects.toThrow(
    'invalid schedule',
  )
})

test('a job is altered and unscheduled, and one that does not exist is an error', async () => {
  await database.run(`select cron.schedule('a', '* * * * *', 'select 1')`)
  await database.run(`select cron.alter_job(jobid, active => false) from cron.job`)
  expect(await database.query('select active, command from cron.job')).toEqual([{ active: false, command: 'select 1' }])
  await database.run(`select cron.unschedule('a')`)
  await expect(database.run(`select cron.unschedule('a')`)).rejects.toThrow('could not find valid entry')
})

test('a block that commits runs, and its settings do not reach the next job', async () => {
  await database.run(`
    select cron.schedule('a', '0 0 1 1 *', $$do 'begin insert into ticks default values; commit; perform set_config(''my.x'', ''1'', false); end'$$);
    select cron.schedule('b', '0 0 1 1 *', $$insert into ticks select where coalesce(current_setting('my.x', true), '') = ''$$)`)
  await catchUp()
  expect(await database.query('select from ticks')).toHaveLength(2)
  expect(await runDetails()).toEqual(Array(2).fill({ status: 'succeeded', return_message: '', timed: true }))
})

test('a job that fails is recorded with its reason and the next one runs', async () => {
  vi.spyOn(console, 'error').mockImplementationOnce(() => undefined)
  await database.run(`
    select cron.schedule('a', '0 0 1 1 *', 'begin; select 1/0');
    select cron.schedule('b', '0 0 1 1 *', 'select 1')`)
  await catchUp()
  expect(await runDetails()).toEqual([
    { status: 'failed', return_message: 'ERROR: division by zero', timed: true },
    { status: 'succeeded', return_message: '', timed: true },
  ])
})
