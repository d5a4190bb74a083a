import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

export const quietArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Debian's Chromium, because playwright-core brings no browser of its own. */
export const CHROMIUM = '/usr/bin/chromium'

/** Without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: quietArguments })
}

export interface WatchedPage {
  page: Page
  /** What the browser complained of since this was last asked: errors in the console, and those nobody caught. */
  takeProblems(): string[]
}

/** A page with a profile of its own, so that whoever signs in there is signed in nowhere else. */
export async function openPage(browser: Browser, url: string, options?: BrowserContextOptions): Promise<WatchedPage> {
  const context = await browser.newContext({
    locale: 'pt-BR',
    timezoneId: 'America/Sao_Paulo',
    reducedMotion: 'reduce',
    baseURL: url,
    ...options,
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(String(error)))
  await page.goto(url)
  return { page, takeProblems: () => problems.splice(0) }
}

/** Waits until the page wears the system's theme and nothing on it is on its way from one look to another. */
export async function settle(page: Page): Promise<void> {
  // Asked anew each frame: what inherits a colour that moves starts its own transition again and again.
  await page.waitForFunction(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)').matches
    return document.documentElement.classList.contains('dark') === dark && document.getAnimations().length === 0
  })
}
