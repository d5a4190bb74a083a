import { liesAboutCancel, settlementsOf } from '../races/lies.ts'
import { stuckAfterNextRun, violations } from '../races/race.ts'
import type { Told } from '../races/scripts.ts'
import { finishTrial, type Job, type Trial } from '../races/world.ts'
import type { KillWorld } from './kill-world.ts'
import { cancelFirstJob, type Scene, setStage } from './scenes.ts'
import { until } from './until.ts'
import { ANSWER, orError, setToWork } from './victim.ts'
import { type Weapon, weapons } from './weapons.ts'

export type Kill = {
  scene: Scene
  /** Which of the scene's points, from 1. */
  point: number
  pointName: string
  /** Whether an admin presses Cancelar while the victim stands still. */
  rival: boolean
}

/** The names of all points that a scene passes, in order. */
export async function pointsOf(world: KillWorld, scene: Scene): Promise<string[]> {
  const { trial } = await setStage(world)
  const { passed, told } = setToWork(world, scene, trial)
  const answer = await told
  if (answer instanceof Error) throw answer
  await finishTrial(world, trial)
  return passed
}

async function everything({ owner }: KillWorld): Promise<string> {
  const [row] = await owner<[{ print: string }]>`select tests.everything() as print`
  return row.print
}

async function stoppedVictim({ owner }: KillWorld): Promise<{ pid: number; at: string }> {
  return await until('the victim reaches its point', async () => {
    const [row] = await owner<{ pid: number; at: string }[]>`
      select pid, substr(application_name, 9) as at from pg_stat_activity
      where datname = current_database() and application_name like 'stopped %' and wait_event = 'advisory'`
    return row
  })
}

// Returns once the rival waits for what the victim holds, or has found nothing to wait for.
async function letRivalBegin(world: KillWorld, trial: Trial): Promise<{ told: Promise<Told | Error> }> {
  const [sql] = world.actors
  if (!sql) throw new Error('There is no connection for a rival')
  const [session] = await sql<[{ pid: number }]>`select pg_backend_pid() as pid`
  let over = false
  const told = orError(cancelFirstJob(1)(sql, trial, world))
  void told.then(() => {
    over = true
  })
  await until('the rival is at work', async () => {
    const [row] = await world.owner`select from pg_stat_activity where pid = ${session.pid} and wait_event = 'PgSleep'`
    return over || row ? true : undefined
  })
  return { told }
}

// What must hold at once, whatever the kill has left undone.
const wrongNow = async (world: KillWorld, { customer }: Trial) => [
  ...(await violations(world, [customer])),
  ...(await world.owner<{ lie: string }[]>`select * from tests.run_log_lies() as lie`).map(({ lie }) => lie),
]

// Asked again, a cancel tells what is on record; and the next run leaves nothing but the job that cannot be refunded.
async function wrongAfterNextRun(world: KillWorld, trial: Trial, poison: Job): Promise<string[]> {
  const again = await cancelFirstJob(0)(world.owner, trial, world)
  const wrong = liesAboutCancel(again, await settlementsOf(world, trial))
  wrong.push(...(await stuckAfterNextRun(world)))
  const settlements = await settlementsOf(world, trial)
  if (settlements.length !== trial.jobs.length) {
    wrong.push(`I10 ${settlements.length} of ${trial.jobs.length} jobs are settled after the next run`)
  }
  const listed =
    await world.owner`select from estorno.attention where job_id = ${poison.id} and reason = 'refund_failed'`
  if (listed.length !== 1) wrong.push('I10 the job that cannot be refunded is not on the attention list')
  return [...wrong, ...(await wrongNow(world, trial))]
}

/** Kills somebody at one point of their work; returns what was wrong afterwards, in words. */
export async function kill(world: KillWorld, weapon: Weapon, { scene, point, pointName, rival }: Kill) {
  const { trial, poison } = await setStage(world)
  const before = await everything(world)
  await world.owner`select pg_advisory_lock(1), setval('tests.points_passed', 1, false)`
  const { told } = setToWork(world, scene, trial, point)
  const unharmed = told.then((answer) => {
    throw new Error(`The victim was never stopped: ${JSON.stringify(answer)}`)
  })
  const { pid, at } = await Promise.race([stoppedVictim(world), unharmed])
  unharmed.catch(() => {})
  const rivalTold = rival ? (await letRivalBegin(world, trial)).told : undefined
  await weapons[weapon](world, pid)

  const wrong: string[] = []
  if (at !== pointName) wrong.push(`The point is ${at}`)
  if (!((await told) instanceof Error)) wrong.push('The victim was told something after its death')
  const rivalAnswer = await rivalTold
  if (rivalAnswer instanceof Error) {
    // Only who outlives the kill can be expected to get an answer.
    if (weapon === 'one backend, terminated') throw rivalAnswer
  } else if (rivalAnswer) {
    wrong.push(...liesAboutCancel(rivalAnswer, await settlementsOf(world, trial)))
  }
  if (!rival && scene.oneTransaction) {
    const untouched = before === (await everything(world))
    if (untouched !== (pointName !== ANSWER)) wrong.push(`I1 ${untouched ? 'nothing' : 'something'} was written`)
  }
  wrong.push(...(await wrongNow(world, trial)), ...(await wrongAfterNextRun(world, trial, poison)))
  await finishTrial(world, trial)
  return wrong.map(
    (line) => `${scene.name}, ${weapon} at ${pointName} (${point}${rival ? ', with a rival' : ''}): ${line}`,
  )
}
