import type { Told } from './scripts.ts'
import type { Trial, World } from './world.ts'

type Settlement = {
  job_id: string
  ending: string
  actor: string
  refunded_credits: number
  balance_after: number | null
}

export const settlementsOf = (world: World, trial: Trial) => world.owner<Settlement[]>`
  select job_id, ending, actor, refunded_credits, balance_after from estorno.settlements
  where job_id = any (${trial.jobs.map((job) => job.id)})`

// What a caller of cancel was told must be what was written, once each however often it was told.
export function liesAboutCancel(told: Told, settlements: Settlement[]): string[] {
  if (told.kind !== 'cancel') return []
  const settlement = settlements.find((row) => row.job_id === told.job.id)
  const said = `I9 ${told.outcome} told ${told.refunded} and a balance of ${told.balance}, on record ${JSON.stringify(settlement)}`
  switch (told.outcome) {
    case 'cancelled':
    case 'replayed': {
      const sameFigures = settlement?.refunded_credits === told.refunded && settlement?.balance_after === told.balance
      return settlement?.ending === 'cancel' && sameFigures ? [] : [said]
    }
    case 'busy':
    case 'not_tried':
      return []
    case 'already_over':
      return told.refunded === (settlement?.refunded_credits ?? 0) ? [] : [said]
    default:
      return [said]
  }
}

/** What callers were told against what was written. */
export async function lies(world: World, trial: Trial, answers: Told[]): Promise<string[]> {
  const told = answers.flatMap((answer) => (answer.kind === 'cancels' ? answer.each : [answer]))
  const settlements = await settlementsOf(world, trial)
  const found = told.flatMap((answer) => liesAboutCancel(answer, settlements))

  const firsts = told.filter((answer) => answer.kind === 'cancel' && answer.outcome === 'cancelled').length
  const cancels = settlements.filter((row) => row.ending === 'cancel').length
  if (firsts !== cancels)
    found.push(`I9 ${firsts} callers were told that they cancelled, ${cancels} cancels are on record`)
  const byHand = settlements.filter((row) => row.ending === 'timeout' && row.actor !== 'cron')
  const ended = told.reduce((sum, answer) => sum + (answer.kind === 'cleanup' ? answer.ended : 0), 0)
  const refunded = told.reduce((sum, answer) => sum + (answer.kind === 'cleanup' ? answer.refunded : 0), 0)
  const written = byHand.reduce((sum, row) => sum + row.refunded_credits, 0)
  if (ended !== byHand.length || refunded !== written) {
    found.push(`I9 cleanups told ${ended} jobs and ${refunded} credits, on record ${byHand.length} and ${written}`)
  }
  return found
}
