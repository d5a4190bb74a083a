import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { CleanerView } from '@/components/admin/ai-jobs/cleaner/CleanerView'
import { cleanerHealth, cleanupHours, cleanupRun, limitAdvice } from '@/test/cleaner-factory'
import { databaseError, FakeSupabase, tools } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

function cleanerServer() {
  const server = new FakeSupabase()
  server.onRpc('admin_cleaner_health', [cleanerHealth({ minutesAgo: 2 })])
  server.onRpc('admin_list_cleanup_hours', cleanupHours())
  server.onRpc('admin_list_cleanup_runs', [])
  server.onRpc('admin_advise_limits', [limitAdvice()])
  return server
}

const section = (name: string) => within(screen.getByRole('region', { name }))

async function renderDay(hours: ReturnType<typeof cleanupHours>) {
  const server = cleanerServer()
  server.onRpc('admin_list_cleanup_hours', hours)
  const { user } = renderWith(server, <CleanerView tools={tools} />)
  const day = section('Últimas 24 horas')
  const table = await day.findByRole('table', { name: 'Últimas 24 horas' })
  return { user, day, table }
}

describe('the last 24 hours', () => {
  const hours = cleanupHours({ 0: { ended: 3, refunded_credits: 180 }, 5: { ended: 1200, failures: 2 } })

  test('are summed up', async () => {
    const { day } = await renderDay(hours)
    expect(day.getByText('Jobs encerrados')).toHaveTextContent('1.203')
    expect(day.getByText('Créditos estornados')).toHaveTextContent('180')
    expect(day.getByText('Tentativas que falharam')).toHaveTextContent('2')
  })

  test('can be read hour by hour, by whoever cannot see the bars or point at them', async () => {
    const { user, day, table } = await renderDay(hours)
    const rows = within(table).getAllByRole('row')
    expect(rows).toHaveLength(25)
    expect(rows[24]).toHaveTextContent(/^\d\d:\d\d1231800$/)
    expect(table.parentElement).toHaveClass('sr-only')
    await user.click(day.getByRole('button', { name: 'Ver como tabela' }))
    expect(table.parentElement).not.toHaveClass('sr-only')
    expect(window.location.search).toBe('?tables=cleanupDay')
  })

  test('show the busiest hour at full height, and what is not nothing so that it can be seen', async () => {
    const { table } = await renderDay(cleanupHours({ 0: { ended: 1 }, 5: { ended: 1000 } }))
    const heights = [...document.querySelectorAll<HTMLElement>('[style*="height"]')].map((bar) => bar.style.height)
    expect(table).toBeInTheDocument()
    expect(heights.slice(0, 24).filter((height) => height !== '0%')).toEqual(['100%', '8%'])
  })
})

describe('the last runs', () => {
  async function renderRun(run: ReturnType<typeof cleanupRun>) {
    const server = cleanerServer()
    server.onRpc('admin_list_cleanup_runs', [run])
    renderWith(server, <CleanerView tools={tools} />)
    const table = await section('Últimas execuções').findByRole('table')
    return within(table).getAllByRole('row')[1]
  }

  test.each([
    [{ started_by: 'cron' }, /agendada/],
    [{ started_by: 'service' }, /chamada por um serviço/],
    [{ started_by: 'admin', started_by_name: 'Ana' }, /por administrador: Ana/],
  ] as const)('say who started them: %j', async (starter, text) => {
    expect(await renderRun(cleanupRun(starter))).toHaveTextContent(text)
  })

  test('say what they did and what went wrong, as plain text', async () => {
    const row = await renderRun(
      cleanupRun({ ended: 7, refunded_credits: 1420, failures: 2, error: 'upscaler_jobs: <b>held</b>' }),
    )
    for (const name of ['7', '1.420', '2']) {
      expect(within(row ?? document.body).getByRole('cell', { name })).toBeVisible()
    }
    expect(row?.nextElementSibling).toHaveTextContent('upscaler_jobs: <b>held</b>')
  })

  test('say when one did not finish', async () => {
    expect(await renderRun(cleanupRun({ finished_at: null }))).toHaveTextContent('Não terminou')
  })
})

test('a part that fails leaves the others alone and can be tried again', async () => {
  const server = cleanerServer()
  server.onRpc('admin_list_cleanup_runs', () => databaseError('57014', 500))
  const { user } = renderWith(server, <CleanerView tools={tools} />)
  const runs = section('Últimas execuções')
  const retry = await runs.findByRole('button', { name: 'Tentar de novo' })
  expect(section('Saúde da limpeza').getByText('Em dia')).toBeVisible()
  expect(section('Últimas 24 horas').getByText('Jobs encerrados')).toBeVisible()

  server.onRpc('admin_list_cleanup_runs', [])
  await user.click(retry)
  expect(await runs.findByText('Nenhuma execução nos últimos 30 dias.')).toBeVisible()
})
