import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './command.ts'
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

// Applies supabase/migrations as a developer does, with the real CLI. Returns what it printed.
export async function push(url: string): Promise<string> {
  const { code, stdout, stderr } = await supabase(['db', 'push', `--remote=${url}`, '--yes'])
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
