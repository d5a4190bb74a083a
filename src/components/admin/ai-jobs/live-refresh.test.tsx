import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cancelledJob, finishedJob, runningJob } from '@/test/ai-job-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

const REFRESH_MS = 15_100

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
})

async function openList(server: FakeSupabase) {
  const rendered = renderTab(server)
  await screen.findByRole('table', { name: 'Jobs' })
  return rendered
}

const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

describe('refreshing by itself', () => {
  test('the list and its totals are asked for again every 15 seconds', async () => {
    const server = new FakeSupabase([finishedJob('completed')])
    await openList(server)
    await wait(REFRESH_MS)
    expect(server.listCalls()).toHaveLength(2)
    expect(server.summaryCalls()).toHaveLength(2)
  })

  test('the page says how old it is', async () => {
    await openList(new FakeSupabase([finishedJob('completed')]))
    expect(screen.getByText('atualizado agora')).toBeVisible()
    await wait(5_000)
    expect(screen.getByText('atualizado há 5 s')).toBeVisible()
  })

  test('waits while jobs are selected, and says so', async () => {
    const server = new FakeSupabase([runningJob({ minutesAgo: 1 })])
    const { user } = await openList(server)
    await user.click(screen.getByRole('checkbox', { name: 'Selecionar o job de Cliente Exemplo' }))
    expect(screen.getByText(/pausado: há jobs selecionados/)).toBeVisible()
    await wait(4 * REFRESH_MS)
    expect(server.listCalls()).toHaveLength(1)
    await user.click(screen.getByRole('checkbox', { name: 'Selecionar o job de Cliente Exemplo' }))
    await wait(REFRESH_MS)
    expect(server.listCalls()).toHaveLength(2)
  })

  test('waits while a dialog is open, and says so', async () => {
    const server = new FakeSupabase([runningJob({ minutesAgo: 1 })])
    const { user } = await openList(server)
    await user.click(screen.getByRole('button', { name: 'Cancelar' }))
    expect(await screen.findByText(/pausado: há uma janela aberta/)).toBeInTheDocument()
    await wait(4 * REFRESH_MS)
    expect(server.listCalls()).toHaveLength(1)
  })

  test('waits while a job is open, and says so', async () => {
    const job = finishedJob('completed')
    window.history.replaceState(null, '', `/?open=upscaler_jobs/${job.id}`)
    const server = new FakeSupabase([job])
    renderTab(server)
    expect(await screen.findByText(/pausado: há um job aberto/)).toBeInTheDocument()
    await wait(4 * REFRESH_MS)
    expect(server.listCalls()).toHaveLength(1)
  })

  describe('in a tab that nobody sees', () => {
    const show = (visible: boolean) => {
      vi.spyOn(document, 'hidden', 'get').mockReturnValue(!visible)
      vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visible ? 'visible' : 'hidden')
      return act(async () => {
        // React Query listens on the window, where the event arrives by bubbling.
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      })
    }
    afterEach(() => vi.restoreAllMocks())

    test('waits, and asks at once when the tab is seen again', async () => {
      const server = new FakeSupabase([finishedJob('completed')])
      await openList(server)
      await show(false)
      expect(screen.getByText(/pausado: a aba está em segundo plano/)).toBeInTheDocument()
      await wait(4 * REFRESH_MS)
      expect(server.listCalls()).toHaveLength(1)
      await show(true)
      await waitFor(() => expect(server.listCalls()).toHaveLength(2))
    })
  })

  test('only a refresh that the admin asked for is announced', async () => {
    const { user } = await openList(new FakeSupabase([finishedJob('completed')]))
    await wait(REFRESH_MS)
    expect(screen.queryByText(/^Atualizado às/)).not.toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Atualizar' }))
    expect(await screen.findByText(/^Atualizado às \d\d:\d\d:\d\d\.$/)).toHaveAttribute('role', 'status')
  })
})

describe('rows that hold still', () => {
  const old = runningJob({ minutesAgo: 1, customer_name: 'Ana' })
  const names = () => screen.getAllByRole('row').flatMap((row) => row.textContent?.match(/Ana|Bia|Caio/)?.[0] ?? [])
  const link = () => screen.getByRole('link', { name: /^Abrir o job/ })

  async function refreshTo(server: FakeSupabase, jobs: Parameters<FakeSupabase['onList']>[0]) {
    server.onList(jobs)
    const calls = server.listCalls().length
    await wait(REFRESH_MS)
    await waitFor(() => expect(server.listCalls().length).toBeGreaterThan(calls))
  }

  const withNew = [
    runningJob({ minutesAgo: 0, customer_name: 'Bia' }),
    runningJob({ minutesAgo: 0, customer_name: 'Caio' }),
    { ...old, status: 'completed', phase: 'over' as const },
  ]

  test('move at once when nobody is among them', async () => {
    const server = new FakeSupabase([old])
    await openList(server)
    await refreshTo(server, withNew)
    await waitFor(() => expect(names()).toEqual(['Bia', 'Caio', 'Ana']))
  })

  test('with the focus among them they change where they stand, and new ones wait for the admin', async () => {
    const server = new FakeSupabase([old])
    const { user } = await openList(server)
    act(() => link().focus())
    await refreshTo(server, withNew)
    expect(names()).toEqual(['Ana'])
    expect(await screen.findByText('Concluído')).toBeVisible()
    await user.click(await screen.findByRole('button', { name: '2 novos jobs — mostrar' }))
    expect(names()).toEqual(['Bia', 'Caio', 'Ana'])
    expect(screen.getByRole('region', { name: 'Resultados' })).toHaveFocus()
    expect(screen.queryByRole('button', { name: /mostrar$/ })).not.toBeInTheDocument()
  })

  test('a job that is no longer of the page stays until the admin asks', async () => {
    const server = new FakeSupabase([old, cancelledJob(60, { customer_name: 'Bia' })])
    const { user } = await openList(server)
    act(() => screen.getAllByRole('link', { name: /^Abrir o job/ })[0]?.focus())
    await refreshTo(server, [old])
    expect(names()).toEqual(['Ana', 'Bia'])
    await user.click(await screen.findByRole('button', { name: 'A lista mudou — mostrar' }))
    expect(names()).toEqual(['Ana'])
  })

  test('what waited is shown by the next refresh once nobody is among them', async () => {
    const server = new FakeSupabase([old])
    await openList(server)
    act(() => link().focus())
    await refreshTo(server, withNew)
    act(() => link().blur())
    await refreshTo(server, withNew)
    await waitFor(() => expect(names()).toEqual(['Bia', 'Caio', 'Ana']))
  })

  test('a refresh that the admin asks for moves them', async () => {
    const server = new FakeSupabase([old])
    const { user } = await openList(server)
    act(() => link().focus())
    server.onList(withNew)
    await user.keyboard('r')
    await waitFor(() => expect(names()).toEqual(['Bia', 'Caio', 'Ana']))
    act(() => screen.getAllByRole('link', { name: /^Abrir o job/ })[0]?.focus())
    await refreshTo(server, [old])
    expect(names()).toEqual(['Bia', 'Caio', 'Ana'])
  })

  test('another filter or page is never held back', async () => {
    const server = new FakeSupabase([old])
    await openList(server)
    act(() => link().focus())
    server.onList(withNew)
    act(() => {
      window.history.pushState(null, '', '/?stuck=1')
      window.dispatchEvent(new PopStateEvent('popstate'))
    })
    await waitFor(() => expect(names()).toEqual(['Bia', 'Caio', 'Ana']))
    await refreshTo(server, [old])
    expect(names()).toEqual(['Bia', 'Caio', 'Ana'])
  })
})
