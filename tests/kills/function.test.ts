import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FunctionServer, startFunctionServer } from '../../dev/function-server.ts'
import { localPublishableKey } from '../../dev/stack.ts'
import { liesAboutCancel, settlementsOf } from '../races/lies.ts'
import { stuckAfterNextRun, violations } from '../races/race.ts'
import { randomFrom } from '../races/random.ts'
import { finishTrial, makeTrial, type PlannedJob, type Trial } from '../races/world.ts'
import { pressCancel } from '../stack/press-cancel.ts'
import { createStackWorld, type StackWorld } from '../stack/stack-world.ts'
import { type ScratchFolder, scratchFolder } from '../support/scratch.ts'
import { type HeldApi, openHeldApi, type Place } from './held-api.ts'
import { until } from './until.ts'

const KILLS = Number(process.env.ESTORNO_FUNCTION_KILLS ?? Number(process.env.ESTORNO_KILLS ?? 100) / 5)
const KILLS_A_PLACE = Math.ceil(KILLS / 3)
// Too young for the clock, so that the cancel alone ends it.
const planned: PlannedJob[] = [{ table: 'upscaler_jobs', cost: 60, status: 'running', minutesAgo: 1 }]

let world: StackWorld
let api: HeldApi
let cache: ScratchFolder
let server: FunctionServer

const startServer = () => startFunctionServer(api.origin, localPublishableKey(), join(cache.path, 'deno'))

beforeAll(async () => {
  cache = scratchFolder('function-kills')
  world = await createStackWorld(1)
  api = await openHeldApi(world.stack.origin)
  server = await startServer()
}, 60_000)

afterAll(async () => {
  await server?.stop()
  await api?.close()
  await world?.close()
  cache.remove()
}, 30_000)

const press = ({ jobs: [job] }: Trial) =>
  pressCancel(`http://127.0.0.1:${server.port}/admin-cancel-job`, world.tokens[0], job)

// Keeps the database at work on the job while `meanwhile` goes on: who cancels waits for its row.
async function whileLocked({ jobs: [job] }: Trial, meanwhile: () => Promise<void>): Promise<void> {
  const [holder] = world.actors
  if (!holder) throw new Error('There is no connection that could hold a row')
  await holder.begin(async (sql) => {
    await sql`select from public.${sql(job.table)} where id = ${job.id} for update`
    await meanwhile()
  })
}

async function killAt(place: Place, trial: Trial): Promise<void> {
  const caught = api.catchNext(place)
  const answer = press(trial).then(
    () => 'an answer',
    () => 'none',
  )
  await caught
  if (place === 'under way') {
    await until('the database is at work', async () => {
      const busy = await world.owner`
        select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep' and query like '%admin_cancel_ai_job%'`
      return busy.length > 0 ? true : undefined
    })
  }
  await server.stop('SIGKILL')
  expect(await answer).toBe('none')
  expect(await settlementsOf(world, trial)).toHaveLength(place === 'back' ? 1 : 0)
  server = await startServer()
}

test.each([
  ['before it asked the database', 'there', 'cancelled'],
  ['while the database was at work', 'under way', 'replayed'],
  ['after the database committed', 'back', 'replayed'],
] as const)(
  `the function is killed ${KILLS_A_PLACE} times %s, and a retry tells the same figures, one refund`,
  async (_, place, outcome) => {
    for (let round = 0; round < KILLS_A_PLACE; round += 1) {
      const trial = await makeTrial(world, randomFrom(round), planned)
      if (place === 'under way') {
        await whileLocked(trial, () => killAt(place, trial))
        await until('the work goes on without the function', async () => (await settlementsOf(world, trial))[0])
      } else {
        await killAt(place, trial)
      }

      const figures = { refunded: 60, balance: 300 }
      expect(await press(trial)).toMatchObject({ outcome, ...figures })
      const again = await press(trial)
      expect(again).toMatchObject({ outcome: 'replayed', ...figures })
      expect(liesAboutCancel(again, await settlementsOf(world, trial))).toEqual([])
      expect([...(await violations(world, [trial.customer])), ...(await stuckAfterNextRun(world))]).toEqual([])
      await finishTrial(world, trial)
    }
  },
  3_600_000,
)
