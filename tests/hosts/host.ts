import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../support/command.ts'
import type { Databases } from '../support/databases.ts'
import { type HostedOptions, prepareHosted } from '../support/hosted.ts'
import { applyFiles, applyProduct, migrations } from '../support/migrate.ts'
import { scratchFolder } from '../support/scratch.ts'

export type RefundBody = 'v1' | 'v2' | 'v3' | 'v4' | 'v5'
export const REFUND_BODIES: RefundBody[] = ['v1', 'v2', 'v3', 'v4', 'v5']

export const hostFile = (name: string): string => join(import.meta.dirname, name)
export const refundFile = (body: RefundBody): string => hostFile(join('refunds', `${body}.sql`))
export const cleanupFile = (shape: 'same' | 'other'): string => hostFile(join('cleanups', `${shape}-shape.sql`))
export const UNINSTALL = join(ROOT, 'supabase', 'uninstall.sql')

const before = [hostFile('before.sql'), refundFile('v1')]

/** What a project consists of before the product comes. */
export const hosts = {
  'our own baseline': migrations().flatMap(({ baseline, path }) => (baseline ? [path] : [])),
  'the host before': before,
  'the host now': [...before, hostFile('now.sql'), refundFile('v5'), cleanupFile('other')],
} satisfies Record<string, string[]>

export type HostName = keyof typeof hosts
export const HOST_NAMES: HostName[] = ['our own baseline', 'the host before', 'the host now']

const options: HostedOptions = { grants: 'auto', extensions: [] }

/** The project without the product, as a template that copies are made of within milliseconds. */
export async function bareTemplate(databases: Databases, host: HostName): Promise<string> {
  const bare = await databases.createDatabase()
  await prepareHosted(databases, bare, options)
  await applyFiles(databases.url({ database: bare }), hosts[host])
  return bare
}

export type HostTemplates = { bare: string; installed: string }

export async function hostTemplates(databases: Databases, host: HostName): Promise<HostTemplates> {
  const bare = await bareTemplate(databases, host)
  const installed = await databases.createDatabase({ template: bare })
  await applyProduct(databases.url({ database: installed }))
  return { bare, installed }
}

/** A project's folder with the product's migrations, but without the baseline, as the CLI wants it. */
export function projectFolder(): string {
  const { path } = scratchFolder('host')
  mkdirSync(join(path, 'supabase', 'migrations'), { recursive: true })
  cpSync(join(ROOT, 'supabase', 'config.toml'), join(path, 'supabase', 'config.toml'))
  for (const { name, path: source, baseline } of migrations()) {
    if (!baseline) cpSync(source, join(path, 'supabase', 'migrations', name))
  }
  return path
}
