import lighthouse, { type Config, desktopConfig, type Result } from 'lighthouse'
import { type BrowserContext, chromium } from 'playwright-core'
import { freePort } from '../dev/local-stack.ts'
import { CHROMIUM, quietArguments } from './browser.ts'

const CATEGORIES = ['accessibility', 'best-practices']

const configs = {
  desktop: { ...desktopConfig, settings: { ...desktopConfig.settings, onlyCategories: CATEGORIES } },
  phone: { extends: 'lighthouse:default', settings: { onlyCategories: CATEGORIES } },
} satisfies Record<string, Config>

export type Screen = keyof typeof configs

type Audit = {
  /** Of a hundred. */
  scores: Record<string, number>
  /** What took points off, and where. */
  flaws: string[]
}

export type AuditedProfile = {
  context: BrowserContext
  /** What Lighthouse says of an address, which it opens in a tab of its own; whoever is signed in here is signed in there. */
  audit: (url: string, screen: Screen) => Promise<Audit>
}

/** A browser that keeps its profile in a folder and has a port, by which Lighthouse comes in beside us. */
export async function openAuditedProfile(folder: string): Promise<AuditedProfile> {
  const port = await freePort()
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM,
    args: [...quietArguments, `--remote-debugging-port=${port}`],
    locale: 'pt-BR',
    // Its size is Lighthouse's to set.
    viewport: null,
  })
  return {
    context,
    audit: async (url, screen) => {
      const flags = {
        port,
        logLevel: 'error',
        throttlingMethod: 'provided',
        disableStorageReset: true,
        disableFullPageScreenshot: true,
      } as const
      const outcome = await lighthouse(url, flags, configs[screen])
      if (!outcome) throw new Error(`Lighthouse says nothing of ${url}`)
      return toAudit(outcome.lhr)
    },
  }
}

function toAudit({ categories, audits, runtimeError }: Result): Audit {
  if (runtimeError) throw new Error(runtimeError.message)
  const counted = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0))
  const failed = counted.flatMap(({ id }) => audits[id] ?? []).filter(({ score }) => score !== null && score < 1)
  return {
    scores: Object.fromEntries(Object.values(categories).map(({ id, score }) => [id, Math.floor(100 * (score ?? 0))])),
    flaws: failed.map(({ title, details }) => `${title}: ${JSON.stringify(details)}`),
  }
}
