import type { Browser, BrowserContextOptions } from 'playwright-core'
import type { LocalStack } from '../dev/local-stack.ts'
import { scratchFolder } from '../support/scratch.ts'
import { connectAsService, type ServiceApi } from './api.ts'
import { launchChromium, openPage, type WatchedPage } from './browser.ts'
import { type Length, startWithHistory } from './history.ts'
import { jobs, signIn } from './panel.ts'

export interface AdminStage {
  stack: LocalStack
  browser: Browser
  service: ServiceApi
  admin: WatchedPage
  close(): Promise<void>
}

/** A stack with history, and an admin who has signed in and sees the jobs. */
export async function openAdminStage(
  name: string,
  length: Length,
  options?: BrowserContextOptions,
): Promise<AdminStage> {
  const folder = scratchFolder(name)
  const [stack, browser] = await Promise.all([startWithHistory(folder.path, length), launchChromium()])
  const admin = await openPage(browser, stack.origin, { viewport: { width: 1440, height: 900 }, ...options })
  await signIn(admin.page, 'admin@example.com')
  await jobs(admin.page).first().waitFor()
  return {
    stack,
    browser,
    service: connectAsService(stack.origin, folder.path),
    admin,
    close: async () => {
      await browser.close()
      await stack.stop()
      folder.remove()
    },
  }
}
