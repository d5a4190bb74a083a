import type postgres from 'postgres'
import { z } from 'zod'

const broken = z.object({
  record: z.string().nullable(),
  first_id: z.number().nullable(),
  last_id: z.number().nullable(),
  problem: z.string(),
})
const answer = z.object({
  intact: z.boolean(),
  sealed: z.coerce.number(),
  unsealed: z.coerce.number(),
  head: z.string(),
  problems: z.array(broken),
})

/** What the one SQL call says of the record. */
export async function verify(sql: postgres.Sql, keptHead: string | null = null) {
  const [row] = await sql`select intact, sealed, unsealed, head, problems from estorno.verify_records(${keptHead})`
  return answer.parse(row)
}

/** Writes lines as the door does last of all: their ids are drawn, and nobody sees them before the commit. */
export const record = (sql: postgres.Sql, lines = 1) => sql`
  insert into estorno.settlements (table_name, job_id, ending, actor, status_before, status_after, charge_proof,
    refunded_credits, refunded_to_monthly)
  select 'upscaler_jobs', gen_random_uuid(), 'timeout', 'cron', 'queued', 'failed', 'presumed', 0, 0
  from generate_series(1, ${lines}::integer)`

/** A run of the cleanup: it begins with seals. */
export const runOnce = (sql: postgres.Sql) => sql`select from public.cleanup_all_stale_ai_jobs()`
