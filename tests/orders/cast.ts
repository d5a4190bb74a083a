import { cronCommand } from '../races/actors.ts'
import { cancelAs, NOTHING, type Script, type Step, scripts, step, type Writer } from '../races/scripts.ts'

// The do block of pg_cron, taken apart at its commit: a first batch of one job, then whatever is left.
const cron: Writer = () => ({
  steps: [
    step((sql) => sql.unsafe(`begin; set local estorno.batch_size = '1'`)),
    step((sql) => sql`select public.cleanup_all_stale_ai_jobs()`),
    async (sql) => {
      await sql`commit`
      const [run] = await sql`select coalesce(current_setting('estorno.run_id', true), '') <> '' as unfinished`
      if (run?.unfinished) await sql.unsafe(cronCommand)
      return NOTHING
    },
  ],
  refusals: [],
})

// Whether an admin was rightly refused is for the verdict to say, which knows the order.
const cancel =
  (admin: 0 | 1): Writer =>
  (scene) => ({ ...cancelAs(admin)(scene), refusals: ['42501'] })

const inTransaction = (act: Step, refusals: string[] = []): Script => ({
  steps: [step((sql) => sql`begin`), act, step((sql) => sql`commit`)],
  refusals,
})

const roleIsRevoked: Writer = ({ world }) =>
  inTransaction(step((sql) => sql`delete from public.user_roles where user_id = ${world.admins[0]}`))

// A host that starts the job in one transaction and charges it in another.
const lateCharge: Writer = ({ job, trial }) =>
  inTransaction(
    step(
      (sql) =>
        sql`select public.spend_upscaler_credits(${trial.customer}, ${job.cost}, 'Uso de ferramenta de IA', ${job.table}, ${job.id})`,
    ),
    ['P0001'],
  )

/** By kind; of the same kind a second time, when that is somebody else. */
export const writers = {
  cron: [cron, cron],
  'cleanup by hand': [scripts['cleanup by hand'], scripts['cleanup by hand']],
  'admin cancels': [cancel(0), cancel(1)],
  'webhook ok': [scripts['webhook ok'], scripts['webhook ok']],
  'webhook failed': [scripts['webhook failed'], scripts['webhook failed']],
  'customer spends': [scripts['customer spends'], scripts['customer spends']],
  'manual grant': [scripts['manual grant'], scripts['manual grant']],
  'monthly reset': [scripts['monthly reset'], scripts['monthly reset']],
  'customer is deleted': [scripts['customer is deleted'], scripts['customer is deleted']],
  'role is revoked': [roleIsRevoked, roleIsRevoked],
  'late charge': [lateCharge, lateCharge],
} satisfies Record<string, [Writer, Writer]>

export type Kind = keyof typeof writers
export type Cast = readonly Kind[]

const kinds = Object.keys(writers).filter((name): name is Kind => name in writers)

// A job is charged once, and a role goes once.
const ONCE: readonly Kind[] = ['late charge', 'role is revoked']

/** Every choice of so many actors out of the kinds; a kind may come more than once. */
export function casts(size: number, from: readonly Kind[] = kinds): Cast[] {
  if (size === 0) return [[]]
  return from.flatMap((kind, index) =>
    casts(size - 1, from.slice(ONCE.includes(kind) ? index + 1 : index)).map((others) => [kind, ...others]),
  )
}
