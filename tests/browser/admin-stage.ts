import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { scratchFolder } from '../support/scratch.ts'
import { connectAsService, type ServiceApi } from './api.ts'
import { launchChromium, openPage, type WatchedPage } from './browser.ts'
import { buildPanel } from './build-panel.ts'
import { type Length, startWithHistory } from './history.ts'
import { jobs, signIn } from './panel.ts'

export interface AdminStage {
  /** Where the panel is served, and the API behind it. */
  origin: string
  browser: Browser
  service: ServiceApi
  admin: WatchedPage
  close(): Promise<void>
}

/**
 * A stack with history, and an admin who has signed in and sees the jobs. The panel is the built one, as it is deployed: a page
 * of it takes a tenth of what the hundreds of files of the development server take.
 */
export async function openAdminStage(
  name: string,
  length: Length,
  options?: BrowserContextOptions,
): Promise<AdminStage> {
  const folder = scratchFolder(name)
  const starting = startWithHistory(folder.path, length)
  const [stack, browser, panel] = await Promise.all([
    starting,
    launchChromium(),
    buildPanel({ folder: join(folder.path, 'panel'), api: starting.then(({ origin }) => origin) }),
  ])
  const admin = await openPage(browser, panel.origin, { viewport: { width: 1440, height: 900 }, ...options })
  await signIn(admin.page, 'admin@example.com')
  await jobs(admin.page).first().waitFor()
  return {
    origin: panel.origin,
    browser,
    service: connectAsService(stack.origin, folder.path),
    admin,
    close: async () => {
      await browser.close()
      await panel.close()
      await stack.stop()
      folder.remove()
    },
  }
}
