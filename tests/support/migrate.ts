import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './command.ts'
import type { Databases } from './databases.ts'
import { type HostedOptions, prepareHosted } from './hosted.ts'
import { supabase } from './supabase-cli.ts'

const FOLDER = join(ROOT, 'supabase', 'migrations')

export type Migration = { name: string; path: string; baseline: boolean }

// In the order in which they are applied.
export function migrations(): Migration[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'))
  return names.sort().map((name) => ({ name, path: join(FOLDER, name), baseline: name.endsWith('_baseline.sql') }))
}

// Runs SQL files as whoever pastes them into psql does: one transaction a file. Returns the notices.
export async function applyFiles(url: string, paths: string[]): Promise<string> {
  const options = ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--output', '/dev/null']
  const files = paths.flatMap((path) => ['--command', 'begin', '--file', path, '--command', 'commit'])
  const { code, stderr } = await run('psql', [...options, ...files, url])
  if (code !== 0) throw new Error(stderr)
  return stderr
}

// The product without the baseline, onto a project that has its own.
export const applyProduct = (url: string): Promise<string> =>
  applyFiles(
    url,
    migrations().flatMap(({ baseline, path }) => (baseline ? [] : [path])),
  )

// Applies the migrations of a project's folder as a developer does, with the real CLI. Returns what it printed.
export async function push(url: string, project = ROOT): Promise<string> {
  const { code, stdout, stderr } = await supabase(['db', 'push', `--remote=${url}`, '--yes'], { cwd: project })
  if (code !== 0) throw new Error(`supabase db push ended with ${code}:\n${stdout}${stderr}`)
  return stdout + stderr
}

// Migrates a database once, so that tests can have copies of it within milliseconds.
export async function templateDatabase(databases: Databases, options: HostedOptions): Promise<string> {
  const template = await databases.createDatabase({ name: `template_${options.grants}` })
  await prepareHosted(databases, template, options)
  await push(databases.url({ database: template }))
  return template
}
