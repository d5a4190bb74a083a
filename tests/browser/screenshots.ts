import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startLocalStack } from '../dev/local-stack.ts'
import { ROOT } from '../support/command.ts'
import { scratchFolder } from '../support/scratch.ts'
import { launchChromium, openPage, settle } from './browser.ts'
import { startWithHistory } from './history.ts'
import { confirmButton, jobs, jobsOfCost, openDialog, openJobs, signIn } from './panel.ts'
import { screens } from './screens.ts'

const folder = join(ROOT, 'tests', 'screenshots')
const viewports = [
  { width: 360, height: 780 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1000 },
]
const colorSchemes = ['light', 'dark'] as const

async function openAsAdmin(browser: Browser, origin: string, options: BrowserContextOptions): Promise<Page> {
  const { page } = await openPage(browser, origin, options)
  await signIn(page, 'admin@example.com')
  await jobs(page).first().waitFor()
  return page
}

async function shoot(page: Page, path: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await settle(page)
  await page.screenshot({ path })
}

// The demo data as it is soon after the first start, or the clock has ended the stuck jobs.
async function takeReadmePictures(browser: Browser): Promise<void> {
  const data = scratchFolder('readme-pictures')
  const stack = await startLocalStack({ dataFolder: data.path })
  try {
    const page = await openAsAdmin(browser, stack.origin, { viewport: { width: 1280, height: 900 } })
    await openJobs(page, '?tool=upscaler_jobs')
    const job = jobsOfCost(page, 60)
    const dialog = await openDialog(job)
    await dialog.getByRole('button', { name: 'Provedor não respondeu' }).click()
    await confirmButton(dialog).click()
    await page.getByText('Job cancelado e').waitFor()
    await job.filter({ hasText: 'Cancelado' }).waitFor()
    await page.mouse.move(0, 0)
    await shoot(page, join(ROOT, 'docs/panel-light.png'))

    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByText('Job cancelado e').waitFor({ state: 'detached' })
    await job.getByRole('link').click()
    await page.getByText('Últimos lançamentos do cliente').waitFor()
    await shoot(page, join(ROOT, 'docs/panel-dark.png'))
    await page.context().close()
  } finally {
    await stack.stop()
    data.remove()
  }
}

async function takeScreens(browser: Browser, origin: string): Promise<void> {
  for (const colorScheme of colorSchemes) {
    for (const viewport of viewports) {
      const fileOf = (name: string) => join(folder, `${name}-${colorScheme}-${viewport.width}.png`)
      const { page: signedOut } = await openPage(browser, origin, { colorScheme, viewport })
      await signedOut.getByRole('heading', { name: 'Entrar' }).waitFor()
      await shoot(signedOut, fileOf('sign-in'))
      await signedOut.context().close()

      const signedIn = await openAsAdmin(browser, origin, { colorScheme, viewport })
      for (const [name, show] of Object.entries(screens)) {
        const page = await signedIn.context().newPage()
        await show(page)
        await shoot(page, fileOf(name))
        await page.close()
      }
      await signedIn.context().close()
    }
  }
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const browser = await launchChromium()
const data = scratchFolder('screenshots')
try {
  await takeReadmePictures(browser)
  const stack = await startWithHistory(data.path, { jobs: 20_000, running: 0 })
  try {
    await takeScreens(browser, stack.origin)
  } finally {
    await stack.stop()
  }
} finally {
  await browser.close()
  data.remove()
}
