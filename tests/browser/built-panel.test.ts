import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { build, type PreviewServer, preview } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { localPublishableKey } from '../../dev/stack.ts'
import { freePort, type LocalStack, startLocalStack } from '../dev/local-stack.ts'
import { figure } from '../support/figures.ts'
import { type ScratchFolder, scratchFolder } from '../support/scratch.ts'
import { launchChromium, openPage, type WatchedPage } from './browser.ts'
import { confirmButton, jobsOfCost, openDialog, signIn } from './panel.ts'

const FIRST_LOAD_LIMIT_KB = 250

let folder: ScratchFolder
let stack: LocalStack
let browser: Browser
let server: PreviewServer
let origin: string
let admin: WatchedPage
/** What Chromium would tell a developer, even where it is caught and comes to no error. */
const issues: string[] = []

// The panel as it is deployed: built, served as files with its headers, the API behind the same origin.
beforeAll(async () => {
  folder = scratchFolder('built-panel')
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  // Vitest says "test", and then React would be built with all that helps a developer.
  process.env.NODE_ENV = 'production'
  process.env.VITE_SUPABASE_URL = origin
  process.env.VITE_SUPABASE_PUBLISHABLE_KEY = localPublishableKey()
  const outDir = join(folder.path, 'dist')
  const shared = { logLevel: 'error', build: { outDir, manifest: true } } as const
  ;[stack, browser] = await Promise.all([
    startLocalStack({ dataFolder: join(folder.path, 'data') }),
    launchChromium(),
    build(shared),
  ])
  const proxy = Object.fromEntries(['/rest/v1', '/auth/v1', '/functions/v1'].map((path) => [path, stack.origin]))
  server = await preview({ ...shared, preview: { port, strictPort: true, host: '127.0.0.1', proxy } })
  admin = await openPage(browser, origin, { viewport: { width: 1440, height: 900 } })
  const developer = await admin.page.context().newCDPSession(admin.page)
  developer.on('Audits.issueAdded', ({ issue }) => issues.push(issue.code))
  await developer.send('Audits.enable')
  await admin.page.reload()
}, 90_000)

afterAll(async () => {
  await browser.close()
  await server.close()
  await stack.stop()
  folder.remove()
})

test('the built panel works under its own policy, without one violation', async () => {
  await signIn(admin.page, 'admin@example.com')
  const job = jobsOfCost(admin.page, 60)
  await job.waitFor()
  await confirmButton(await openDialog(job)).click()
  await admin.page.getByText('Job cancelado e 60 créditos estornados').waitFor()
  expect(admin.takeProblems()).toEqual([])
  expect(issues).toEqual([])
}, 30_000)

test('a script that got into the page does not run, and nobody may frame it', async () => {
  const ran = await admin.page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    document.body.append(script)
    return 'injected' in window
  })
  expect(ran).toBe(false)
  // Forbidden twice: by the header and by the page itself.
  const refusal = expect.stringContaining('Content Security Policy')
  expect(admin.takeProblems()).toEqual([refusal, refusal])
  const { headers } = await fetch(origin)
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
})

test('no page of the build holds an inline script', () => {
  const html = readFileSync(join(folder.path, 'dist/index.html'), 'utf8')
  expect(html.match(/<script[^>]*>[^<]/g)).toBeNull()
  expect(html.replaceAll('&#39;', "'")).toMatch(
    /<meta http-equiv="Content-Security-Policy" content="[^"]*script-src 'self';/,
  )
})

const manifest = z.record(
  z.string(),
  z.object({ file: z.string(), isEntry: z.boolean().optional(), imports: z.array(z.string()).default([]) }),
)

test(`the first load is at most ${FIRST_LOAD_LIMIT_KB} kB of JavaScript, gzipped`, () => {
  const dist = join(folder.path, 'dist')
  const chunks = manifest.parse(JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')))
  const first = new Set<string>()
  const add = (name: string) => {
    if (first.has(name)) return
    first.add(name)
    for (const imported of chunks[name]?.imports ?? []) add(imported)
  }
  for (const [name, { isEntry }] of Object.entries(chunks)) if (isEntry) add(name)
  const bytes = [...first].map((name) => gzipSync(readFileSync(join(dist, chunks[name]?.file ?? ''))).length)
  const total = bytes.reduce((sum, size) => sum + size, 0)
  figure(`first load: ${(total / 1000).toFixed(0)} kB of JavaScript, gzipped`)
  expect(first.size).toBeGreaterThan(0)
  expect(total).toBeLessThanOrEqual(FIRST_LOAD_LIMIT_KB * 1000)
})
