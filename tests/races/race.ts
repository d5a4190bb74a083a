import { type ActorKind, actorKinds } from './actors.ts'
import { lies } from './lies.ts'
import { type Random, randomFrom } from './random.ts'
import type { Told } from './scripts.ts'
import { finishTrial, makeTrial, type Trial, type World } from './world.ts'

const wanting: [ActorKind, ...ActorKind[]] = [
  'cron',
  'cleanup by hand',
  'first admin',
  'second admin',
  'first admin cancels all',
  'second admin cancels all',
  'an admin runs the cleanup',
  'an admin tries again',
  'webhook ok',
  'webhook failed',
]
const around: [ActorKind, ...ActorKind[]] = ['customer spends', 'manual grant', 'monthly reset']

// Every trial has some who want the same jobs, some who want the same credits, and now and then the customer goes.
function castOf(random: Random, size: number): ActorKind[] {
  const cast = Array.from({ length: size }, () => (random.chance(0.75) ? random.pick(wanting) : random.pick(around)))
  if (random.chance(0.1)) cast[random.below(size)] = 'customer is deleted'
  return cast
}

// Lets each actor start a few turns of the event loop after the others, so that the order of arrival differs by seed.
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

export async function violations(world: World, customers: string[] | null): Promise<string[]> {
  const rows = await world.owner<{ invariant: string; subject: string }[]>`select * from tests.violations(${customers})`
  return rows.map((row) => `${row.invariant}: ${row.subject}`)
}

export type Act = () => Promise<Told>

/** Lets the acts race over the trial's jobs; returns what was wrong afterwards, in words. */
export async function runTrial(world: World, trial: Trial, acts: Act[]): Promise<string[]> {
  const [before] = await world.owner`select tests.fingerprint(${trial.bystander}) as print`
  const delays = acts.map(() => trial.random.below(12))
  const told = await Promise.all(
    acts.map(async (act, index) => {
      await turns(delays[index] ?? 0)
      return await act()
    }),
  )
  const [after] = await world.owner`select tests.fingerprint(${trial.bystander}) as print`
  const wrong = [...(await violations(world, [trial.customer])), ...(await lies(world, trial, told))]
  if (before?.print !== after?.print) wrong.push('I11 a bystander was touched')
  wrong.push(...(await stuckAfterNextRun(world)))
  await finishTrial(world, trial)
  return wrong
}

// In one transaction, so that no job reaches its limit between the run and the question.
export async function stuckAfterNextRun(world: World): Promise<string[]> {
  const stuck = await world.owner.begin(async (sql) => {
    await sql`select public.cleanup_all_stale_ai_jobs()`
    return await sql`select tests.stuck()`
  })
  return stuck.length > 0 ? [`I10 ${stuck.length} jobs are stuck after the next run`] : []
}

/** Races one seed's actors over one seed's jobs; returns what was wrong afterwards, in words. */
export async function race(world: World, seed: number): Promise<string[]> {
  const random = randomFrom(seed)
  const trial = await makeTrial(world, random)
  const cast = castOf(random, world.actors.length)
  const acts = world.actors.flatMap((sql, index): Act[] => {
    const kind = cast[index]
    return kind ? [() => actorKinds[kind](sql, trial, world)] : []
  })
  const wrong = await runTrial(world, trial, acts)
  return wrong.map((line) => `seed ${seed} (${cast.join(', ')}): ${line}`)
}
