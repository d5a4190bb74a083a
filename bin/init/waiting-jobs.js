import { KNOWN } from '../doctor/catalogue/job-tables.js'
import { Failure } from '../failure.js'

/** @param {string[]} tables */
export function requireKnown(tables) {
  const unknown = tables.find((table) => !KNOWN.includes(table))
  if (unknown === undefined) return
  throw new Failure(
    `--waiting-not-charged goes with ${KNOWN.join(', ')}; any other table is registered with waiting_is_charged => false.`,
  )
}

/**
 * Asks which tables hold waiting jobs that were not charged yet.
 * @param {string[]} candidates those that cannot prove what was charged
 * @param {import('./terminal.js').Terminal} terminal
 */
export async function askForWaiting(candidates, terminal) {
  if (candidates.length === 0) return []
  for (;;) {
    const answer = await terminal.ask(
      `Where do customers pay only when a job starts to run? Its waiting jobs then end without a refund. Name the tables, or none (${candidates.join(' ')}): `,
    )
    const named = answer.split(/[\s,]+/).filter((name) => name !== '')
    if (named.every((name) => candidates.includes(name))) return [...new Set(named)]
  }
}

/**
 * The migration that says so of a table, before anything is scheduled.
 * @param {string} table
 * @returns {import('./product.js').ProductFile}
 */
export const waitingMigration = (table) => ({
  target: `supabase/migrations/0_estorno_waiting_not_charged_${table}.sql`,
  content: `-- Customers pay when a job of public.${table} starts to run: one that still waits, without proof of charge, gives nothing back.
do $$
begin
  update estorno.job_tables set waiting_is_charged = false where table_name = '${table}';
  if not found then
    raise warning 'public.${table} is not registered yet: register it with waiting_is_charged => false.';
  end if;
end
$$;
`,
})
