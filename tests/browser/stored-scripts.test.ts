import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { LocalStack } from '../dev/local-stack.ts'
import { type ScratchFolder, scratchFolder } from '../support/scratch.ts'
import { launchChromium } from './browser.ts'
import { type AuditedPage, type BuiltPanel, buildPanel, openAudited } from './build-panel.ts'
import { sceneId, startWithHistory } from './history.ts'
import { jobs, openDialog, openJobs, signIn } from './panel.ts'
import { screens } from './screens.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder: ScratchFolder
let stack: LocalStack
let browser: Browser
let panel: BuiltPanel
let admin: AuditedPage
let page: Page

beforeAll(async () => {
  folder = scratchFolder('stored-scripts')
  const starting = startWithHistory(join(folder.path, 'data'), { jobs: 200, running: 0 }, ['scene.sql', 'hostile.sql'])
  ;[stack, browser, panel] = await Promise.all([
    starting,
    launchChromium(),
    buildPanel({ folder: join(folder.path, 'dist'), api: starting.then(({ origin }) => origin) }),
  ])
  admin = await openAudited(browser, panel)
  page = admin.page
  await signIn(page, 'admin@example.com')
  await jobs(page).first().waitFor()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await panel.close()
  await stack.stop()
  folder.remove()
})

// The policy would keep what was planted from running, and report it: so markup that became an element shows here, too.
afterEach(async () => {
  expect(admin.issues).toEqual([])
  expect(admin.takeProblems().filter((problem) => problem.includes('Content Security Policy'))).toEqual([])
  // A screen may have left a request without an answer, for which nobody waits.
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

const PLANTED =
  'img[src=x], script:not([src]), iframe, [onerror], [onload], a[href^="javascript:" i], a[href^="data:" i]'

async function expectTextOnly(places: string[] = []): Promise<void> {
  for (const place of places) await page.getByText(`plantado:${place}`).first().waitFor({ state: 'attached' })
  expect(await page.locator(PLANTED).count()).toBe(0)
  expect(await page.evaluate(() => 'injected' in window)).toBe(false)
}

describe('what was planted is seen as text', () => {
  test.each([
    ['in the list', '?search=plantado', ['customer', 'email', 'error']],
    ['in the list, by tool', '?tool=pose_changer_jobs', ['customer', 'tool', 'status', 'error']],
    ['on the attention list', '?view=attention', ['customer', 'tool', 'status', 'detail', 'late-status', 'late-url']],
    ['beside the cleaner', '?view=cleaner', ['tool', 'run']],
    ['below the charts', '?view=charts', ['tool']],
    ['in the record', '?view=records', ['customer', 'admin', 'tool', 'reason', 'change']],
    ['on a sheet', `?open=pose_changer_jobs/${sceneId(31)}`, ['customer', 'error', 'url', 'task', 'ledger']],
    ['on a timeline', `?open=pose_changer_jobs/${sceneId(33)}`, ['admin', 'reason', 'late-status']],
  ])('%s', async (_where, search, places) => {
    await page.goto(`/${search}`)
    await expectTextOnly(places)
  })

  test('a file name, which stays in its address', async () => {
    await page.goto(`/?open=pose_changer_jobs/${sceneId(33)}`)
    const file = page.locator('a[href*="plantado:file"]').first()
    await file.waitFor()
    expect(await file.textContent()).not.toContain('plantado')
    await expectTextOnly()
  })

  test('before a cancel', async () => {
    await openJobs(page, `?search=${sceneId(31)}`)
    await openDialog(jobs(page).first())
    await page.getByRole('alertdialog').getByText('plantado:customer').waitFor()
    await expectTextOnly(['tool'])
  })

  test('beside the pointer in a chart', async () => {
    await page.goto('/?view=charts')
    const heading = page.getByRole('heading', { name: 'Jobs encerrados por ferramenta', exact: true })
    const chart = heading.locator('xpath=ancestor::div[.//*[contains(@class, "recharts-wrapper")]][1]')
    const bar = chart.locator('.recharts-bar-rectangle')
    await bar.first().waitFor()
    const tooltip = chart.locator('.recharts-tooltip-wrapper').getByText('plantado:tool')
    for (let last = (await bar.count()) - 1; last >= 0 && !(await tooltip.isVisible()); last -= 1) {
      await bar.nth(last).hover({ force: true })
    }
    await tooltip.waitFor()
    await expectTextOnly()
  })

  // After the others, because it does away with the browser's own window, which no test can see.
  test('in a spreadsheet, whose cells it cannot leave', async () => {
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
    await openJobs(page, '?tool=pose_changer_jobs')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Exportar CSV' }).click(),
    ])
    const csv = await readFile(await download.path(), 'utf8')
    const cellEnd = (place: string) =>
      `<img src=""x"" onerror=""injected=1""><script>injected=1</script>plantado:${place}"`
    for (const place of ['customer', 'tool', 'error', 'task']) expect(csv).toContain(cellEnd(place))
  })
})

// Last, because it takes minutes: by then the clock has ended what hung.
test.each(Object.entries(screens))('%s: nothing of what was planted is more than text', async (_name, show) => {
  await show(page)
  await expectTextOnly()
})
