import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { horizontalScroll } from './accessibility.ts'
import { type AdminStage, openAdminStage } from './admin-stage.ts'
import type { ServiceApi } from './api.ts'
import { openPage, type WatchedPage } from './browser.ts'
import { eventually } from './eventually.ts'
import { longHistory, sceneId } from './history.ts'
import {
  cancelButton,
  choose,
  confirmButton,
  jobKeys,
  jobs,
  jobWithId,
  openDialog,
  openJobs,
  readFigure,
  signIn,
} from './panel.ts'

vi.setConfig({ testTimeout: 60_000 })

const REFRESH_MS = 15_000
const ANA = '?search=ana%40example.com'
const jobsOfAna = [1, 2, 3, 4, 13, 14, 15, 12].map(sceneId)

let stage: AdminStage
let service: ServiceApi
let admin: WatchedPage
let page: Page

beforeAll(async () => {
  stage = await openAdminStage('history', longHistory, { permissions: ['clipboard-read', 'clipboard-write'] })
  ;({ service, admin } = stage)
  page = admin.page
}, 120_000)

afterEach(() => {
  expect(admin.takeProblems()).toEqual([])
})

afterAll(() => stage.close())

const ids = async () => (await jobKeys(page)).map((key) => key?.split('/')[1])
const expectIds = (expected: string[]) => eventually(ids).toEqual(expected)
const search = () => page.getByLabel('Buscar')

describe('finding jobs', () => {
  test('by a part of a customer’s e-mail, in an address that reload, back and a shared link keep', async () => {
    await openJobs(page, '')
    const all = await jobKeys(page)
    await search().fill('ana@example')
    await expectIds(jobsOfAna)
    await eventually(() => readFigure(page, 'Jobs no período')).toBe(jobsOfAna.length)

    await page.reload()
    await expectIds(jobsOfAna)
    expect(await search().inputValue()).toBe('ana@example')

    const shared = await page.context().newPage()
    await shared.goto(page.url())
    await eventually(() => jobKeys(shared)).toEqual(await jobKeys(page))
    await shared.close()

    await page.goBack()
    await eventually(() => jobKeys(page)).toEqual(all)
    expect(await search().inputValue()).toBe('')
  })

  test.each([
    ['a whole job id', sceneId(14), [14]],
    ['the provider’s id', 'rh-scene-3', [3]],
    ['a customer’s name', 'Ana Empresa', [5, 11]],
    ['nobody', 'ninguém', []],
  ])('by %s', async (_what, text, expected) => {
    await openJobs(page, '')
    await search().fill(text)
    await expectIds(expected.map(sceneId))
  })

  test.each([
    ['Feito', [15]],
    ['Não cobrado', [4]],
    ['Pendente', [14]],
    ['Falhou', [12]],
  ])('whose refund is: %s', async (state, expected) => {
    await openJobs(page, ANA)
    await choose(page, 'Estorno', state)
    await expectIds(expected.map(sceneId))
  })

  test('that are stuck, all of them and only those', async () => {
    await openJobs(page, '')
    await page.getByRole('button', { name: 'Só presos' }).click()
    await page.getByRole('button', { name: 'Só presos', pressed: true }).waitFor()
    const stuck = await readFigure(page, 'Presos')
    await eventually(() => jobs(page).count()).toBe(stuck)
    expect(await jobs(page).filter({ hasText: 'Preso' }).count()).toBe(stuck)
    expect(await ids()).toEqual(expect.arrayContaining([sceneId(11), sceneId(12)]))
  })

  test('of a period, whose totals are those of the whole filter', async () => {
    await openJobs(page, '?status=completed&period=7d')
    const week = await readFigure(page, 'Jobs no período')
    await choose(page, 'Período', 'Últimos 90 dias')
    await page.waitForURL(/period=90d/)
    await eventually(() => readFigure(page, 'Jobs no período')).toBeGreaterThan(week)

    const day = new Date(Date.now() - 20 * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'America/Sao_Paulo' })
    await choose(page, 'Período', 'Período livre')
    await page.getByLabel('De', { exact: true }).fill(day)
    await page.getByLabel('Até').fill(day)
    const [year, month, date] = day.split('-')
    const ofOtherDays = jobs(page).filter({ hasNotText: `${date}/${month}/${year?.slice(2)}` })
    await eventually(() => ofOtherDays.count()).toBe(0)
    expect(await jobs(page).count()).toBeGreaterThan(0)
  })
})

describe('pages', () => {
  const turn = async (button: string) => {
    const before = await jobKeys(page)
    await page.getByRole('button', { name: button }).click()
    await eventually(() => jobKeys(page)).not.toEqual(before)
    return await jobKeys(page)
  }

  test('lead to older jobs and back to the same ones, none twice', async () => {
    await openJobs(page, '?status=completed&period=90d')
    const first = await jobKeys(page)
    const second = await turn('Próxima')
    const third = await turn('Próxima')
    expect(new Set([...first, ...second, ...third]).size).toBe(60)
    expect(await turn('Anterior')).toEqual(second)
    expect(await turn('Anterior')).toEqual(first)
    await turn('Próxima')
    await turn('Próxima')
    expect(await turn('Início')).toEqual(first)
  })

  test('stay where they are when they are refreshed or loaded again', async () => {
    await openJobs(page, '?status=completed&period=90d')
    const second = await turn('Próxima')
    const answer = page.waitForResponse(/admin_list_ai_jobs/)
    await page.getByRole('button', { name: 'Atualizar' }).click()
    await answer
    expect(await jobKeys(page)).toEqual(second)
    await page.reload()
    await jobs(page).first().waitFor()
    expect(await jobKeys(page)).toEqual(second)
  })
})

describe('live refresh', () => {
  let live: Page
  let asked = 0

  beforeAll(async () => {
    live = await page.context().newPage()
    await live.clock.install()
    live.on('request', (request) => {
      if (request.url().includes('admin_list_ai_jobs')) asked++
    })
  })
  afterAll(() => live.close())

  test('shows what happened to a job, to an admin who touches nothing', async () => {
    await openJobs(live, `?search=${sceneId(2)}`)
    await jobs(live).filter({ hasText: 'Processando' }).waitFor()
    await service
      .from('veste_ai_jobs')
      .update({ queue_wait_seconds: 77, status: 'starting' })
      .eq('id', sceneId(2))
      .throwOnError()
    await live.clock.runFor(REFRESH_MS)
    await jobs(live).filter({ hasText: 'Iniciando' }).waitFor()
    await live.getByText(/^atualizado (agora|há \d s)$/).waitFor()
  })

  async function startJob() {
    const { data: customer } = await service
      .from('profiles')
      .select('id')
      .eq('email', 'ana@example.com')
      .single()
      .throwOnError()
    const job = { _table: 'upscaler_jobs', _user_id: customer.id, _cost: 0 }
    const { data: id } = await service.rpc('start_ai_job', job).throwOnError()
    return id
  }

  test.each([1440, 360])('on a screen of %i px a job that ends keeps its place and its height', async (width) => {
    await live.setViewportSize({ width, height: 900 })
    const id = await startJob()
    await openJobs(live, `?search=${id}`)
    const cancelAll = live.getByRole('button', { name: 'Cancelar o único que corresponde ao filtro' })
    await cancelAll.waitFor()
    const place = await jobs(live).boundingBox()
    const error_message = 'O provedor devolveu um erro interno ao ler a imagem enviada. '.repeat(5)
    await service.from('upscaler_jobs').update({ status: 'failed', error_message }).eq('id', id).throwOnError()
    await live.clock.runFor(REFRESH_MS)
    await jobs(live)
      .filter({ hasText: error_message.slice(0, 60) })
      .waitFor()
    await cancelAll.waitFor({ state: 'detached' })
    expect(await jobs(live).boundingBox()).toEqual(place)
    await service.from('upscaler_jobs').delete().eq('id', id).throwOnError()
    await live.setViewportSize({ width: 1440, height: 900 })
  })

  test('moves no row under the pointer: what is new waits until the admin asks for it', async () => {
    await openJobs(live, ANA)
    const before = await jobKeys(live)
    await jobs(live).first().hover()
    const id = await startJob()
    await live.clock.runFor(REFRESH_MS)
    const show = live.getByRole('button', { name: '1 novo job — mostrar' })
    await show.waitFor()
    expect(await jobKeys(live)).toEqual(before)
    await show.click()
    await eventually(() => jobKeys(live)).toEqual([`upscaler_jobs/${id}`, ...before])
    await service.from('upscaler_jobs').delete().eq('id', id).throwOnError()
  })

  test('waits while jobs are selected or a dialog is open, and goes on after that', async () => {
    await openJobs(live, ANA)
    await jobWithId(live, sceneId(1)).getByRole('checkbox').click()
    await live.getByText('pausado: há jobs selecionados').waitFor()
    asked = 0
    await live.clock.runFor(4 * REFRESH_MS)
    expect(asked).toBe(0)
    await live.getByRole('button', { name: 'Limpar seleção' }).click()
    const dialog = await openDialog(jobWithId(live, sceneId(1)))
    await live.getByText('pausado: há uma janela aberta').waitFor()
    await live.clock.runFor(4 * REFRESH_MS)
    expect(asked).toBe(0)
    await dialog.getByRole('button', { name: 'Voltar' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await live.clock.runFor(REFRESH_MS)
    await eventually(() => asked).toBeGreaterThan(0)
  })
})

describe('one job', () => {
  const sheet = () => page.getByRole('dialog', { name: 'Detalhes do job' })

  test('a link opens it with its timeline, its late result and ids that copy with one click', async () => {
    await page.goto(`/?open=upscaler_jobs/${sceneId(15)}`)
    const timeline = sheet().getByRole('list').first()
    await timeline.waitFor()
    const entries = await timeline.getByRole('listitem').allTextContents()
    expect(entries.map((text) => text.replace(/\d\d\/\d\d\/\d{4}.*/s, ''))).toEqual([
      'Criado',
      'Cobrado: 20 créditos',
      'Na fila por 3 s',
      'Iniciado',
      'Passou do limite: 10 min de processamento',
      'Encerrado pela limpeza automática',
      '20 créditos estornados',
      'Resultado tardio, não entregue: Concluído',
    ])
    const result = timeline.getByRole('link', { name: 'Abrir em nova aba' })
    expect(await result.getAttribute('href')).toBe('https://example.com/results/tarde.png')

    await sheet().getByRole('button', { name: 'Copiar: ID do job' }).click()
    await sheet().getByText('Copiado').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sceneId(15))
  })

  test('opens from its row, and closing it leads back there', async () => {
    await openJobs(page, '')
    await openJobs(page, ANA)
    const link = jobWithId(page, sceneId(14)).getByRole('link')
    await link.click()
    await sheet().getByText('O provedor recusou o vídeo.').waitFor()
    expect(page.url()).toContain(`open=video_upscaler_jobs%2F${sceneId(14)}`)
    await page.keyboard.press('Escape')
    await sheet().waitFor({ state: 'hidden' })
    expect(page.url()).not.toContain('open=')
    await eventually(() => link.evaluate((element) => element === document.activeElement)).toBe(true)

    // "Back" leads to what was there before, not into the job that was closed.
    await page.goBack()
    await jobs(page).first().waitFor()
    expect(new URL(page.url()).search).toBe('')
    expect(await sheet().count()).toBe(0)
  })

  test('shows markup in names and errors as the text it is, and never runs it', async () => {
    await openJobs(page, '?search=marcacao%40example.com')
    const row = jobWithId(page, sceneId(21))
    const text = await row.textContent()
    expect(text).toContain('<img src=x onerror="window.injected=true">marcacao@example.com')
    expect(text).toContain('<script>window.injected = true</script>')
    await row.getByRole('link').click()
    await sheet().getByText('<script>window.injected = true</script>').waitFor()
    expect(await page.evaluate(() => 'injected' in window)).toBe(false)
    expect(await page.locator('img[src=x]').count()).toBe(0)
  })

  test('a long error is shown in short, and whole on demand', async () => {
    await openJobs(page, `?search=${sceneId(23)}`)
    const row = jobWithId(page, sceneId(23))
    const sentence = 'O provedor devolveu um erro interno'
    expect((await row.textContent())?.split(sentence)).toHaveLength(3)
    await row.getByRole('button', { name: 'Mostrar tudo' }).click()
    expect((await row.textContent())?.split(sentence)).toHaveLength(5)
  })
})

test('the charts are drawn, and their tables add up to the totals', async () => {
  await page.goto('/?view=charts')
  await eventually(() => page.locator('svg.recharts-surface').count()).toBeGreaterThanOrEqual(4)
  const timeouts = await readFigure(page, 'Encerrados por tempo')
  const cancelled = await readFigure(page, 'Cancelados')
  expect(timeouts).toBeGreaterThan(100)
  for (const title of ['Jobs encerrados por ferramenta', 'Jobs encerrados por ferramenta e dia']) {
    const rows = await page
      .getByRole('table', { name: title, exact: true })
      .getByRole('row')
      .filter({ has: page.getByRole('cell') })
      .all()
    const counts = await Promise.all(rows.map((row) => row.getByRole('cell').allTextContents()))
    const sum = (fromEnd: number) =>
      counts.reduce((total, cells) => total + Number(cells.at(fromEnd)?.replace('.', '')), 0)
    expect([sum(-2), sum(-1)]).toEqual([timeouts, cancelled])
  }

  const perDay = page.getByRole('button', { name: 'Ver como tabela' }).first()
  await perDay.click()
  await eventually(() => page.getByRole('table', { name: 'Jobs encerrados por dia' }).isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Ver como gráfico' }).waitFor()
})

describe('the record', () => {
  const records = () =>
    page
      .getByRole('table', { name: 'Registro' })
      .getByRole('row')
      .filter({ has: page.getByRole('cell') })

  test('is filtered by who did what', async () => {
    await page.goto('/?view=records')
    await choose(page, 'O quê', 'Mudanças de ferramentas')
    await choose(page, 'Quem', 'Administradora Demo')
    await eventually(() => records().count()).toBe(2)
    const texts = await records().allTextContents()
    expect(texts[0]).toMatch(/de 15 para 10 min.*Upscaler de Vídeo.*Voltou ao padrão/)
    expect(texts[1]).toMatch(/de 10 para 15 min.*Upscaler de Vídeo.*Vídeos longos precisam de mais tempo/)

    await choose(page, 'O quê', 'Cancelados')
    await records().filter({ hasText: 'Pedido do cliente' }).first().waitFor()
    expect(
      await records()
        .filter({ hasNotText: /Administradora Demo.*Cancelou/ })
        .count(),
    ).toBe(0)
  })

  test('goes on with what is older', async () => {
    await page.goto('/?view=records&kind=timeout')
    await eventually(() => records().count()).toBe(50)
    await page.getByRole('button', { name: 'Carregar mais antigos' }).click()
    await eventually(() => records().count()).toBe(100)
    expect(await records().filter({ hasNotText: 'Limpeza automática' }).count()).toBe(0)
  })
})

describe('the CSV', () => {
  // Where there is a picker the browser's own window would open, which no test can see.
  async function openWithoutPicker(address: string): Promise<Page> {
    const exporting = await page.context().newPage()
    await exporting.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
    await openJobs(exporting, address)
    return exporting
  }

  async function download(exporting: Page): Promise<string> {
    const [downloaded] = await Promise.all([
      exporting.waitForEvent('download'),
      exporting.getByRole('button', { name: 'Exportar CSV' }).click(),
    ])
    expect(downloaded.suggestedFilename()).toMatch(/^jobs-\d{4}-\d\d-\d\d\.csv$/)
    return readFileSync(await downloaded.path(), 'utf8')
  }

  async function exportCsv(address: string): Promise<string[][]> {
    const exporting = await openWithoutPicker(address)
    const text = await download(exporting)
    await exporting.close()
    expect(text.startsWith('\uFEFF"Criado em";"Iniciado em";')).toBe(true)
    return readCsv(text.slice(1))
  }

  function readCsv(text: string): string[][] {
    const lines: string[][] = [[]]
    for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n|$)/g)) {
      lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
      if (end === '\r\n') lines.push([])
    }
    return lines.filter((cells) => cells.length > 1)
  }

  test('holds every job of the filter, not only those of the page', async () => {
    const address = '?status=failed&period=90d'
    await openJobs(page, address)
    const total = await readFigure(page, 'Jobs no período')
    expect(total).toBeGreaterThan(1_000)
    const [, ...lines] = await exportCsv(address)
    expect(lines).toHaveLength(total)
    expect(new Set(lines.map((cells) => cells.length))).toEqual(new Set([18]))
    expect(new Set(lines.map((cells) => cells[6]))).toEqual(new Set(['Falhou']))
  })

  test('holds no formula that a spreadsheet would run', async () => {
    const [, line] = await exportCsv('?search=formula%40example.com')
    expect(line?.slice(3, 7)).toEqual([
      'Troca de Pose',
      `'=HYPERLINK("https://example.com";"Clique")`,
      'formula@example.com',
      'Concluído',
    ])
  })

  // From this page of an export on, each is on its way for ever.
  const holdPages = (from: 'first' | 'second') =>
    page.context().route('**/rpc/admin_list_ai_jobs', async (route) => {
      const asked = route.request().postData() ?? ''
      if (asked.includes('"page_size":1000') && (from === 'first' || asked.includes('cursor_id'))) return
      await route.continue()
    })
  const letGo = () => page.context().unroute('**/rpc/admin_list_ai_jobs')

  describe('in a browser that only downloads', () => {
    // The names of the files that the browser keeps for the page.
    const keptFiles = (exporting: Page) =>
      exporting.evaluate(async () => {
        const root = await navigator.storage.getDirectory()
        const folder = await root.getDirectoryHandle('estorno-exports', { create: true })
        const names: string[] = []
        for await (const name of folder.keys()) names.push(name)
        return names
      })

    test('is on the disk while it is written, and gone from there when it is stopped', async () => {
      await holdPages('first')
      const exporting = await openWithoutPicker('?search=formula%40example.com')
      await exporting.getByRole('button', { name: 'Exportar CSV' }).click()
      await eventually(() => keptFiles(exporting)).not.toEqual([])
      await exporting.getByRole('button', { name: 'Parar' }).click()
      await exporting.getByText('Exportação interrompida. Nenhum arquivo foi salvo.').waitFor()
      expect(await keptFiles(exporting)).toEqual([])
      await exporting.close()
      await letGo()
    })

    test('is downloaded from the disk, and leaves nothing there a minute later', async () => {
      const exporting = await openWithoutPicker('?search=formula%40example.com')
      await exporting.clock.install()
      const fromDisk = exporting.evaluate(
        () =>
          new Promise((tell) => {
            const { createObjectURL } = URL
            URL.createObjectURL = (blob) => {
              tell(blob instanceof File)
              return createObjectURL(blob)
            }
          }),
      )
      expect(await download(exporting)).toContain('"formula@example.com"')
      expect(await fromDisk).toBe(true)
      expect(await keptFiles(exporting)).toHaveLength(1)
      await exporting.clock.fastForward(60_000)
      await eventually(() => keptFiles(exporting)).toEqual([])
      await exporting.close()
    })

    test('takes away what a closed page left there, and nothing of a page that is open', async () => {
      const address = '?search=formula%40example.com'
      const first = await openWithoutPicker(address)
      await download(first)
      const [left] = await keptFiles(first)
      await first.close()
      const second = await openWithoutPicker(address)
      await download(second)
      const [kept, ...others] = await keptFiles(second)
      expect(kept).not.toBe(left)
      expect(others).toEqual([])
      const third = await openWithoutPicker(address)
      await download(third)
      expect(await keptFiles(third)).toContain(kept)
      await second.close()
      await third.close()
    })

    test('a page that is opened next takes away what a closed one left there', async () => {
      const first = await openWithoutPicker('?search=formula%40example.com')
      await download(first)
      expect(await keptFiles(first)).toHaveLength(1)
      await first.close()
      const next = await page.context().newPage()
      await openJobs(next, '')
      await eventually(() => keptFiles(next)).toEqual([])
      await next.close()
    })

    test('is gone from there once the admin signs out, in whichever page', async () => {
      const { page: another } = await openPage(stage.browser, stage.origin)
      await another.context().addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
      await another.reload()
      await signIn(another, 'admin@example.com')
      await jobs(another).first().waitFor()
      await openJobs(another, '?search=formula%40example.com')
      await download(another)
      expect(await keptFiles(another)).toHaveLength(1)
      const elsewhere = await another.context().newPage()
      await openJobs(elsewhere, '')
      await elsewhere.getByRole('button', { name: 'Sair' }).click()
      await another.getByLabel('Senha').waitFor()
      await eventually(() => keptFiles(another)).toEqual([])
      await another.context().close()
    })

    test('collects it in memory where the browser keeps no file, as in a private window', async () => {
      const exporting = await openWithoutPicker('?search=formula%40example.com')
      await exporting.evaluate(() => {
        navigator.storage.getDirectory = () => Promise.reject(new DOMException('private', 'SecurityError'))
      })
      expect(await download(exporting)).toContain('"formula@example.com"')
      await exporting.close()
    })
  })

  describe('in a browser that writes into a file', () => {
    const PICKED = 'picked.csv'

    // The picker's own window is out of a test's reach: this stand-in picks a file of the page's origin, which is written as any.
    async function openWithPicker(address: string): Promise<Page> {
      const exporting = await page.context().newPage()
      await exporting.addInitScript((name) => {
        const showSaveFilePicker = async () =>
          (await navigator.storage.getDirectory()).getFileHandle(name, { create: true })
        Object.assign(window, { showSaveFilePicker })
      }, PICKED)
      await openJobs(exporting, address)
      await exporting.getByRole('button', { name: 'Exportar CSV' }).click()
      return exporting
    }

    const readPicked = (exporting: Page) =>
      exporting.evaluate(async (name) => {
        const folder = await navigator.storage.getDirectory()
        const file = await (await folder.getFileHandle(name)).getFile()
        return [...new Uint8Array(await file.arrayBuffer())]
      }, PICKED)

    test('its bytes are those of a spreadsheet in Portuguese, and no formula is among them', async () => {
      const exporting = await openWithPicker('?search=formula%40example.com')
      await exporting.getByText('CSV exportado: 1 job.').waitFor()
      const bytes = Buffer.from(await readPicked(exporting))
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const [head, line, end] = bytes.toString('utf8').split('\r\n')
      expect(head).toContain('"Criado em";"Iniciado em";')
      expect(line).toContain(
        `;"Troca de Pose";"'=HYPERLINK(""https://example.com"";""Clique"")";"formula@example.com";"Concluído";0,05;11,95;25;`,
      )
      expect(end).toBe('')
      await exporting.close()
    })

    test('one that is stopped between two pages leaves the file as it was', async () => {
      await holdPages('second')
      const before = await readPicked(page)
      const exporting = await openWithPicker('?status=failed&period=90d')
      await exporting.getByText(/^Exportando: 1\.000 de/).waitFor()
      await exporting.getByRole('button', { name: 'Parar' }).click()
      await exporting.getByText('Exportação interrompida. Nenhum arquivo foi salvo.').waitFor()
      expect(await readPicked(exporting)).toEqual(before)
      await exporting.close()
      await letGo()
    })
  })
})

test('the keyboard finds, walks, selects, cancels and helps', async () => {
  await openJobs(page, ANA)
  const focusedJob = () => page.evaluate(() => document.activeElement?.closest('[data-job]')?.getAttribute('data-job'))
  await page.keyboard.press('/')
  expect(await search().evaluate((field) => field === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  await eventually(focusedJob).toContain(sceneId(1))
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await eventually(focusedJob).toContain(sceneId(2))

  await page.keyboard.press('x')
  await page.getByText('1 selecionado', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('1 selecionado', { exact: true }).waitFor({ state: 'detached' })

  await page.keyboard.press('c')
  const dialog = page.getByRole('alertdialog', { name: 'Cancelar este job?' })
  expect(await dialog.textContent()).toContain('35 créditos')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await eventually(focusedJob).toContain(sceneId(2))

  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Atalhos de teclado' })
  await help.getByText('Próxima linha').waitFor()
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'hidden' })
  await eventually(focusedJob).toContain(sceneId(2))
})

describe('on a phone', () => {
  const SCREEN = { width: 360, height: 740 }
  let phone: WatchedPage

  beforeAll(async () => {
    phone = await openPage(stage.browser, stage.origin, { viewport: SCREEN, hasTouch: true })
    await signIn(phone.page, 'admin@example.com')
    await jobs(phone.page).first().waitFor()
  })
  afterEach(() => {
    expect(phone.takeProblems()).toEqual([])
  })
  afterAll(() => phone.page.context().close())

  test('the way to the stuck jobs is on the first screen, and so are the first two of them with their buttons', async () => {
    const { page } = phone
    const way = page.getByRole('link', { name: /^Mostrar só os presos/ })
    expect((await way.boundingBox())?.y).toBeLessThan(SCREEN.height / 2)
    await way.tap()
    await page.getByRole('button', { name: 'Só presos', pressed: true }).waitFor()
    await eventually(() => jobs(page).filter({ hasText: 'Preso' }).count()).toBeGreaterThanOrEqual(2)
    expect(await page.evaluate(() => window.scrollY)).toBe(0)
    expect((await jobs(page).first().boundingBox())?.y).toBeLessThan(SCREEN.height / 2)
    const button = await cancelButton(jobs(page).nth(1)).boundingBox()
    expect((button?.y ?? Number.NaN) + (button?.height ?? Number.NaN)).toBeLessThan(SCREEN.height)
  })

  test('filters and totals that would push the jobs away are one tap away', async () => {
    const { page } = phone
    await openJobs(page, '?status=running')
    const revenue = page.getByText('Créditos consumidos')
    const tool = page.getByRole('combobox', { name: 'Ferramenta' })
    expect([await revenue.isVisible(), await tool.isVisible()]).toEqual([false, false])
    await page.getByRole('button', { name: 'Mostrar todos os totais' }).tap()
    await page.getByRole('button', { name: 'Filtros 1' }).tap()
    await revenue.waitFor()
    await tool.waitFor()
  })

  test('all jobs of the page are selected with one tick, and the bar with their button stays in sight', async () => {
    const { page } = phone
    await openJobs(page, '?stuck=1')
    const place = await jobs(page).first().boundingBox()
    await page.getByRole('checkbox', { name: 'Selecionar os jobs em andamento desta página' }).tap()
    await page.getByText(/^\d+ selecionados$/).waitFor()
    expect(await jobs(page).first().boundingBox()).toEqual(place)
    await jobs(page).last().scrollIntoViewIfNeeded()
    const bar = await page.getByRole('button', { name: 'Cancelar selecionados' }).boundingBox()
    expect(bar?.y).toBeGreaterThanOrEqual(0)
    expect(bar?.y).toBeLessThan(SCREEN.height / 2)
  })

  test('the question about many jobs keeps its buttons in sight, and what they answer scrolls', async () => {
    const { page } = phone
    await openJobs(page, '')
    await page.getByRole('button', { name: /^Cancelar todos os/ }).tap()
    const dialog = page.getByRole('alertdialog')
    const confirm = await dialog.getByRole('button', { name: /^Cancelar [\d.]+ jobs$/ }).boundingBox()
    const edge = await dialog.boundingBox()
    const bottom = (edge?.y ?? Number.NaN) + (edge?.height ?? Number.NaN)
    expect((confirm?.y ?? Number.NaN) + (confirm?.height ?? Number.NaN)).toBeLessThan(bottom)
    expect(bottom).toBeLessThanOrEqual(SCREEN.height)
    await dialog.getByLabel(/^Digite [\d.]+ para confirmar$/).fill('1')
    await dialog.getByRole('button', { name: 'Voltar' }).tap()
  })

  test('the jobs are cards, nothing scrolls sideways, and a job is cancelled there', async () => {
    const { page } = phone
    await openJobs(page, '?search=Ana')
    expect(await page.getByRole('table').count()).toBe(0)
    expect(await horizontalScroll(page)).toEqual([])
    const card = jobWithId(page, sceneId(1))
    await cancelButton(card).tap()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByRole('button', { name: 'Pedido do cliente' }).tap()
    await confirmButton(dialog).tap()
    await page.getByText('Job cancelado e 20 créditos estornados', { exact: true }).waitFor()
    await card.filter({ hasText: 'Cancelado' }).waitFor()
  })
})

test('on a page in another language the panel says its own, in what opens over the page as well', async () => {
  const english = await page.context().newPage()
  await english.addInitScript(() => window.localStorage.setItem('estorno-language', 'en'))
  await openJobs(english, ANA)
  await english.locator('html').evaluate((html) => html.setAttribute('lang', 'fr'))
  const languageOf = (place: Locator) => place.evaluate((element) => element.closest('[lang]')?.getAttribute('lang'))

  expect(await languageOf(english.getByRole('heading', { name: 'AI tool usage' }))).toBe('en')
  await english.getByRole('combobox', { name: 'Status' }).click()
  expect(await languageOf(english.getByRole('option', { name: 'Running' }))).toBe('en')
  await english.keyboard.press('Escape')
  await english.getByRole('button', { name: 'Cancel', exact: true }).first().click()
  expect(await languageOf(english.getByRole('heading', { name: 'Cancel this job?' }))).toBe('en')
  await english.keyboard.press('Escape')
  await jobWithId(english, sceneId(14)).getByRole('link').click()
  expect(await languageOf(english.getByText('Details of the job'))).toBe('en')
  await english.keyboard.press('Escape')
  await english.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await english.getByRole('button', { name: 'Export CSV' }).click()
  expect(await languageOf(english.getByText(/^CSV exported/))).toBe('en')
  await english.evaluate(() => window.localStorage.removeItem('estorno-language'))
  await english.close()
})

test('theme and language are chosen, and kept by a reload', async () => {
  await openJobs(page, ANA)
  await page.getByRole('combobox', { name: /^Tema/ }).click()
  await page.getByRole('option', { name: 'Escuro' }).click()
  await page.locator('html.dark').waitFor({ state: 'attached' })
  await choose(page, 'Idioma: Português', 'English')
  await page.getByRole('heading', { name: 'AI tool usage' }).waitFor()
  await expectIds(jobsOfAna)
  await jobWithId(page, sceneId(14)).filter({ hasText: 'Failed' }).waitFor()
  await page.locator('html.dark').waitFor({ state: 'attached' })
  expect(await page.locator('html').getAttribute('lang')).toBe('en')

  await choose(page, 'Language: English', 'Español')
  await page.getByRole('combobox', { name: 'Idioma: Español' }).waitFor()
  await jobWithId(page, sceneId(14)).filter({ hasText: 'Falló' }).waitFor()
  await choose(page, 'Idioma: Español', 'Português')
  await jobWithId(page, sceneId(14)).filter({ hasText: 'Falhou' }).waitFor()
})
