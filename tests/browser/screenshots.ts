import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type LocalStack, startLocalStack } from '../dev/local-stack.ts'
import { ROOT } from '../support/command.ts'
import { scratchFolder } from '../support/scratch.ts'
import { launchChromium, openPage, settle } from './browser.ts'
import { confirmButton, jobsOfCost, openDialog, signIn } from './panel.ts'

const folder = join(ROOT, 'tests', 'screenshots')
const widths = [360, 1280, 1920]
const colorSchemes = ['light', 'dark'] as const

/** What is done on the page, once it shows the list, to come to each view. */
const views: Record<string, (page: Page) => Promise<unknown>> = {
  list: async () => undefined,
  dialog: (page) => openDialog(jobsOfCost(page, 75).first()),
  empty: async (page) => {
    await page.getByLabel('Cliente').fill('ninguém')
    await page.getByText('Nenhum job encontrado').waitFor()
  },
  error: async (page) => {
    await page.route('**/rest/v1/rpc/admin_{list,summarize}_ai_jobs', (route) => route.fulfill({ status: 500 }))
    await page.reload()
    await page.getByText('Não foi possível carregar os jobs').waitFor()
  },
  'sign-in': async (page) => {
    await page.getByRole('button', { name: 'Sair' }).click()
    await page.getByRole('heading', { name: 'Entrar' }).waitFor()
  },
}

async function openList(browser: Browser, { origin }: LocalStack, options: BrowserContextOptions): Promise<Page> {
  const { page } = await openPage(browser, origin, options)
  await signIn(page, 'admin@example.com')
  await jobsOfCost(page, 60).waitFor()
  return page
}

async function shoot(page: Page, path: string): Promise<void> {
  await settle(page)
  await page.screenshot({ path: join(ROOT, path) })
}

// Jobs in every state and one that was just cancelled; soon after the start, or the clock has ended the stuck ones.
async function takeReadmePictures(browser: Browser, stack: LocalStack): Promise<void> {
  const page = await openList(browser, stack, { viewport: { width: 1280, height: 940 } })
  await page.goto(`${stack.origin}/?tool=upscaler_jobs`)
  const job = jobsOfCost(page, 60)
  await confirmButton(await openDialog(job)).click()
  await page.getByText('Job cancelado e').waitFor()
  await job.filter({ hasText: 'Cancelado' }).waitFor()
  await page.mouse.move(0, 0)
  for (const colorScheme of colorSchemes) {
    await page.emulateMedia({ colorScheme })
    await shoot(page, `docs/panel-${colorScheme}.png`)
  }
  await page.context().close()
}

async function takeViews(browser: Browser, stack: LocalStack): Promise<void> {
  for (const colorScheme of colorSchemes) {
    for (const width of widths) {
      const signedIn = await openList(browser, stack, { colorScheme, viewport: { width, height: 800 } })
      for (const [view, show] of Object.entries(views)) {
        const page = await signedIn.context().newPage()
        await page.goto(stack.origin)
        await jobsOfCost(page, 60).waitFor()
        await show(page)
        await shoot(page, `tests/screenshots/${view}-${colorScheme}-${width}.png`)
      }
      await signedIn.context().close()
    }
  }
}

mkdirSync(folder, { recursive: true })
const data = scratchFolder('screenshots')
const stack = await startLocalStack({ dataFolder: data.path })
const browser = await launchChromium()
try {
  await takeReadmePictures(browser, stack)
  await takeViews(browser, stack)
} finally {
  await browser.close()
  await stack.stop()
  data.remove()
}
