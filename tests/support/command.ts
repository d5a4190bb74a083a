import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { atExit } from './at-exit.ts'
import { signal } from './processes.ts'

export const ROOT = dirname(dirname(import.meta.dirname))
const BIN = join(ROOT, 'node_modules', '.bin')

export type CommandOptions = {
  cwd?: string
  env?: Record<string, string>
  input?: string
  /** Print as it comes instead of keeping it. */
  live?: boolean
}

export type CommandResult = { code: number; stdout: string; stderr: string }

// Runs one program, the project's own before the machine's. A code other than 0 is an answer, not an exception.
export async function run(program: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const child = spawn(program, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env, PATH: [BIN, process.env.PATH].join(delimiter) },
    stdio: [
      options.input === undefined ? 'ignore' : 'pipe',
      ...(options.live ? (['inherit', 'inherit'] as const) : (['pipe', 'pipe'] as const)),
    ],
  })
  const forget = atExit(() => {
    if (child.pid !== undefined) signal(child.pid, 'SIGTERM')
  })
  const result = { code: 1, stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (result.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (result.stderr += text))
  child.stdin?.end(options.input)
  result.code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
  forget()
  return result
}

// As `run`, for a command without which nothing can go on.
export async function mustRun(program: string, args: string[], options: CommandOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, options)
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`)
  return stdout
}
