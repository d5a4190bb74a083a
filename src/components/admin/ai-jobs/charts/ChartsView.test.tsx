import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { ChartsView } from '@/components/admin/ai-jobs/charts/ChartsView'
import type { EndingCount } from '@/components/admin/ai-jobs/charts/ending-count'
import { endings } from '@/test/ending-count-factory'
import { databaseError, FakeSupabase, tools } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

const FUNCTION = 'admin_chart_endings'
const DAY_MS = 86_400_000

const asked = z.object({ since: z.string(), until: z.string() })

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T15:00:00-03:00'), toFake: ['Date'] })
})

function openCharts(counts: EndingCount[], search = '?cperiod=7d') {
  window.history.replaceState(null, '', `/${search}`)
  const server = new FakeSupabase()
  server.onRpc(FUNCTION, counts)
  const { user } = renderWith(server, <ChartsView tools={tools} />)
  const choose = async (label: string, option: string) => {
    await user.click(screen.getByRole('combobox', { name: label }))
    await user.click(screen.getByRole('option', { name: option }))
  }
  return { server, user, choose }
}

/** The cells of the row that begins with a text, in the table of a chart. */
async function cellsOf(chart: string, first: string) {
  const table = await screen.findByRole('table', { name: chart })
  const row = within(table).getByRole('cell', { name: first }).closest('tr')
  return within(row ?? table)
    .getAllByRole('cell')
    .map((cell) => cell.textContent)
}

/** The cells of each row, from the headings down, in the table of a chart. */
async function rowsOf(chart: string) {
  const table = await screen.findByRole('table', { name: chart })
  return within(table)
    .getAllByRole('row')
    .map((row) => [...row.children].map((cell) => cell.textContent))
}

const video = { table_name: 'video_upscaler_jobs', tool_label: 'Upscaler de vídeo' }
const total = (name: string) => screen.getByText(name, { selector: 'dt' }).nextElementSibling

test('the last 30 days are asked for at once, in the time zone of the admin', async () => {
  const { server } = openCharts([endings('timeout')], '')
  await screen.findByRole('heading', { name: 'Jobs encerrados por dia' })
  expect(server.rpcCalls(FUNCTION)).toEqual([
    { since: '2026-10-25T03:00:00.000Z', until: '2026-11-24T03:00:00.000Z', time_zone: 'America/Sao_Paulo' },
  ])
})

test('90 days are asked for in three pieces and put together', async () => {
  const { server } = openCharts([], '?cperiod=90d')
  server.onRpc(FUNCTION, (body) => ({
    body: [endings('timeout', { day: asked.parse(body).since.slice(0, 10), jobs: 7 })],
  }))
  await screen.findByRole('heading', { name: 'Jobs encerrados por dia' })
  expect(server.rpcCalls(FUNCTION)).toMatchObject([
    { since: '2026-08-26T03:00:00.000Z', until: '2026-09-25T03:00:00.000Z' },
    { since: '2026-09-25T03:00:00.000Z', until: '2026-10-25T03:00:00.000Z' },
    { since: '2026-10-25T03:00:00.000Z', until: '2026-11-24T03:00:00.000Z' },
  ])
  expect(total('Encerrados por tempo')).toHaveTextContent('21')
})

test('an answer that may have been cut off is asked for again in halves', async () => {
  const { server } = openCharts([])
  const cutOff = Array.from({ length: 1_000 }, () => endings('timeout'))
  server.onRpc(FUNCTION, (body) => {
    const { since, until } = asked.parse(body)
    const days = (Date.parse(until) - Date.parse(since)) / DAY_MS
    return { body: days > 4 ? cutOff : [endings('timeout', { jobs: days })] }
  })
  await screen.findByRole('heading', { name: 'Jobs encerrados por dia' })
  expect(server.rpcCalls(FUNCTION)).toHaveLength(3)
  expect(total('Encerrados por tempo')).toHaveTextContent('7')
})

test('every chart has its figures as a table, which a screen reader finds', async () => {
  openCharts([
    endings('timeout', { day: '2026-11-22', jobs: 1_200, credits: 72_000 }),
    endings('cancel', { day: '2026-11-22', jobs: 2, credits: 120 }),
  ])
  expect(await cellsOf('Jobs encerrados por dia', '22/11/2026')).toEqual(['22/11/2026', '1.200', '2'])
  expect(await cellsOf('Jobs encerrados por dia', '23/11/2026')).toEqual(['23/11/2026', '0', '0'])
  expect(await cellsOf('Créditos estornados por dia', '22/11/2026')).toEqual(['22/11/2026', '72.120'])
  expect(await cellsOf('Jobs encerrados por ferramenta', 'Upscaler de imagem')).toEqual([
    'Upscaler de imagem',
    '1.200',
    '2',
  ])
  expect(await cellsOf('Créditos estornados por ferramenta', 'Upscaler de vídeo')).toEqual(['Upscaler de vídeo', '0'])
})

test('what was ended of each tool on each day is told of all tools at once', async () => {
  openCharts([
    endings('timeout', { day: '2026-11-22', jobs: 3, credits: 180 }),
    endings('cancel', { day: '2026-11-22', jobs: 1, credits: 60 }),
    endings('timeout', { ...video, day: '2026-11-22', jobs: 2, credits: 150 }),
    endings('timeout', { ...video, day: '2026-11-23', jobs: 1, credits: 75 }),
  ])
  expect(await rowsOf('Jobs encerrados por ferramenta e dia')).toEqual([
    ['Dia', 'Ferramenta', 'Por tempo', 'À mão'],
    ['22/11/2026', 'Upscaler de imagem', '3', '1'],
    ['22/11/2026', 'Upscaler de vídeo', '2', '0'],
    ['23/11/2026', 'Upscaler de vídeo', '1', '0'],
  ])
  expect(await rowsOf('Créditos estornados por ferramenta e dia')).toEqual([
    ['Dia', 'Ferramenta', 'Créditos estornados'],
    ['22/11/2026', 'Upscaler de imagem', '240'],
    ['22/11/2026', 'Upscaler de vídeo', '150'],
    ['23/11/2026', 'Upscaler de vídeo', '75'],
  ])
})

test('a chart can be seen as a table, which the address keeps, and turned back', async () => {
  const { user } = openCharts([endings('timeout')], '?tables=perDay-credits')
  const kept = await screen.findByRole('table', { name: 'Créditos estornados por dia' })
  expect(kept.closest('.sr-only')).toBeNull()
  const title = 'Jobs encerrados por ferramenta'
  const hidden = (await screen.findByRole('table', { name: title })).closest('.sr-only')
  expect(hidden).toBeInTheDocument()
  const toggle = (name: string) => screen.getByRole('button', { name, description: title })
  await user.click(toggle('Ver como tabela'))
  expect(screen.getByRole('table', { name: title }).closest('.sr-only')).toBeNull()
  expect(new URLSearchParams(window.location.search).get('tables')).toBe('perDay-credits,perTool-ended')
  await user.click(toggle('Ver como gráfico'))
  expect(new URLSearchParams(window.location.search).get('tables')).toBe('perDay-credits')
  expect(screen.getByRole('table', { name: title }).closest('.sr-only')).toBeInTheDocument()
})

test('the totals tell the endings apart', async () => {
  openCharts([
    endings('timeout', { jobs: 5, credits: 300 }),
    endings('cancel', { jobs: 2, credits: 120 }),
    endings('close', { jobs: 1, credits: 0 }),
    endings('repair', { jobs: 3, credits: 1_180 }),
  ])
  await screen.findByRole('heading', { name: 'Jobs encerrados por dia' })
  expect(total('Encerrados por tempo')).toHaveTextContent('5')
  expect(total('Cancelados')).toHaveTextContent('2')
  expect(total('Encerrados sem estorno')).toHaveTextContent('1')
  expect(total('Reparados')).toHaveTextContent('3')
  const credits = within(screen.getByLabelText('Totais do período')).getByText('Créditos estornados')
  expect(credits.nextElementSibling).toHaveTextContent('1.600')
})

test('the period is chosen and kept in the address', async () => {
  const { server, choose } = openCharts([], '')
  await choose('Período', 'Últimos 7 dias')
  await waitFor(() => expect(server.rpcCalls(FUNCTION).at(-1)).toMatchObject({ since: '2026-11-17T03:00:00.000Z' }))
  expect(window.location.search).toBe('?cperiod=7d')
})

test('the usual period needs no place in the address', async () => {
  const { choose } = openCharts([])
  await choose('Período', 'Últimos 30 dias')
  expect(window.location.search).toBe('')
})

test('a tool is chosen without asking again, and kept in the address', async () => {
  const { server, choose } = openCharts([endings('timeout', { jobs: 5 }), endings('timeout', { ...video, jobs: 2 })])
  await screen.findByRole('heading', { name: 'Jobs encerrados por dia' })
  expect(total('Encerrados por tempo')).toHaveTextContent('7')
  await choose('Ferramenta', 'Upscaler de vídeo')
  expect(total('Encerrados por tempo')).toHaveTextContent('2')
  const table = screen.getByRole('table', { name: 'Jobs encerrados por ferramenta' })
  expect(within(table).queryByText('Upscaler de imagem')).not.toBeInTheDocument()
  expect(await cellsOf('Jobs encerrados por dia', '23/11/2026')).toEqual(['23/11/2026', '2', '0'])
  expect(screen.queryByRole('heading', { name: 'Jobs encerrados por ferramenta e dia' })).not.toBeInTheDocument()
  expect(window.location.search).toBe('?cperiod=7d&ctool=video_upscaler_jobs')
  expect(server.rpcCalls(FUNCTION)).toHaveLength(1)
})

test('an address with nonsense shows 30 days of every tool', async () => {
  const { server } = openCharts([endings('timeout')], '?cperiod=year&ctool=no_such_jobs')
  await screen.findByRole('heading', { name: 'Jobs encerrados por dia' })
  expect(server.rpcCalls(FUNCTION)).toMatchObject([{ since: '2026-10-25T03:00:00.000Z' }])
  expect(screen.getByRole('combobox', { name: 'Ferramenta' })).toHaveTextContent('Todas')
})

test('a period in which nothing ended says so instead of drawing empty charts', async () => {
  openCharts([])
  expect(await screen.findByText('Nada foi encerrado')).toBeVisible()
  expect(screen.queryByRole('table')).not.toBeInTheDocument()
})

test('what could not be loaded can be tried again', async () => {
  const { server, user } = openCharts([])
  server.onRpc(FUNCTION, () => databaseError('57014', 500))
  expect(await screen.findByText('Não foi possível carregar os dados')).toBeVisible()
  server.onRpc(FUNCTION, [endings('timeout')])
  await user.click(screen.getByRole('button', { name: 'Tentar de novo' }))
  expect(await screen.findByRole('heading', { name: 'Jobs encerrados por dia' })).toBeVisible()
})

test('who lost the role sees nothing of what was loaded before', async () => {
  const { server, choose } = openCharts([endings('timeout')])
  await screen.findByRole('heading', { name: 'Jobs encerrados por dia' })
  server.onRpc(FUNCTION, () => databaseError('42501', 403))
  await choose('Período', 'Últimos 30 dias')
  await waitFor(() =>
    expect(screen.queryByRole('heading', { name: 'Jobs encerrados por dia' })).not.toBeInTheDocument(),
  )
})
