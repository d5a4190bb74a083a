import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { settle } from './browser.ts'

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const PHONE = { width: 360, height: 740 }
// A screen of 1,280 px at 400 %, on which nobody may have to scroll sideways (WCAG 1.4.10).
const MAGNIFIED = { width: 320, height: 256 }

/** What is wrong with the page as it stands: light and dark, on the screen it is on and on a phone, and magnified. */
export async function findFlaws(page: Page): Promise<string[]> {
  const screen = page.viewportSize() ?? PHONE
  const flaws: string[] = []
  for (const viewport of [screen, PHONE]) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await settle(page)
      const found = [...(await axeViolations(page)), ...(await horizontalScroll(page))]
      flaws.push(...found.map((flaw) => `${colorScheme}, ${viewport.width} px: ${flaw}`))
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(MAGNIFIED)
  await settle(page)
  flaws.push(...(await horizontalScroll(page)))
  await page.setViewportSize(screen)
  return flaws
}

const DIALOG = '[role=dialog], [role=alertdialog]'

// Behind an open dialog lies a screen that is hidden from everybody who needs this, and is looked at by itself.
async function axeViolations(page: Page): Promise<string[]> {
  // What is as it should be is not described: to name every such node takes as long as to look for flaws.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(WCAG_22_AA)
    .setLegacyMode()
  if ((await page.locator(DIALOG).count()) > 0) axe.include(DIALOG)
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} ${html} ${failureSummary}`),
  )
}

/** The page's width, where it is more than the screen's. */
export async function horizontalScroll(page: Page): Promise<string[]> {
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }))
  return content > screen ? [`the page is ${content} px wide on a screen of ${screen} px`] : []
}
