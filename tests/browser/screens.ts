import type { Locator, Page, Route } from 'playwright-core'
import * as z from 'zod'
import { sceneId } from './history.ts'
import { jobWithId, openDialog, openJobs } from './panel.ts'

type Show = (page: Page) => Promise<unknown>

const seen = (place: Locator) => place.first().waitFor()
const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true })

const heldBack = new WeakMap<Page, Route[]>()

// Waits for its answer for as long as the picture takes.
const holdBack = (page: Page, route: Route) => heldBack.set(page, [...(heldBack.get(page) ?? []), route])

/** Whether a screen shows how something goes on that never ends. */
export const holdsBack = (page: Page): boolean => heldBack.has(page)

/** Closes a screen. What it held back would otherwise go to the server now, and end jobs of the next picture. */
export async function closeScreen(page: Page): Promise<void> {
  for (const route of heldBack.get(page) ?? []) await route.abort()
  await page.close()
}

/** Opens a view, and waits for what it shows last. */
const view =
  (search: string, last: string | RegExp): Show =>
  async (page) => {
    await page.goto(`/${search}`)
    await seen(page.getByText(last))
  }

const attention = view('?view=attention', 'recebido em')
const cleaner = view('?view=cleaner', /^p99/)
const charts = view('?view=charts', 'Jobs encerrados por ferramenta')

const jobsOfAna: Show = (page) => openJobs(page, '?search=ana%40example.com')

async function selectThree(page: Page): Promise<void> {
  await jobsOfAna(page)
  for (const number of [1, 2, 3]) await jobWithId(page, sceneId(number)).getByRole('checkbox').click()
  await seen(button(page, 'Cancelar selecionados'))
}

async function openBulk(page: Page): Promise<Locator> {
  await selectThree(page)
  await button(page, 'Cancelar selecionados').click()
  return page.getByRole('alertdialog')
}

// Said for the server: so many jobs would not be there for the next picture.
const manyJobs = Array.from({ length: 120 }, (_, place) => ({ table_name: 'upscaler_jobs', id: sceneId(900 + place) }))
const manyJobsInFigures = [
  {
    table_name: 'upscaler_jobs',
    tool_label: 'Upscaler de Imagem',
    jobs: 84,
    customers: 51,
    credits: 1_680,
    failed_jobs: 0,
    failed_credits: 0,
  },
  {
    table_name: 'veste_ai_jobs',
    tool_label: 'Provador Virtual',
    jobs: 36,
    customers: 20,
    credits: 1_260,
    failed_jobs: 2,
    failed_credits: 70,
  },
  { table_name: null, tool_label: null, jobs: 120, customers: 58, credits: 2_940, failed_jobs: 2, failed_credits: 70 },
]

async function typeCount(page: Page): Promise<void> {
  await page.route('**/rpc/admin_preview_cancel_ai_jobs', (route) => route.fulfill({ json: manyJobsInFigures }))
  await page.route('**/rpc/admin_list_cancellable_ai_jobs*', (route) => route.fulfill({ json: manyJobs }))
  await jobsOfAna(page)
  await page.getByRole('button', { name: /^Cancelar todos os/ }).click()
  await page.getByLabel('Digite 120 para confirmar').fill('120')
}

const request = z.object({ jobs: z.array(z.object({ table: z.string(), id: z.string() })) })

// Said for the server, so that the jobs are there for the next picture.
async function answerBulk(page: Page, { pieces = Number.POSITIVE_INFINITY } = {}): Promise<void> {
  let answered = 0
  await page.route('**/rpc/admin_cancel_ai_jobs', async (route) => {
    if (answered === pieces) {
      holdBack(page, route)
      return
    }
    answered += 1
    const { jobs } = request.parse(route.request().postDataJSON())
    const results = jobs.map(({ table, id }, place) => ({
      table_name: table,
      job_id: id,
      outcome: place === 2 ? 'failed' : 'cancelled',
      refunded_credits: place === 2 ? null : 20,
      problem: place === 2 ? 'O estorno não foi feito; o job continua como estava.' : null,
    }))
    await route.fulfill({ json: results })
  })
}

const rows = z.array(z.record(z.string(), z.unknown()))

/** What the server answers, with some values of its first rows changed. */
async function changeFirstRows(page: Page, name: string, values: Record<string, unknown>, count = 1): Promise<void> {
  await page.route(`**/rpc/${name}`, async (route) => {
    const answer = await route.fetch()
    const told = rows.parse(await answer.json())
    await route.fulfill({ json: told.map((row, place) => (place < count ? { ...row, ...values } : row)) })
  })
}

// Said for the server: the demo has no cap, and no second admin who asks.
async function answerCap(page: Page): Promise<void> {
  const figures = { cap_credits: 500, used_credits: 480 }
  const raise = {
    ...figures,
    id: 7,
    admin_id: '00000000-0000-4000-8000-0000000000b2',
    admin_name: 'Outra Administradora',
    admin_email: 'admin2@example.com',
    credits: 500,
    reason: 'Queda do provedor: quarenta jobs de uma vez',
    requested_at: new Date(Date.now() - 120_000).toISOString(),
    status: 'pending',
  }
  await page.route('**/rpc/admin_get_credit_cap', (route) => route.fulfill({ json: [figures] }))
  await page.route('**/rpc/admin_list_cap_raises', (route) => route.fulfill({ json: [raise] }))
}

async function cap(page: Page): Promise<void> {
  await answerCap(page)
  await attention(page)
  await seen(page.getByText('Outra Administradora pede mais 500 créditos por hoje.'))
}

/** What is done, by an admin who is signed in, to come to each screen of the panel. The jobs are those of scene.sql. */
export const screens: Record<string, Show> = {
  jobs: (page) => openJobs(page, ''),
  stuck: (page) => openJobs(page, '?stuck=1'),
  filters: async (page) => {
    await openJobs(page, '?refund=done&period=custom')
    const more = page.getByRole('button', { name: /^Filtros/ })
    if (await more.isVisible()) await more.click()
    await seen(page.getByLabel('Até'))
  },
  selection: selectThree,
  sheet: view(`?open=upscaler_jobs/${sceneId(15)}`, 'Últimos lançamentos do cliente'),
  'sheet-stuck': view(`?open=veste_ai_jobs/${sceneId(12)}`, 'Últimos lançamentos do cliente'),
  'sheet-not-found': view(`?open=upscaler_jobs/${sceneId(999)}`, 'Job não encontrado'),
  cancel: async (page) => {
    await jobsOfAna(page)
    await openDialog(jobWithId(page, sceneId(12)))
  },
  bulk: async (page) => {
    await jobsOfAna(page)
    await page.getByRole('button', { name: /^Cancelar todos os/ }).click()
    await seen(page.getByRole('table', { name: 'O que será cancelado' }))
  },
  'bulk-typed': typeCount,
  'bulk-running': async (page) => {
    await answerBulk(page, { pieces: 1 })
    await typeCount(page)
    await button(page, 'Cancelar 120 jobs').click()
    await seen(page.getByText('50 de 120 jobs'))
  },
  'bulk-waiting': async (page) => {
    const details = JSON.stringify({ retryAfterSeconds: 30 })
    await page.route('**/rpc/admin_cancel_ai_jobs', (route) =>
      route.fulfill({ status: 429, json: { code: 'PT429', message: 'rate limited', details, hint: null } }),
    )
    await button(await openBulk(page), 'Cancelar 3 jobs').click()
    await seen(page.getByText('O servidor pediu uma pausa de 30 s'))
  },
  'bulk-result': async (page) => {
    await answerBulk(page)
    await button(await openBulk(page), 'Cancelar 3 jobs').click()
    await seen(page.getByText('Cancelamento concluído'))
  },
  'bulk-failed': async (page) => {
    await answerBulk(page)
    const dialog = await openBulk(page)
    await button(dialog, 'Cancelar 3 jobs').click()
    await button(dialog, 'Fechar').click()
    // It opens the run's result, which is closed again: the picture is of the bar.
    await button(page, 'Ver resultado').click()
    await seen(dialog.getByText('Cancelamento concluído'))
    await button(dialog, 'Fechar').click()
    await seen(button(page, 'Ver resultado'))
  },
  attention,
  close: async (page) => {
    await attention(page)
    await button(page, 'Encerrar sem estorno').first().click()
    await seen(page.getByRole('alertdialog'))
  },
  'map-status': async (page) => {
    await attention(page)
    await button(page, 'Corrigir o cadastro').first().click()
    await seen(page.getByRole('alertdialog'))
  },
  repair: async (page) => {
    await attention(page)
    await page
      .getByRole('button', { name: /^Reparar: estornar/ })
      .first()
      .click()
    await seen(page.getByRole('alertdialog'))
  },
  cap,
  'cap-confirm': async (page) => {
    await cap(page)
    await button(page, 'Confirmar').click()
    await seen(page.getByRole('alertdialog'))
  },
  'cap-request': async (page) => {
    await answerCap(page)
    await view('?cap=60', 'Hoje você devolveu 480 de 500 créditos.')(page)
  },
  cleaner,
  'cleaner-off': async (page) => {
    // All of them, which is what takes the most room on a phone.
    await changeFirstRows(page, 'admin_list_ai_tools', { enabled: false }, 4)
    await changeFirstRows(page, 'admin_cleaner_health', { state: 'ok', problems: [] })
    await view('?view=cleaner', /jobs? presos?$/)(page)
    await seen(page.getByRole('link', { name: /^4 (ferramentas )?desligadas$/ }))
  },
  'cleaner-down': async (page) => {
    const down = { state: 'down', problems: ['down', 'cron_inactive'], age_seconds: 1_260, next_run_at: null }
    await changeFirstRows(page, 'admin_cleaner_health', down)
    await view('?view=cleaner', 'Parada: faltaram duas execuções ou mais')(page)
  },
  'run-now': async (page) => {
    await cleaner(page)
    await button(page, 'Executar agora').click()
    await seen(page.getByRole('table', { name: 'O que será encerrado' }))
  },
  'run-progress': async (page) => {
    const tool = { table_name: 'upscaler_jobs', cancelled_count: 2, refunded_credits: 40, failures: 0 }
    let runs = 0
    // The first run ends some, and the second one never answers.
    await page.route('**/rpc/admin_run_cleanup', (route) => {
      runs += 1
      return runs === 1 ? route.fulfill({ json: [tool] }) : void holdBack(page, route)
    })
    await cleaner(page)
    await button(page, 'Executar agora').click()
    await page.getByRole('button', { name: /^Encerrar \d+ jobs?$/ }).click()
    await seen(page.getByText(/^2 de \d+ jobs?$/))
  },
  'change-limit': async (page) => {
    await cleaner(page)
    const tool = page.getByRole('listitem', { name: 'Upscaler de Vídeo' })
    await tool.getByLabel('Limite de processamento').fill('12')
    await button(tool, 'Salvar').click()
    await seen(page.getByRole('alertdialog'))
  },
  charts,
  'charts-table': async (page) => {
    await charts(page)
    await page.getByRole('button', { name: 'Ver como tabela' }).first().click()
    await seen(page.getByRole('button', { name: 'Ver como gráfico' }))
  },
  records: view('?view=records', 'Voltou ao padrão'),
  'records-broken': async (page) => {
    const problem = { record: 'settlements', first_id: 101, last_id: 200, problem: 'lines_missing' }
    const counts = { intact: false, sealed: 1_200, unsealed: 3, unsealed_since: null, head: null }
    const answer = { ...counts, problems: [problem], continue_after: null }
    await page.route('**/rpc/admin_verify_records', (route) => route.fulfill({ json: [answer] }))
    await view('?view=records', /^Registro alterado/)(page)
  },
  'not-admin': async (page) => {
    const refusal = { code: '42501', message: 'Somente administradores podem fazer isto.', details: null, hint: null }
    await page.route('**/rpc/admin_list_ai_tools', (route) => route.fulfill({ status: 403, json: refusal }))
    await view('', 'Página só para administradores')(page)
  },
  'part-error': async (page) => {
    await page.route('**/ChartsView*', (route) => route.abort())
    await view('?view=charts', 'Não foi possível abrir esta parte do painel')(page)
  },
  help: async (page) => {
    await jobsOfAna(page)
    await page.keyboard.press('?')
    await seen(page.getByRole('dialog'))
  },
  empty: view('?search=ningu%C3%A9m', 'Nenhum job encontrado'),
  error: async (page) => {
    await page.route('**/rest/v1/rpc/admin_{list,summarize}_ai_jobs', (route) => route.fulfill({ status: 500 }))
    await view('', 'Não foi possível carregar os jobs')(page)
  },
}
