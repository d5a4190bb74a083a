import { type Actor, actorKinds, cronCommand, play } from '../races/actors.ts'
import { randomFrom } from '../races/random.ts'
import { cancelAs, NOTHING } from '../races/scripts.ts'
import { type Job, makeTrial, type PlannedJob, type Trial, type World } from '../races/world.ts'

/** Somebody who is killed at work. */
export type Scene = {
  name: string
  act: Actor
  /** Whether all is written in one transaction, so that a kill before its end leaves nothing. */
  oneTransaction: boolean
}

// All past their limit, so that every scene wants them; the first is the one that is cancelled.
const planned: PlannedJob[] = [
  { table: 'upscaler_jobs', cost: 60, status: 'running', minutesAgo: 12 },
  { table: 'upscaler_jobs', cost: 20, status: 'queued', minutesAgo: 11 },
  { table: 'pose_changer_jobs', cost: 0, status: 'starting', minutesAgo: 11 },
  { table: 'video_upscaler_jobs', cost: 40, status: 'pending', minutesAgo: 30 },
]
const OVER_THE_REFUND_LIMIT = 200_000

const batches = cronCommand.replace("'250'", "'2'")
if (batches === cronCommand) throw new Error('The cron command names no batch of 250')

/** What the first or the second admin is told who cancels the trial's first job. */
export const cancelFirstJob =
  (admin: 0 | 1): Actor =>
  (sql, trial, world) =>
    play(cancelAs(admin)({ job: trial.jobs[0], trial, world }), sql)

export const scenes: Scene[] = [
  { name: 'cancel', oneTransaction: true, act: cancelFirstJob(0) },
  { name: 'cleanup by hand', oneTransaction: true, act: actorKinds['cleanup by hand'] },
  {
    name: 'cron in batches of 2',
    oneTransaction: false,
    act: async (sql) => {
      await sql.unsafe(batches)
      return NOTHING
    },
  },
]

/**
 * The same jobs each time, and one more that no refund can end. Its id is the last, so that the others of its batch are
 * paid before it fails, and again by halves.
 */
export async function setStage(world: World): Promise<{ trial: Trial; poison: Job }> {
  // What an earlier trial has left on the attention list goes now: it would add points to this one.
  await world.owner`select public.cleanup_all_stale_ai_jobs()`
  const trial = await makeTrial(world, randomFrom(1), planned)
  const { table } = trial.jobs[0]
  const [poison] = await world.owner<[{ id: string }]>`
    insert into public.${world.owner(table)} (id, user_id, status, user_credit_cost, created_at)
    values (overlay(gen_random_uuid()::text placing 'ffffffff' from 1)::uuid, ${trial.customer}, 'queued',
      ${OVER_THE_REFUND_LIMIT}, now() - interval '30 minutes') returning id`
  return { trial, poison: { table, id: poison.id, cost: OVER_THE_REFUND_LIMIT } }
}
