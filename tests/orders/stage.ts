import { join } from 'node:path'
import type postgres from 'postgres'
import { lies } from '../races/lies.ts'
import { violations } from '../races/race.ts'
import { randomFrom } from '../races/random.ts'
import { createWorld, finishTrial, JOB_TABLES, type Job, makeTrial, type Trial, type World } from '../races/world.ts'
import { type Cast, writers } from './cast.ts'
import { type LockStep, lockStep, type Player, playerOf } from './lock-step.ts'
import type { Order } from './orders.ts'

export type Stage = { world: World; watcher: postgres.Sql; pids: number[]; engine: LockStep; close(): Promise<void> }

const ACTORS = 3

export async function createStage(): Promise<Stage> {
  const world = await createWorld(ACTORS + 1)
  await world.owner.file(join(import.meta.dirname, 'is-free.sql'))
  const [watcher, ...actors] = world.actors
  if (!watcher) throw new Error('A stage without a watcher')
  const pids = await Promise.all(
    actors.map(async (sql) => {
      const [row] = await sql<[{ pid: number }]>`select pg_backend_pid() as pid`
      return row.pid
    }),
  )
  return { world: { ...world, actors }, watcher, pids, engine: lockStep(watcher), close: world.close }
}

// The job that everybody wants is past its limit, as is a second one, so that a run has more than one batch to do.
async function makeScene({ world }: Stage, { cast }: Order, number: number): Promise<{ trial: Trial; job: Job }> {
  const table = JOB_TABLES[number % JOB_TABLES.length] ?? 'upscaler_jobs'
  const other = JOB_TABLES[(number + 1) % JOB_TABLES.length] ?? 'pose_changer_jobs'
  const charged = !cast.includes('late charge')
  const trial = await makeTrial(world, randomFrom(number), [
    { table, cost: charged ? 60 : 0, status: number % 2 ? 'running' : 'queued', minutesAgo: 12 },
    { table: other, cost: 40, status: 'queued', minutesAgo: 11 },
  ])
  const job = { ...trial.jobs[0], cost: 60 }
  if (!charged)
    await world.owner`update public.${world.owner(table)} set user_credit_cost = ${job.cost} where id = ${job.id}`
  return { trial, job }
}

const cancels = (cast: Cast, players: Player[]) => players.filter((_, index) => cast[index] === 'admin cancels')

// An admin is refused if and only if the role had gone before the call; while it goes, either answer is right.
function wrongAnswers(cast: Cast, players: Player[]): string[] {
  const going = players[cast.indexOf('role is revoked')]?.taken.at(-1)
  return cancels(cast, players).flatMap((player, admin) => {
    const asked = player.taken.at(-2)
    const gone = admin === 0 ? going : undefined
    if (!asked) return ['an admin never asked']
    if (player.told.kind === 'refused') return gone && gone.began < asked.ended ? [] : ['R10 an admin was refused']
    return gone && gone.ended < asked.began ? ['R10 who is no admin any more cancelled a job'] : []
  })
}

const namesOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Plays one order; returns what was wrong afterwards, in words, and how often somebody had to wait. */
export async function playOrder(
  stage: Stage,
  order: Order,
  number: number,
): Promise<{ wrong: string[]; waits: number }> {
  const { world, engine, pids } = stage
  const { trial, job } = await makeScene(stage, order, number)
  const [before] = await world.owner`select tests.fingerprint(${trial.bystander}) as print`
  const players = order.cast.flatMap((kind, index): Player[] => {
    const [first, second] = writers[kind]
    const writer = order.cast.indexOf(kind) === index ? first : second
    const [sql, pid] = [world.actors[index], pids[index]]
    return sql && pid ? [playerOf(sql, pid, writer({ job, trial, world }), order.stepsEach)] : []
  })
  const { waits } = await engine.play(players, order.turns, job)
  const wrong = players.flatMap(({ error }) => (error === undefined ? [] : [`an actor failed: ${namesOf(error)}`]))
  wrong.push(...wrongAnswers(order.cast, players))
  wrong.push(
    ...(await lies(
      world,
      trial,
      players.map(({ told }) => told),
    )),
  )
  wrong.push(...(await afterNextRun(world, trial, order)))
  const [after] = await world.owner`select tests.fingerprint(${trial.bystander}) as print`
  if (before?.print !== after?.print) wrong.push('I11 a bystander was touched')
  await finishTrial(world, trial)
  return {
    wrong: wrong.map((line) => `order ${number} (${order.cast.join(', ')}; ${order.turns.join('')}): ${line}`),
    waits,
  }
}

// Nobody holds anything any more: one run ends what is left. A result that came too late is kept.
async function afterNextRun(world: World, trial: Trial, { cast }: Order): Promise<string[]> {
  await world.owner`select public.cleanup_all_stale_ai_jobs()`
  const ids = trial.jobs.map(({ id }) => id)
  const [left] = await world.owner<[{ unfinished: number; listed: number; lost: boolean }]>`
    select
      (select count(*)::integer from tests.jobs where id = any (${ids}) and status not in ('completed', 'failed', 'cancelled')) as unfinished,
      (select count(*)::integer from estorno.attention where job_id = any (${ids})) as listed,
      exists (select from estorno.settlements s where job_id = ${trial.jobs[0].id} and not exists (
        select from estorno.late_results l where l.table_name = s.table_name and l.job_id = s.job_id and l.output_url is not null)) as lost`
  await world.owner`insert into public.user_roles select unnest(${world.admins}::uuid[]), 'admin' on conflict do nothing`
  const found = await violations(world, [trial.customer])
  if (left.unfinished > 0) found.push(`I10 ${left.unfinished} jobs are not over after the next run`)
  if (left.listed > 0) found.push('I10 a job that is over needs attention')
  if (cast.includes('webhook ok') && left.lost) found.push('a result was lost')
  return found
}
