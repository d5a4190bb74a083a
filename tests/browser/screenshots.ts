import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { catchUpSeconds } from '../../dev/stack.ts'
import { startLocalStack } from '../dev/local-stack.ts'
import { ROOT } from '../support/command.ts'
import { scratchFolder } from '../support/scratch.ts'
import { type AdminStage, openAdminStage } from './admin-stage.ts'
import { startJobPastItsLimit } from './api.ts'
import { launchChromium, openPage, settle } from './browser.ts'
import { confirmButton, jobs, jobsOfCost, openDialog, openJobs, signIn } from './panel.ts'
import { closeScreen, holdsBack, screens } from './screens.ts'

const folder = join(ROOT, 'tests', 'screenshots')
const viewports = [
  { width: 360, height: 740 },
  { width: 1280, height: 720 },
  { width: 2560, height: 1300 },
]
const readmePicture = { viewport: { width: 1280, height: 900 } }
const colorSchemes = ['light', 'dark'] as const
// `--readme`: only the README's two pictures.
const readmeOnly = process.argv.includes('--readme')
type ColorScheme = (typeof colorSchemes)[number]

async function openAsAdmin(browser: Browser, origin: string, options: BrowserContextOptions): Promise<Page> {
  const { page } = await openPage(browser, origin, options)
  await signIn(page, 'admin@example.com')
  await jobs(page).first().waitFor()
  return page
}

async function shoot(page: Page, path: string): Promise<void> {
  if (!holdsBack(page)) await page.waitForLoadState('networkidle')
  await page.locator('[data-slot=skeleton]').first().waitFor({ state: 'detached' })
  await settle(page)
  await page.screenshot({ path })
}

// Soon after the first start the clock ends what was stuck in the demo data: what got stuck since then stays for minutes.
async function takeListForReadme(browser: Browser): Promise<void> {
  const { path: dataFolder, remove } = scratchFolder('screenshots')
  const stack = await startLocalStack({ dataFolder })
  try {
    const page = await openAsAdmin(browser, stack.origin, readmePicture)
    await page.getByText(/^Limpeza há/).waitFor({ timeout: (catchUpSeconds + 60) * 1000 })
    for (const cost of [20, 40]) await startJobPastItsLimit(stack.origin, dataFolder, cost)
    await openJobs(page, '?tool=upscaler_jobs')
    const job = jobsOfCost(page, 60)
    await confirmButton(await openDialog(job)).click()
    await page.getByText('Job cancelado e').waitFor()
    await job.filter({ hasText: 'Cancelado' }).waitFor()
    await page.mouse.move(0, 0)
    await shoot(page, join(ROOT, 'docs/panel-light.png'))
  } finally {
    await stack.stop()
    remove()
  }
}

async function takeSheetForReadme({ browser, origin }: AdminStage): Promise<void> {
  const page = await openAsAdmin(browser, origin, { ...readmePicture, colorScheme: 'dark' })
  await openJobs(page, '?status=cancelled')
  await jobs(page).first().getByRole('link').click()
  await page.getByText('Últimos lançamentos do cliente').waitFor()
  await shoot(page, join(ROOT, 'docs/panel-dark.png'))
  await page.context().close()
}

async function takeScreens({ browser, origin }: AdminStage, colorScheme: ColorScheme): Promise<void> {
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
      await closeScreen(page)
    }
    await signedIn.context().close()
  }
}

if (!readmeOnly) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}
const browser = await launchChromium()
try {
  await takeListForReadme(browser)
} finally {
  await browser.close()
}
// A theme each has a stage of its own: what is some minutes old in the one is so in the other.
for (const colorScheme of readmeOnly ? (['dark'] as const) : colorSchemes) {
  const stage = await openAdminStage(`screenshots-${colorScheme}`, { jobs: 20_000, running: 0 })
  try {
    if (!readmeOnly) await takeScreens(stage, colorScheme)
    if (colorScheme === 'dark') await takeSheetForReadme(stage)
  } finally {
    await stage.close()
  }
}
