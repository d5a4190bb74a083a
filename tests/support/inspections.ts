import { supabase } from './supabase-cli.ts'

// `db push` keeps its own record in the schema supabase_migrations, which is not ours to judge.
const inspections = {
  lint: ['db', 'lint', '--schema', 'public,estorno', '--level', 'warning', '--fail-on', 'warning'],
  advisors: ['db', 'advisors', '--level', 'warn', '--fail-on', 'warn'],
} as const

export type Inspection = keyof typeof inspections

/** What Supabase's own tools have against a database; nothing when all is well. */
export async function inspect(inspection: Inspection, url: string): Promise<string> {
  const { code, stdout, stderr } = await supabase([...inspections[inspection], `--remote=${url}`])
  return code === 0 ? '' : stdout + stderr
}
