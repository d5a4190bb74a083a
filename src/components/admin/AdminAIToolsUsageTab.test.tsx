import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { cancelledJob, finishedJob, queuedJob, runningJob } from '@/test/ai-job-factory'
import { databaseError, FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

const rowOf = (text: string) => within(screen.getByRole('row', { name: new RegExp(text) }))

describe('who may look', () => {
  test('a customer is told that the page is for admins', async () => {
    const server = new FakeSupabase()
    server.onTools(() => databaseError('42501', 403))
    server.onList(() => new Promise(() => {}))
    renderTab(server)
    expect(await screen.findByText('Página só para administradores')).toBeVisible()
    expect(screen.queryByRole('table')).not.toBeInTheDocument()
  })

  test('whoever is refused first, nothing else of the page stays', async () => {
    const server = new FakeSupabase()
    server.onTools(() => new Promise(() => {}))
    server.onList(() => databaseError('42501', 403))
    renderTab(server)
    expect(await screen.findByText('Página só para administradores')).toBeVisible()
    expect(screen.queryByRole('status', { name: 'Carregando…' })).not.toBeInTheDocument()
  })

  test('an admin who is one no more loses what was loaded', async () => {
    const server = new FakeSupabase([runningJob({ minutesAgo: 7 })])
    const { user } = renderTab(server)
    await screen.findByRole('table', { name: 'Jobs' })
    server.onList(() => databaseError('42501', 403))
    await user.click(screen.getByRole('button', { name: 'Atualizar' }))
    expect(await screen.findByText('Página só para administradores')).toBeVisible()
    expect(screen.queryByText('cliente@example.com')).not.toBeInTheDocument()
  })
})

describe('states', () => {
  test('shows that it is loading until the jobs are there', async () => {
    const server = new FakeSupabase()
    server.onList(() => new Promise(() => {}))
    renderTab(server)
    await screen.findByLabelText('Ferramenta')
    expect(screen.getByRole('status', { name: 'Carregando…' })).toBeVisible()
  })

  test('says so when there is no job', async () => {
    renderTab(new FakeSupabase())
    expect(await screen.findByText('Nenhum job foi criado nos últimos 30 dias.')).toBeVisible()
  })

  test('offers to clear filters that match nothing', async () => {
    window.history.replaceState(null, '', '/?stuck=1&keep=this')
    const server = new FakeSupabase()
    const { user } = renderTab(server)
    await user.click(await screen.findByRole('button', { name: 'Limpar filtros' }))
    expect(window.location.search).toBe('?keep=this')
    await waitFor(() => expect(server.listCalls().at(-1)).toMatchObject({ stuck_only: false }))
  })

  test('an error can be tried again', async () => {
    const server = new FakeSupabase()
    server.onList(() => databaseError('XX000'))
    const { user } = renderTab(server)
    expect(await screen.findByText('Não foi possível carregar os jobs')).toBeVisible()
    expect(screen.queryByText('a text of the database')).not.toBeInTheDocument()
    server.onList([runningJob({ minutesAgo: 7 })])
    await user.click(screen.getByRole('button', { name: 'Tentar de novo' }))
    expect(await screen.findByRole('table', { name: 'Jobs' })).toBeVisible()
  })

  test('a failed refresh keeps the rows and says that they may be old', async () => {
    const server = new FakeSupabase([finishedJob('completed')])
    const { user } = renderTab(server)
    await screen.findByRole('table', { name: 'Jobs' })
    server.onList(() => databaseError('XX000'))
    await user.click(screen.getByRole('button', { name: 'Atualizar' }))
    expect(await screen.findByText(/podem estar desatualizados/)).toBeVisible()
    expect(screen.getByText('cliente@example.com')).toBeVisible()
  })
})

describe('what is shown', () => {
  test('the totals of the whole filter', async () => {
    const summary = {
      jobs: 1284,
      in_progress: 6,
      stuck: 2,
      completed: 1190,
      refunded_credits: 3420,
      revenue_credits: 52300,
    }
    renderTab(new FakeSupabase([], summary))
    const cards = within(await screen.findByRole('region', { name: 'Resumo do período' }))
    for (const [label, figure] of [
      ['Jobs no período', '1.284'],
      ['Em andamento', '6'],
      ['Presos', '2'],
      ['Concluídos', '1.190'],
      ['Créditos estornados', '3.420'],
      ['Créditos consumidos', '52.300'],
    ] as const) {
      expect((await cards.findByText(label)).nextSibling).toHaveTextContent(figure)
    }
  })

  // The first cell is the one over the checkboxes.
  const cellsOfFirstJob = async () => (await screen.findAllByRole('cell')).slice(1).map((cell) => cell.textContent)

  test('a job with customer, tool, status, times and credits', async () => {
    const created_at = '2026-11-05T12:30:00Z'
    renderTab(new FakeSupabase([cancelledJob(60, { created_at, waiting_seconds: 75, running_seconds: 431 })]))
    expect(await cellsOfFirstJob()).toEqual([
      '',
      '05/11/26, 09:30',
      'Cliente Exemplocliente@example.com',
      'Upscaler de imagem',
      'Cancelado',
      '1 min 15 s',
      '7 min 11 s',
      '—',
      '6060 estornados',
      '',
    ])
  })

  test('a job without customer, cost and creation time', async () => {
    const nothing = { customer_name: null, customer_email: null, user_id: null, cost: null, created_at: null }
    renderTab(new FakeSupabase([finishedJob('failed', nothing)]))
    const cells = await cellsOfFirstJob()
    expect([cells[1], cells[2], cells[8]]).toEqual(['—', 'Sem cliente', '—'])
  })

  test.each([
    ['done', 60, '60 estornados'],
    ['done', null, 'estornado'],
    ['not_charged', null, 'não cobrado'],
    ['pending', null, 'estorno pendente'],
    ['failed', null, 'estorno falhou'],
  ] as const)('a refund that is %s, with %s credits: "%s"', async (refund_state, returned_credits, text) => {
    renderTab(new FakeSupabase([finishedJob('failed', { refund_state, returned_credits })]))
    expect(await screen.findByText(text)).toBeVisible()
  })

  test('that a result came after the end', async () => {
    renderTab(new FakeSupabase([cancelledJob(60, { late_result: true }), cancelledJob(60)]))
    expect(await screen.findAllByText('Resultado tardio')).toHaveLength(1)
  })

  test('a long error in short, and all of it when asked for', async () => {
    const error_message = `O provedor respondeu 500: ${'sem memória '.repeat(30)}fim`
    const { user } = renderTab(new FakeSupabase([finishedJob('failed', { error_message })]))
    const more = await screen.findByRole('button', { name: 'Mostrar tudo', expanded: false })
    expect(screen.queryByText(/fim$/)).not.toBeInTheDocument()
    await user.click(more)
    expect(screen.getByText(error_message)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Mostrar menos' }))
    expect(screen.queryByText(error_message)).not.toBeInTheDocument()
  })

  test('a link to each job, which another tab can follow as well', async () => {
    const job = finishedJob('completed')
    renderTab(new FakeSupabase([job]))
    const link = await screen.findByRole('link', { name: /^Abrir o job: \d/ })
    expect(link).toHaveAttribute('href', `/?open=upscaler_jobs%2F${job.id}`)
    expect(link).toHaveAccessibleDescription(/cliente@example.com/)
  })

  test('markup in a stored text is shown, not run', async () => {
    renderTab(new FakeSupabase([finishedJob('failed', { error_message: '<img src=x onerror=alert(1)>' })]))
    expect(await screen.findByText('<img src=x onerror=alert(1)>')).toBeVisible()
  })

  test('why a job needs a person', async () => {
    renderTab(new FakeSupabase([runningJob({ minutesAgo: 15, attention: 'refund_failed' })]))
    expect(await screen.findByText('O estorno falhou; será tentado de novo.')).toBeVisible()
  })

  test('that and what went wrong in one note, which is shown whole when asked for', async () => {
    const wrong = { attention: 'refund_failed', error_message: 'O provedor não respondeu.' }
    const { user } = renderTab(new FakeSupabase([runningJob({ minutesAgo: 15, ...wrong })]))
    const note = await screen.findByText('O estorno falhou; será tentado de novo. O provedor não respondeu.')
    await user.click(screen.getByRole('button', { name: 'Mostrar tudo' }))
    expect(note.textContent).toBe('O estorno falhou; será tentado de novo.\nO provedor não respondeu.')
  })

  test('no button for a note that fits', async () => {
    renderTab(new FakeSupabase([finishedJob('failed', { error_message: 'O provedor recusou a imagem.' })]))
    expect(await screen.findByText('O provedor recusou a imagem.')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Mostrar tudo' })).not.toBeInTheDocument()
  })

  test('cards instead of the table where there is no room', async () => {
    vi.spyOn(window, 'matchMedia').mockImplementation((media) =>
      Object.assign(new EventTarget(), { matches: true, media, onchange: null, addListener() {}, removeListener() {} }),
    )
    renderTab(new FakeSupabase([runningJob({ minutesAgo: 7 })]))
    const list = within(await screen.findByRole('list', { name: 'Jobs' }))
    expect(list.getByRole('button', { name: 'Cancelar' })).toBeVisible()
    expect(screen.queryByRole('table')).not.toBeInTheDocument()
    vi.restoreAllMocks()
  })
})

test('a tick draws no row anew', async () => {
  const { user } = renderTab(new FakeSupabase([runningJob({ minutesAgo: 1 }), runningJob({ minutesAgo: 2 })]))
  const [box] = await screen.findAllByRole('checkbox', { name: 'Selecionar o job de Cliente Exemplo' })
  const draw = vi.spyOn(texts.jobs, 'statusLabel')
  await user.click(box ?? document.body)
  expect(box).toBeChecked()
  expect(draw).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

describe('the age of unfinished jobs', () => {
  test.each([
    [7.9, 'calm'],
    [8, 'warning'],
    [9.9, 'warning'],
    [10.1, 'stuck'],
  ])('after %f of 10 minutes it is %s', async (minutesAgo, tone) => {
    renderTab(new FakeSupabase([queuedJob({ minutesAgo, customer_name: 'Alguém' })]))
    await screen.findByRole('table', { name: 'Jobs' })
    expect(rowOf('Alguém').getByText('limite de 10 min')).toBeVisible()
    const age = rowOf('Alguém')
      .getByRole('cell', { name: /limite/ })
      .querySelector('[data-tone]')
    expect(age).toHaveAttribute('data-tone', tone)
    expect(rowOf('Alguém').queryAllByRole('img', { name: 'Preso' })).toHaveLength(tone === 'stuck' ? 1 : 0)
  })

  test('grows by itself past the limit, without asking the server', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
    const server = new FakeSupabase([runningJob({ minutesAgo: 0, age_seconds: 598, running_seconds: 598 })])
    renderTab(server)
    const cell = await screen.findByRole('cell', { name: /limite de 10 min/ })
    const age = cell.querySelector('[data-tone]')
    expect(age).toHaveTextContent('9 min 58 s')
    const asked = server.calls.length
    act(() => vi.advanceTimersByTime(4_000))
    expect(age).toHaveTextContent('10 min 02 s')
    expect(age).toHaveAttribute('data-tone', 'stuck')
    expect(server.calls).toHaveLength(asked)
  })
})
