import { expect } from 'vitest'
import { z } from 'zod'
import { doctor } from './doctor.ts'

const report = z.strictObject({
  ok: z.boolean(),
  findings: z.array(
    z.strictObject({
      level: z.enum(['error', 'warning']),
      code: z.string().regex(/^[a-z_]+$/),
      why: z.string().min(1),
      where: z.string().min(1),
      what: z.string().min(1),
      mend: z.string().min(1),
      sql: z.array(z.string().regex(/;$/)),
    }),
  ),
})

export type Finding = z.infer<typeof report>['findings'][number]

async function read(call: Parameters<typeof doctor>[0]): Promise<Finding[]> {
  const { code, stdout, stderr } = await doctor(call)
  if (stderr !== '') throw new Error(`doctor wrote on stderr: ${stderr}`)
  const { ok, findings } = report.parse(JSON.parse(stdout))
  expect(ok).toBe(findings.every(({ level }) => level !== 'error'))
  expect(code).toBe(ok ? 0 : 1)
  return findings
}

/** What the command finds; its exit code and `ok` are checked against the levels. */
export const findingsOf = (url: string): Promise<Finding[]> => read({ url, args: ['--json'] })
export const findingsIn = (folder: string): Promise<Finding[]> => read({ args: ['--json', '--folder', folder] })

/** Code and place of each, sorted: one line a finding. */
export const placesOf = (findings: Finding[], only?: string): string[] =>
  findings
    .filter(({ code }) => only === undefined || code === only)
    .map(({ code, where }) => (only === undefined ? `${code} ${where}` : where))
    .sort()

export const codesOf = (findings: Finding[]): string[] => [...new Set(findings.map(({ code }) => code))].sort()
