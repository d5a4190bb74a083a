import { z } from 'zod'
import type { Told } from '../races/scripts.ts'
import type { Job } from '../races/world.ts'

const answerShape = z.discriminatedUnion('success', [
  z.object({
    success: z.literal(true),
    table: z.string(),
    jobId: z.string(),
    status: z.literal('cancelled'),
    refundedCredits: z.int(),
    newBalance: z.int().nullable(),
    replayed: z.boolean(),
  }),
  z.object({ success: z.literal(false), code: z.string(), status: z.string().optional() }),
])

/** What an admin is told by the Edge Function at `url`. That the job was over already is an answer, all else is not. */
export async function pressCancel(url: string, token: string, job: Job): Promise<Told> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ table: job.table, jobId: job.id, reason: 'corrida' }),
  })
  const answer = answerShape.parse(await response.json())
  if (answer.success) {
    if (answer.table !== job.table || answer.jobId !== job.id) throw new Error(`Told of another job: ${answer.jobId}`)
    const outcome = answer.replayed ? 'replayed' : 'cancelled'
    return { kind: 'cancel', job, outcome, refunded: answer.refundedCredits, balance: answer.newBalance }
  }
  if (answer.code !== 'job_already_over') throw new Error(`${response.status} ${answer.code}`)
  return { kind: 'refused', code: `${answer.code}: ${answer.status}` }
}
