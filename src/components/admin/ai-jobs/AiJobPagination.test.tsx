import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { finishedJob } from '@/test/ai-job-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

const history = (count: number) =>
  Array.from({ length: count }, (_, index) => finishedJob('completed', { customer_name: `Cliente ${index + 1}` }))

const newer = () => screen.getByRole('button', { name: 'Anterior' })
const older = () => screen.getByRole('button', { name: 'Próxima' })

test('a page that holds everything leads nowhere', async () => {
  renderTab(new FakeSupabase(history(20)))
  expect(await screen.findByText('20 jobs')).toBeVisible()
  expect(newer()).toBeDisabled()
  expect(older()).toBeDisabled()
})

test('Próxima asks for what follows the last row shown, Anterior for what precedes the first', async () => {
  const first = history(21)
  const second = history(3)
  const server = new FakeSupabase(first)
  const { user } = renderTab(server)
  await screen.findByText('Cliente 20')
  expect(screen.queryByText('Cliente 21')).not.toBeInTheDocument()

  server.onList(second)
  await user.click(older())
  await waitFor(() => expect(screen.queryByText('Cliente 20')).not.toBeInTheDocument())
  expect(server.listCalls().at(-1)).toMatchObject({
    cursor_created_at: first[19]?.created_at,
    cursor_id: first[19]?.id,
    backwards: false,
  })
  expect(older()).toBeDisabled()

  server.onList(first.slice(0, 20))
  await user.click(newer())
  await screen.findByText('Cliente 20')
  expect(server.listCalls().at(-1)).toMatchObject({
    cursor_created_at: second[0]?.created_at,
    cursor_id: second[0]?.id,
    backwards: true,
  })
  expect(newer()).toBeDisabled()
  expect(older()).toBeEnabled()
})

test('backwards the row too many is the newest', async () => {
  const jobs = history(21)
  window.history.replaceState(null, '', `/?from=infinity&job=${jobs[0]?.id}&direction=back`)
  renderTab(new FakeSupabase(jobs))
  await screen.findByText('Cliente 21')
  expect(screen.queryByText('Cliente 1')).not.toBeInTheDocument()
  expect(newer()).toBeEnabled()
})

test.each(['infinity', '-infinity', '294000-01-01T00:00:00+00:00', '0044-03-15T00:00:00+00:00 BC'])(
  'a job of %s, a time that no calendar has, is shown and passed as any other',
  async (created_at) => {
    const jobs = history(21).map((job) => ({ ...job, created_at, started_at: created_at, completed_at: created_at }))
    const server = new FakeSupabase(jobs)
    const { user } = renderTab(server)
    await screen.findByText('Cliente 20')
    expect(screen.getAllByRole('link', { name: 'Abrir o job: —' })).toHaveLength(20)
    await user.click(older())
    await waitFor(() => expect(server.listCalls().at(-1)).toMatchObject({ cursor_created_at: created_at }))
  },
)

test('a job without creation time is passed as one before all others', async () => {
  const jobs = history(21).map((job) => ({ ...job, created_at: null }))
  const server = new FakeSupabase(jobs)
  const { user } = renderTab(server)
  await screen.findByText('Cliente 20')
  await user.click(older())
  await waitFor(() => expect(server.listCalls().at(-1)).toMatchObject({ cursor_created_at: 'infinity' }))
})

test('a new filter begins at its first page', async () => {
  const server = new FakeSupabase(history(21))
  const { user } = renderTab(server)
  await screen.findByText('Cliente 20')
  await user.click(older())
  await waitFor(() => expect(server.listCalls()).toHaveLength(2))
  await user.click(screen.getByRole('button', { name: 'Só presos' }))
  await waitFor(() => expect(server.listCalls()).toHaveLength(3))
  expect(server.listCalls().at(-1)).not.toHaveProperty('cursor_id')
})

test('Início leads back to the newest jobs, from a page past the last one too', async () => {
  window.history.replaceState(null, '', `/?from=2026-01-01&job=${history(1)[0]?.id}`)
  const server = new FakeSupabase([])
  const { user } = renderTab(server)
  expect(await screen.findByText('Não há jobs daqui em diante.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Início' }))
  await waitFor(() => expect(server.listCalls().at(-1)).not.toHaveProperty('cursor_id'))
  expect(screen.queryByRole('button', { name: 'Início' })).not.toBeInTheDocument()
})

test('what the page holds is read out when it changes', async () => {
  const jobs = history(21).map((job, index) => ({ ...job, created_at: `2026-03-${30 - index}T12:00:00Z` }))
  const server = new FakeSupabase(jobs)
  const { user } = renderTab(server)
  const status = (await screen.findByText('21 jobs')).closest('[role=status]')
  expect(status).toHaveTextContent('21 jobs · de 11/03/26, 09:00 a 30/03/26, 09:00')
  server.onList(jobs.slice(20))
  await user.click(older())
  await waitFor(() => expect(status).toHaveTextContent('21 jobs · de 10/03/26, 09:00'))
})
