import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export interface Run {
  child: ChildProcess
  output(): string
  /** The exit code, once the process has ended. */
  ended: Promise<number | null>
}

export interface LocalStack extends Run {
  origin: string
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

interface RunOptions {
  dataFolder: string
  port?: number
  arguments?: string[]
  environment?: Record<string, string>
}

/** A script of dev/, as npm runs it. */
export function runDevScript(script: 'start.ts' | 'reset.ts' | 'seed.ts', options: RunOptions): Run {
  const child = spawn(
    process.execPath,
    [`dev/${script}`, '--data-folder', options.dataFolder, ...(options.arguments ?? [])],
    { cwd: root, env: { ...process.env, PORT: String(options.port ?? ''), ...options.environment } },
  )
  let output = ''
  const keep = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const killAtExit = () => child.kill('SIGKILL')
  process.once('exit', killAtExit)
  const ended = new Promise<number | null>((done) => child.once('close', done))
  void ended.then(() => process.off('exit', killAtExit))
  return { child, ended, output: () => output }
}

/** `npm start` with a data folder and a port of its own, once it is ready. */
export async function startLocalStack(options: RunOptions): Promise<LocalStack> {
  const port = options.port ?? (await freePort())
  const run = runDevScript('start.ts', { ...options, port })
  const ready = new Promise<void>((done) => {
    run.child.stdout?.on('data', () => run.output().includes('Estorno: http') && done())
  })
  const tooEarly = run.ended.then((code) => {
    throw new Error(`The local stack ended with code ${code}: ${run.output()}`)
  })
  await Promise.race([ready, tooEarly])
  return {
    ...run,
    origin: `http://127.0.0.1:${port}`,
    stop: (signal = 'SIGTERM') => {
      run.child.kill(signal)
      return run.ended
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}
