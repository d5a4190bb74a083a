import { join } from 'node:path'
import type { CDPSession, Page, Route } from 'playwright-core'
import { z } from 'zod'
import { launchChromium, openPage } from '../../browser/browser.ts'
import { buildPanel, partsOf } from '../../browser/build-panel.ts'
import { jobs, openJobs, signIn } from '../../browser/panel.ts'
import { startLocalStack } from '../../dev/local-stack.ts'
import { scratchFolder } from '../../support/scratch.ts'
import type { Scene } from '../scene.ts'

const SELECTED = 1000
const ROWS = 200
const PAGE = 20

const rowShape = z.looseObject({ id: z.string(), created_at: z.string() })
const askedShape = z.object({ page_size: z.number(), cursor_id: z.string().nullish() })

const idOf = (place: number) => `${String(place).padStart(8, '0')}-0000-4000-8000-000000000000`

/** Running jobs without end: each a copy of one that the server gave, and none is a job of the database. */
function endlessJobs(template: z.infer<typeof rowShape>) {
  return async (route: Route) => {
    const { page_size, cursor_id } = askedShape.parse(route.request().postDataJSON())
    const first = cursor_id ? Number(cursor_id.slice(0, 8)) + 1 : 0
    const rows = Array.from({ length: page_size }, (_, index) => {
      const created_at = new Date(Date.parse(template.created_at) - 1000 * (first + index)).toISOString()
      return { ...template, id: idOf(first + index), created_at }
    })
    await route.fulfill({ json: rows })
  }
}

const metricsShape = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) })

async function busyMs(developer: CDPSession): Promise<number> {
  const { metrics } = metricsShape.parse(await developer.send('Performance.getMetrics'))
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
}

/** Until what was done is painted. */
const painted = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))

const older = (page: Page) => page.getByRole('button', { name: 'Próxima' })
const showsFrom = (page: Page, place: number) => page.locator(`[data-job$="${idOf(place)}"]`).waitFor()

/** What the panel asks of the browser: how long its main thread is at work, whatever the network does meanwhile. */
export const frontend: Scene = {
  name: 'frontend',
  histories: ({ histories: { none } }) => [none],
  async play({ sizes, results, history }) {
    const folder = scratchFolder('bench-frontend')
    const starting = startLocalStack({ dataFolder: join(folder.path, 'data') })
    const [stack, browser, panel] = await Promise.all([
      starting,
      launchChromium(),
      buildPanel({ folder: join(folder.path, 'dist'), api: starting.then(({ origin }) => origin) }),
    ])
    try {
      const parts = partsOf(panel)
      const allBytes = parts.filter(({ firstLoad }) => firstLoad).reduce((sum, { bytes }) => sum + bytes, 0)
      for (const { name, firstLoad, bytes } of [{ name: 'all scripts', firstLoad: true, bytes: allBytes }, ...parts]) {
        const metric = firstLoad ? 'first load, gzipped' : 'on demand, gzipped'
        results.add({ scene: 'frontend', history, size: 0, contender: name, metric, unit: 'bytes', samples: [bytes] })
      }
      const { page } = await openPage(browser, panel.origin, { viewport: { width: 1440, height: 900 } })
      const answer = page.waitForResponse('**/rpc/admin_list_ai_jobs')
      await signIn(page, 'admin@example.com')
      const rows = z.array(rowShape).parse(await (await answer).json())
      const template = rows.find(({ status }) => status === 'running')
      if (!template) throw new Error('No running job to copy')
      await page.route('**/rpc/admin_list_ai_jobs', endlessJobs(template))
      const developer = await page.context().newCDPSession(page)
      // Time on the processor: what else the machine does is not counted.
      await developer.send('Performance.enable', { timeDomain: 'threadTicks' })

      const measure = async (contender: string, act: () => Promise<unknown>) => {
        await painted(page)
        const before = await busyMs(developer)
        await act()
        await painted(page)
        const samples = [(await busyMs(developer)) - before]
        results.add({ scene: 'frontend', history, size: 0, contender, metric: 'main thread', unit: 'ms', samples })
      }

      for (let round = 0; round < sizes.rounds; round += 1) {
        await openJobs(page, '?status=running')
        await showsFrom(page, 0)
        await measure(`${ROWS} rows, on ${ROWS / PAGE} pages`, async () => {
          for (let place = PAGE; place <= ROWS; place += PAGE) {
            await older(page).click()
            await showsFrom(page, place)
          }
        })
        await measure('a name of ten letters typed into the search', async () => {
          await page.getByLabel('Buscar').pressSequentially('ana beatri')
          await page.waitForURL(/search=/)
        })
        await openJobs(page, '?status=running')
        const selectPage = page.getByRole('checkbox', { name: 'Selecionar os jobs em andamento desta página' })
        for (let place = 0; place < SELECTED; place += PAGE) {
          await showsFrom(page, place)
          await selectPage.click()
          await older(page).click()
        }
        await showsFrom(page, SELECTED)
        await measure(`one more beside ${SELECTED} selected`, async () => {
          await jobs(page).first().getByRole('checkbox').click()
          await page.getByText(/^1\.?001 selecionados/).waitFor()
        })
        await measure(`a page turned with ${SELECTED} selected`, async () => {
          await older(page).click()
          await showsFrom(page, SELECTED + PAGE)
        })
        await measure(`the plan of ${SELECTED} selected`, async () => {
          await page.getByRole('button', { name: 'Cancelar selecionados' }).click()
          await page.getByRole('table', { name: 'O que será cancelado' }).waitFor()
        })
      }
    } finally {
      await browser.close()
      await panel.close()
      await stack.stop()
      folder.remove()
    }
  },
}
