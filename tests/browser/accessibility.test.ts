import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { LocalStack } from '../dev/local-stack.ts'
import { type ScratchFolder, scratchFolder } from '../support/scratch.ts'
import { findFlaws } from './accessibility.ts'
import { launchChromium, openPage } from './browser.ts'
import { startWithHistory } from './history.ts'
import { jobs, signIn } from './panel.ts'
import { screens } from './screens.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder: ScratchFolder
let stack: LocalStack
let browser: Browser
let signedIn: BrowserContext

beforeAll(async () => {
  folder = scratchFolder('accessibility')
  ;[stack, browser] = await Promise.all([startWithHistory(folder.path, { jobs: 500, running: 5 }), launchChromium()])
  const { page } = await openPage(browser, stack.origin, { viewport: { width: 1440, height: 900 } })
  await signIn(page, 'admin@example.com')
  await jobs(page).first().waitFor()
  signedIn = page.context()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await stack.stop()
  folder.remove()
})

test.each(Object.entries(screens))('%s: no flaw in either theme, on a screen or a phone', async (_name, show) => {
  const page = await signedIn.newPage()
  await show(page)
  expect(await findFlaws(page)).toEqual([])
  await page.close()
})
