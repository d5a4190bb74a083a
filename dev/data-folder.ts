import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join, relative, resolve } from 'node:path'
import * as z from 'zod'
import { StartupError } from './startup-error.ts'

const root = resolve(import.meta.dirname, '..')
export const defaultDataFolder = join(root, '.estorno')

const secrets = z.object({ jwtSecret: z.string().min(32), secretKey: z.string().startsWith('sb_secret_') })
type Secrets = z.infer<typeof secrets>

/** Made at the first start, read by their owner alone, shown nowhere. */
export function readOrMakeSecrets(folder: string): Secrets {
  const file = join(folder, 'secrets.json')
  if (!existsSync(file)) {
    const made: Secrets = {
      jwtSecret: randomBytes(32).toString('hex'),
      secretKey: `sb_secret_${randomBytes(24).toString('base64url')}`,
    }
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
  }
  return secrets.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/**
 * Holds the folder for this process until the returned function is called; two processes on one PGlite folder would
 * destroy it. A socket, unlike a file with a process id, is let go by the kernel however the process ends.
 */
export async function lockDataFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  if (await isInUse(folder)) throw new StartupError(`${folder} is in use by another start. Stop that one first.`)
  rmSync(socketPath(folder), { force: true })
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((done, fail) => server.once('error', fail).listen(socketPath(folder), done))
  return () => new Promise((done) => server.close(() => done()))
}

export function isInUse(folder: string): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(socketPath(folder))
    socket.once('connect', () => {
      socket.destroy()
      answer(true)
    })
    socket.once('error', () => answer(false))
  })
}

// The kernel takes about 100 characters: the way from here is often the shorter name of the same place.
function socketPath(folder: string): string {
  const absolute = resolve(folder, 'lock')
  const fromHere = relative(process.cwd(), absolute)
  return fromHere.length < absolute.length ? fromHere : absolute
}
