import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, runDevScript } from './local-stack.ts'

const migrations = resolve(import.meta.dirname, '../../supabase/migrations')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'estorno-refusals-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function refusal(options: { port?: number; arguments?: string[]; environment?: Record<string, string> }) {
  const run = runDevScript('start.ts', { dataFolder: join(folder, 'data'), port: await freePort(), ...options })
  const code = await run.ended
  return { code, lines: run.output().trim().split('\n') }
}

test('a busy port is one clear line', async () => {
  const server = createServer()
  const port = await freePort()
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const { code, lines } = await refusal({ port })
  server.close()
  expect(code).toBe(1)
  expect(lines).toEqual([expect.stringContaining(`Port ${port} is in use`)])
})

test('a broken migration is one clear line that names the file', async () => {
  const broken = join(folder, 'migrations')
  mkdirSync(broken)
  const baseline = readdirSync(migrations).find((file) => file.endsWith('_baseline.sql')) ?? ''
  copyFileSync(join(migrations, baseline), join(broken, baseline))
  writeFileSync(join(broken, '99990101000000_broken.sql'), 'create tabel x ();')
  const { code, lines } = await refusal({ arguments: ['--migrations-folder', broken] })
  expect(code).toBe(1)
  expect(lines.filter((line) => !line.startsWith('[database]'))).toEqual([
    'Migration 99990101000000_broken.sql failed: syntax error at or near "tabel"',
  ])
}, 30_000)

test.each([
  ['a database on another machine', 'postgres://u@db.example.com/p', /db\.example\.com.*--allow-remote-database/],
  ['a database hidden in a parameter', 'postgres://u@127.0.0.1/p?host=db.example.com', /points at db\.example\.com/],
  ['a database that does not answer', 'postgres://u@127.0.0.1:1/p', /no connection to 127\.0\.0\.1/],
  ['no address at all', 'production', /cannot be read/],
])('%s is one clear line', async (_, url, message) => {
  const { code, lines } = await refusal({ environment: { ESTORNO_DATABASE_URL: url } })
  expect(code).toBe(1)
  expect(lines).toEqual([expect.stringMatching(message)])
})
