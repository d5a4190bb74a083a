import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StartupError } from './startup-error.ts'

const root = resolve(import.meta.dirname, '..')
// The binary itself, not its wrapper on the PATH: a signal has to reach the process that serves.
const deno = join(root, 'node_modules/deno/deno')
const functionFolder = join(root, 'supabase/functions/admin-cancel-job')

export interface FunctionServer {
  port: number
  /** Settles when the process ends, wanted or not. */
  ended: Promise<void>
  stop(signal?: NodeJS.Signals): Promise<void>
}

export function requireDeno(): void {
  if (!existsSync(deno))
    throw new StartupError(`The deno binary is missing (${deno}). Run npm ci, with install scripts on.`)
}

/** The Edge Function in Deno, on a free port, with what a hosted function is given: the project's URL and public key. */
export async function startFunctionServer(
  projectUrl: string,
  publishableKey: string,
  cacheFolder: string,
  folder = functionFolder,
): Promise<FunctionServer> {
  const child = spawn(
    deno,
    // The packages are node_modules', already there: nothing is downloaded.
    ['serve', '--node-modules-dir=manual', '--cached-only', '--no-check', '--no-prompt', '--allow-env'].concat([
      '--allow-net=127.0.0.1',
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      'index.ts',
    ]),
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        NO_COLOR: '1',
        DENO_NO_UPDATE_CHECK: '1',
        DENO_DIR: cacheFolder,
        SUPABASE_URL: projectUrl,
        SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: publishableKey }),
      },
    },
  )
  const killAtExit = () => child.kill('SIGKILL')
  process.once('exit', killAtExit)
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  void ended.then(() => process.off('exit', killAtExit))
  const port = await new Promise<number>((found, fail) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      if (said === 'ready') process.stderr.write(chunk)
      else said += chunk
      const [, listening] = /Listening on http:\/\/[\d.]+:(\d+)/.exec(said) ?? []
      if (!listening) return
      said = 'ready'
      found(Number(listening))
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    const failed = (why: string) => fail(new StartupError(`The Edge Function did not start in Deno: ${why}`))
    child.once('error', (error) => failed(error.message))
    void ended.then(() => failed(said.trim().split('\n').at(-1) ?? 'no reason given'))
  })
  return {
    port,
    ended,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      await ended
    },
  }
}
