import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LocalStack, startLocalStack } from '../dev/local-stack.ts'
import { figure } from '../support/figures.ts'
import { type ScratchFolder, scratchFolder } from '../support/scratch.ts'
import { launchChromium } from './browser.ts'
import { type AuditedPage, type BuiltPanel, buildPanel, openAudited, partsOf } from './build-panel.ts'
import { type AuditedProfile, openAuditedProfile, type Screen } from './lighthouse.ts'
import { confirmButton, jobs, jobsOfCost, openDialog, signIn } from './panel.ts'

const FIRST_LOAD_LIMIT_KB = 250

let folder: ScratchFolder
let stack: LocalStack
let browser: Browser
let panel: BuiltPanel
let admin: AuditedPage

beforeAll(async () => {
  folder = scratchFolder('built-panel')
  const starting = startLocalStack({ dataFolder: join(folder.path, 'data') })
  ;[stack, browser, panel] = await Promise.all([
    starting,
    launchChromium(),
    buildPanel({ folder: join(folder.path, 'dist'), api: starting.then(({ origin }) => origin) }),
  ])
  admin = await openAudited(browser, panel)
}, 90_000)

afterAll(async () => {
  await browser.close()
  await panel.close()
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
  expect(admin.issues).toEqual([])
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
  const { headers } = await fetch(panel.origin)
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
})

// Wherever a page can leave something behind: by the name of the place, and whether somebody's token is in it.
const placesWithToken = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const places: [string, string | null][] = [
      ...Object.entries(localStorage).map(([key, value]): [string, string] => [`localStorage ${key}`, value]),
      ...Object.entries(sessionStorage).map(([key, value]): [string, string] => [`sessionStorage ${key}`, value]),
      ['cookie', document.cookie],
      ['address', window.location.href],
      ['document', document.documentElement.outerHTML],
      ['window.name', window.name],
      ['history', JSON.stringify(window.history.state)],
    ]
    const databases = await indexedDB.databases()
    const found = places.filter(([, text]) => text?.includes('eyJ')).map(([place]) => place)
    return [...found, ...databases.map(({ name }) => `indexedDB ${name}`), ...(await caches.keys())]
  })

test('a token lies where supabase-js keeps it, nowhere else, and not beyond the sign-out', async () => {
  const { page } = await openAudited(browser, panel)
  await signIn(page, 'admin@example.com')
  await jobs(page).first().waitFor()
  expect(await placesWithToken(page)).toEqual([expect.stringMatching(/^localStorage sb-\w+-auth-token$/)])
  await page.getByRole('button', { name: 'Sair' }).click()
  await page.getByLabel('Senha').waitFor()
  expect(await placesWithToken(page)).toEqual([])
  await page.context().close()
}, 60_000)

test('no page of the build holds an inline script', () => {
  const html = readFileSync(join(panel.folder, 'index.html'), 'utf8')
  expect(html.match(/<script[^>]*>[^<]/g)).toBeNull()
  expect(html.replaceAll('&#39;', "'")).toMatch(
    /<meta http-equiv="Content-Security-Policy" content="[^"]*script-src 'self';/,
  )
})

test(`the first load is at most ${FIRST_LOAD_LIMIT_KB} kB of JavaScript, gzipped`, () => {
  const first = partsOf(panel).filter(({ firstLoad }) => firstLoad)
  const total = first.reduce((sum, { bytes }) => sum + bytes, 0)
  figure(`first load: ${(total / 1000).toFixed(0)} kB of JavaScript, gzipped`)
  expect(first.length).toBeGreaterThan(0)
  expect(total).toBeLessThanOrEqual(FIRST_LOAD_LIMIT_KB * 1000)
})

describe('Lighthouse gives 100 for accessibility and for best practices to', () => {
  let profile: AuditedProfile
  let page: Page

  beforeAll(async () => {
    profile = await openAuditedProfile(join(folder.path, 'profile'))
    page = await profile.context.newPage()
    await page.goto(panel.origin)
    await signIn(page, 'admin@example.com')
    await jobs(page).first().waitFor()
  }, 30_000)

  afterAll(() => profile.context.close())

  async function chooseTheme(name: string): Promise<void> {
    await page.getByRole('combobox', { name: /^Tema/ }).click()
    await page.getByRole('option', { name, exact: true }).click()
  }

  // Without what only an admin sees it would be the sign-in that was looked at.
  async function darkOnceSeen(text: string): Promise<boolean> {
    const audited = await profile.context.waitForEvent('page')
    await audited.getByText(text).first().waitFor()
    return await audited.locator('html').evaluate((html) => html.classList.contains('dark'))
  }

  test.each<[view: string, theme: 'Claro' | 'Escuro', screen: Screen, search: string, seen: string]>([
    ['the jobs', 'Claro', 'desktop', '', 'cliente@example.com'],
    ['the jobs', 'Escuro', 'phone', '', 'cliente@example.com'],
    ['the cleaner', 'Escuro', 'desktop', '?view=cleaner', 'Executar agora'],
  ])(
    '%s (%s, %s)',
    async (_view, theme, screen, search, seen) => {
      await chooseTheme(theme)
      const [dark, audit] = await Promise.all([darkOnceSeen(seen), profile.audit(`${panel.origin}/${search}`, screen)])
      expect(dark).toBe(theme === 'Escuro')
      expect(audit).toEqual({ scores: { accessibility: 100, 'best-practices': 100 }, flaws: [] })
    },
    180_000, // three audits take half a minute, or minutes where other tests use the processors, too
  )
})

describe('a view whose file cannot be had', () => {
  const main = () => admin.page.getByRole('main')
  const openView = (name: string) => main().getByRole('link', { name, exact: true }).click()
  const retry = () => main().getByRole('alert').getByRole('button', { name: 'Tentar de novo' })

  test('is loaded again when the admin asks', async () => {
    const file = '**/assets/ChartsView-*.js'
    await admin.page.route(file, (route) => route.abort())
    await openView('Gráficos')
    await retry().waitFor()
    admin.takeProblems()
    await admin.page.unroute(file)
    await retry().click()
    await main().getByRole('heading', { name: 'Jobs encerrados e créditos estornados' }).waitFor()
    expect(admin.takeProblems()).toEqual([])
  }, 30_000)

  test('comes with the whole page after a new version took it away, at the same address', async () => {
    let newVersion = false
    admin.page.on('request', (request) => {
      newVersion ||= request.isNavigationRequest()
    })
    await admin.page.route('**/assets/RecordsView-*.js', (route) => (newVersion ? route.continue() : route.abort()))
    await openView('Registro')
    await retry().click()
    await main().getByRole('heading', { name: 'Registro' }).waitFor()
    expect(newVersion).toBe(true)
    expect(new URL(admin.page.url()).search).toBe('?view=records')
  }, 30_000)
})
