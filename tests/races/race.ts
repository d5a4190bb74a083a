import { type ActorKind, actorKinds, type Told } from './actors.ts'
import { type Random, randomFrom } from './random.ts'
import { finishTrial, makeTrial, type Trial, type World } from './world.ts'

const wanting: [ActorKind, ...ActorKind[]] = [
  'cron',
  'cleanup by hand',
  'first admin',
  'second admin',
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

// Figures that were told must be the figures that were written, once each however often they were told.
async function lies(world: World, trial: Trial, told: Told[]): Promise<string[]> {
  const found: string[] = []
  const settlements = await world.owner<
    { job_id: string; ending: string; actor: string; refunded_credits: number; balance_after: number | null }[]
  >`
    select job_id, ending, actor, refunded_credits, balance_after from estorno.settlements where job_id = any (${trial.jobs.map((job) => job.id)})`
  for (const answer of told) {
    if (answer.kind !== 'cancel') continue
    const settlement = settlements.find((row) => row.job_id === answer.job.id)
    const cancelled = answer.outcome === 'cancelled' || answer.outcome === 'replayed'
    if (
      cancelled &&
      (settlement?.ending !== 'cancel' ||
        settlement.refunded_credits !== answer.refunded ||
        settlement.balance_after !== answer.balance)
    ) {
      found.push(`I9 ${answer.outcome} told ${answer.refunded}, on record ${settlement?.refunded_credits}`)
    }
    if (answer.outcome === 'already_over' && answer.refunded !== (settlement?.refunded_credits ?? 0)) {
      found.push(`I9 already over told ${answer.refunded}, on record ${settlement?.refunded_credits ?? 0}`)
    }
  }
  const firsts = told.filter((answer) => answer.kind === 'cancel' && answer.outcome === 'cancelled').length
  const cancels = settlements.filter((row) => row.ending === 'cancel').length
  if (firsts !== cancels)
    found.push(`I9 ${firsts} callers were told that they cancelled, ${cancels} cancels are on record`)
  const byHand = settlements.filter((row) => row.actor === 'service')
  const ended = told.reduce((sum, answer) => sum + (answer.kind === 'cleanup' ? answer.ended : 0), 0)
  const refunded = told.reduce((sum, answer) => sum + (answer.kind === 'cleanup' ? answer.refunded : 0), 0)
  const written = byHand.reduce((sum, row) => sum + row.refunded_credits, 0)
  if (ended !== byHand.length || refunded !== written) {
    found.push(`I9 cleanups told ${ended} jobs and ${refunded} credits, on record ${byHand.length} and ${written}`)
  }
  return found
}

export async function violations(world: World, customers: string[] | null): Promise<string[]> {
  const rows = await world.owner<{ invariant: string; subject: string }[]>`select * from tests.violations(${customers})`
  return rows.map((row) => `${row.invariant}: ${row.subject}`)
}

/** Races one seed's actors over one seed's jobs; returns what was wrong afterwards, in words. */
export async function race(world: World, seed: number): Promise<string[]> {
  const random = randomFrom(seed)
  const trial = await makeTrial(world, random)
  const [before] = await world.owner`select tests.fingerprint(${trial.bystander}) as print`
  const cast = castOf(random, world.actors.length)
  const delays = cast.map(() => random.below(12))
  const told = await Promise.all(
    world.actors.map(async (sql, index): Promise<Told> => {
      await turns(delays[index] ?? 0)
      const kind = cast[index]
      return kind ? actorKinds[kind](sql, trial, world) : { kind: 'nothing' }
    }),
  )
  const [after] = await world.owner`select tests.fingerprint(${trial.bystander}) as print`
  const wrong = [...(await violations(world, [trial.customer])), ...(await lies(world, trial, told))]
  if (before?.print !== after?.print) wrong.push('I11 a bystander was touched')
  await world.owner`select public.cleanup_all_stale_ai_jobs()`
  const stuck = await world.owner`select tests.stuck()`
  if (stuck.length > 0) wrong.push(`I10 ${stuck.length} jobs are stuck after the next run`)
  await finishTrial(world, trial)
  return wrong.map((line) => `seed ${seed} (${cast.join(', ')}): ${line}`)
}
