import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { build, type PreviewServer, preview } from 'vite'
import * as z from 'zod'
import { localPublishableKey } from '../../dev/stack.ts'
import { freePort } from '../dev/local-stack.ts'
import { openPage, type WatchedPage } from './browser.ts'

export type BuiltPanel = { origin: string; folder: string; close(): Promise<void> }

type BuildOptions = { folder: string; api: string | Promise<string> }

/** The panel as it is deployed: built into a folder, served as files with its headers, the API behind the same origin. */
export async function buildPanel({ folder, api }: BuildOptions): Promise<BuiltPanel> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  // Vitest says "test", and then React would be built with all that helps a developer.
  process.env.NODE_ENV = 'production'
  process.env.VITE_SUPABASE_URL = origin
  process.env.VITE_SUPABASE_PUBLISHABLE_KEY = localPublishableKey()
  const shared = { logLevel: 'error', build: { outDir: folder, manifest: true } } as const
  const [target] = await Promise.all([api, build(shared)])
  const proxy = Object.fromEntries(['/rest/v1', '/auth/v1', '/functions/v1'].map((path) => [path, target]))
  const server: PreviewServer = await preview({
    ...shared,
    preview: { port, strictPort: true, host: '127.0.0.1', proxy },
  })
  return { origin, folder, close: () => server.close() }
}

export type AuditedPage = WatchedPage & {
  /** What Chromium would tell a developer, even where it is caught and comes to no error. */
  issues: string[]
}

/** The panel in a page that is told of everything its policy refuses. */
export async function openAudited(browser: Browser, { origin }: BuiltPanel): Promise<AuditedPage> {
  const watched = await openPage(browser, origin, { viewport: { width: 1440, height: 900 } })
  const issues: string[] = []
  const developer = await watched.page.context().newCDPSession(watched.page)
  developer.on('Audits.issueAdded', ({ issue }) => issues.push(issue.code))
  await developer.send('Audits.enable')
  await watched.page.reload()
  return { ...watched, issues }
}

const manifest = z.record(
  z.string(),
  z.object({
    name: z.string().optional(),
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).default([]),
  }),
)

export type Part = { name: string; firstLoad: boolean; bytes: number }

/** The scripts of a build, gzipped: those that every visit loads first, and those that a view or a dialog asks for. */
export function partsOf({ folder }: BuiltPanel): Part[] {
  const chunks = manifest.parse(JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')))
  const first = new Set<string>()
  const add = (key: string) => {
    if (first.has(key)) return
    first.add(key)
    for (const imported of chunks[key]?.imports ?? []) add(imported)
  }
  for (const [key, { isEntry }] of Object.entries(chunks)) if (isEntry) add(key)
  return Object.entries(chunks)
    .filter(([, { file }]) => file.endsWith('.js'))
    .map(([key, { name = key, file }]) => ({
      name,
      firstLoad: first.has(key),
      bytes: gzipSync(readFileSync(join(folder, file))).length,
    }))
}
