import { join } from 'node:path'
import { z } from 'zod'
import { type CommandResult, ROOT, run } from '../support/command.ts'

const PROGRAM = join(ROOT, 'bin', 'estorno.js')
export const START_MS = 60_000

const report = z.strictObject({
  ok: z.boolean(),
  state: z.enum(['ok', 'late', 'down']),
  problems: z.array(z.strictObject({ code: z.string(), what: z.string().min(1), mend: z.string().min(1) })),
  lastSuccessAt: z.iso.datetime().nullable(),
  ageSeconds: z.int().nullable(),
  nextRunAt: z.iso.datetime().nullable(),
  failedJobs24h: z.int(),
  failedRuns24h: z.int(),
  failedCronRuns24h: z.int(),
  attentionJobs: z.int(),
  recordHead: z.hex().nullable(),
})

type Call = { url?: string; args?: string[]; node?: string }

// Runs the command as a monitor does: the address in the environment, the answer as JSON.
export function doctor({
  url = '',
  args = ['--health', '--json'],
  node = process.execPath,
}: Call): Promise<CommandResult> {
  return run(node, [PROGRAM, 'doctor', ...args], { env: { ESTORNO_DATABASE_URL: url } })
}

/** The exit code, the codes of the problems and the whole report. */
export async function diagnosis(url: string, node?: string) {
  const { code, stdout, stderr } = await doctor({ url, node })
  if (stderr !== '') throw new Error(`doctor wrote on stderr: ${stderr}`)
  const told = report.parse(JSON.parse(stdout))
  return { code, codes: told.problems.map((problem) => problem.code), report: told }
}
