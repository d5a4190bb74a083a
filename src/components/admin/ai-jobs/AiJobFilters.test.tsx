import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { dayOf } from '@/components/admin/ai-jobs/days'
import { runningJob } from '@/test/ai-job-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

async function openTab(search = '', jobs = [runningJob({ minutesAgo: 7 })]) {
  window.history.replaceState(null, '', `/${search}`)
  const server = new FakeSupabase(jobs)
  const { user } = renderTab(server)
  await screen.findByRole('table', { name: 'Jobs' })
  const choose = async (label: string, option: string) => {
    await user.click(screen.getByRole('combobox', { name: label }))
    await user.click(screen.getByRole('option', { name: option }))
  }
  const expectAsked = (args: object) =>
    waitFor(() => {
      expect(server.listCalls().at(-1)).toMatchObject(args)
      expect(server.summaryCalls().at(-1)).toMatchObject(args)
    })
  return { server, user, choose, expectAsked }
}

function midnight(daysBack: number) {
  const day = new Date()
  day.setHours(0, 0, 0, 0)
  day.setDate(day.getDate() - daysBack)
  return day.toISOString()
}

test('without a filter the last 30 days are asked for', async () => {
  const { server } = await openTab()
  expect(server.listCalls()).toEqual([{ since: midnight(29), stuck_only: false, page_size: 21, backwards: false }])
  expect(server.summaryCalls()).toEqual([{ since: midnight(29), stuck_only: false }])
})

test('the number of stuck jobs leads to them, from the first page on, and keeps the rest of the filter', async () => {
  window.history.replaceState(
    null,
    '',
    '/?tool=upscaler_jobs&from=2026-11-01T12:00:00Z&job=00000000-0000-4000-8000-000000000001',
  )
  const server = new FakeSupabase([runningJob({ minutesAgo: 11 })], { stuck: 3 })
  const { user } = renderTab(server)
  await user.click(await screen.findByRole('link', { name: 'Mostrar só os presos: 3' }))
  expect(window.location.search).toBe('?tool=upscaler_jobs&stuck=1')
  await waitFor(() => expect(server.listCalls().at(-1)).toMatchObject({ tool: 'upscaler_jobs', stuck_only: true }))
})

test('where nothing is stuck, the number leads nowhere', async () => {
  await openTab()
  expect(screen.queryByRole('link', { name: /presos/ })).not.toBeInTheDocument()
})

test('a tool is asked for by the name of its table', async () => {
  const { choose, expectAsked } = await openTab()
  await choose('Ferramenta', 'Upscaler de vídeo')
  await expectAsked({ tool: 'video_upscaler_jobs' })
})

test('a status, Cancelado among them', async () => {
  const { choose, expectAsked } = await openTab()
  await choose('Status', 'Cancelado')
  await expectAsked({ statuses: ['cancelled'] })
})

test('Todos takes the status out again', async () => {
  const { server, choose } = await openTab('?status=failed')
  expect(server.listCalls()[0]).toMatchObject({ statuses: ['failed'] })
  await choose('Status', 'Todos')
  await waitFor(() => expect(server.listCalls().at(-1)).not.toHaveProperty('statuses'))
})

test('yesterday begins and ends at midnight', async () => {
  const { choose, expectAsked } = await openTab()
  await choose('Período', 'Ontem')
  await expectAsked({ since: midnight(1), until: midnight(0) })
})

test('the whole history has no bounds', async () => {
  const { server, choose } = await openTab()
  await choose('Período', 'Todo o histórico')
  await waitFor(() => expect(server.listCalls().at(-1)).not.toHaveProperty('since'))
})

test('a search is asked for once, when the typing stops', async () => {
  const { server, user, expectAsked } = await openTab()
  await user.type(screen.getByLabelText('Buscar'), 'exemplo ')
  await expectAsked({ search: 'exemplo' })
  expect(server.listCalls()).toHaveLength(2)
  expect(screen.getByLabelText('Buscar')).toHaveValue('exemplo ')
})

test('an id is pasted whole, and found whatever its date: the period says so', async () => {
  const { user, expectAsked } = await openTab()
  await user.click(screen.getByLabelText('Buscar'))
  await user.paste(' 0b7c1a52-9f0e-4a57-8a55-3f1f7a1c2d3e\n')
  await expectAsked({ search: '0b7c1a52-9f0e-4a57-8a55-3f1f7a1c2d3e' })
  expect(screen.getByRole('combobox', { name: 'Período' })).toHaveTextContent('Todo o histórico')
  expect(screen.getByRole('combobox', { name: 'Período' })).toBeDisabled()
})

test.each([
  ['only by the id of their provider', [runningJob({ minutesAgo: 7, task_id: 'rh-4711' })], 'Todo o histórico'],
  ['by the name of their customer', [runningJob({ minutesAgo: 7 })], 'Últimos 30 dias'],
  ['either way', [runningJob({ minutesAgo: 7, task_id: 'rh-4711' }), runningJob({ minutesAgo: 8 })], 'Últimos 30 dias'],
])('the period says whether it counted: jobs that were found %s', async (_how, jobs, period) => {
  await openTab('?search=rh-4711', jobs)
  expect(screen.getByRole('combobox', { name: 'Período' })).toHaveTextContent(period)
})

test.each([
  ['Feito', 'done'],
  ['Não cobrado', 'not_charged'],
  ['Pendente', 'pending'],
  ['Falhou', 'failed'],
])('a refund that is %s', async (label, refund) => {
  const { choose, expectAsked } = await openTab()
  await choose('Estorno', label)
  await expectAsked({ refund })
  expect(window.location.search).toBe(`?refund=${refund}`)
})

describe('a free period', () => {
  const first = () => screen.getByLabelText('De')
  const last = () => screen.getByLabelText('Até')

  test('begins as the period that was chosen before', async () => {
    const { choose, expectAsked } = await openTab('?period=7d')
    await choose('Período', 'Período livre')
    await expectAsked({ since: midnight(6), until: midnight(-1) })
    expect(first()).toHaveValue(dayOf(new Date(midnight(6))))
    expect(last()).toHaveValue(dayOf(new Date()))
  })

  test('has both of its days in it, where the admin is', async () => {
    const { expectAsked } = await openTab('?period=custom&first=2026-03-01&last=2026-03-31')
    await expectAsked({ since: '2026-03-01T03:00:00.000Z', until: '2026-04-01T03:00:00.000Z' })
  })

  test('can be one day', async () => {
    const { expectAsked } = await openTab('?period=custom&first=2026-03-01&last=2026-03-01')
    await expectAsked({ since: '2026-03-01T03:00:00.000Z', until: '2026-03-02T03:00:00.000Z' })
  })

  test('may be open at an end', async () => {
    const { server } = await openTab('?period=custom&first=2026-03-01')
    expect(server.listCalls()[0]).toMatchObject({ since: '2026-03-01T03:00:00.000Z' })
    expect(server.listCalls()[0]).not.toHaveProperty('until')
  })

  test('that ends before it begins is refused in words, and not asked for', async () => {
    const { server, expectAsked } = await openTab('?period=custom&first=2026-03-10&last=2026-03-20')
    fireEvent.change(last(), { target: { value: '2026-03-09' } })
    expect(screen.getByRole('alert')).toHaveTextContent('A data final vem antes da inicial.')
    expect(last()).toHaveAccessibleDescription('A data final vem antes da inicial.')
    expect(server.listCalls()).toHaveLength(1)
    expect(window.location.search).toContain('last=2026-03-20')
    fireEvent.change(first(), { target: { value: '2026-03-09' } })
    await expectAsked({ since: '2026-03-09T03:00:00.000Z', until: '2026-03-10T03:00:00.000Z' })
    expect(first()).not.toHaveAccessibleDescription()
  })

  test('is not asked for while its year is being typed', async () => {
    const { server } = await openTab('?period=custom&first=2026-03-10&last=2026-03-20')
    fireEvent.change(first(), { target: { value: '0202-03-10' } })
    expect(window.location.search).toContain('first=2026-03-10')
    expect(server.listCalls()).toHaveLength(1)
  })

  test.each([
    ['a day that does not exist', '?period=custom&first=2026-02-30'],
    ['days in the wrong order', '?period=custom&first=2026-03-02&last=2026-03-01'],
    ['something else', '?period=custom&first=soon&last=0'],
  ])('in an address with %s has no bounds', async (_what, search) => {
    const { server } = await openTab(search)
    expect(server.listCalls()[0]).not.toHaveProperty('since')
    expect(server.listCalls()[0]).not.toHaveProperty('until')
  })

  test('leaves the address when another period is chosen', async () => {
    const { choose } = await openTab('?period=custom&first=2026-03-01&last=2026-03-31')
    await choose('Período', 'Hoje')
    expect(window.location.search).toBe('?period=today')
  })
})

test('only stuck jobs', async () => {
  const { user, expectAsked } = await openTab()
  await user.click(screen.getByRole('button', { name: 'Só presos' }))
  await expectAsked({ stuck_only: true })
  expect(screen.getByRole('button', { name: 'Só presos', pressed: true })).toBeVisible()
})

test('the address carries the filter, in both directions', async () => {
  const { choose, expectAsked } = await openTab('?search=maria&status=running')
  await expectAsked({ search: 'maria', statuses: ['running'] })
  expect(screen.getByLabelText('Buscar')).toHaveValue('maria')
  await choose('Período', 'Hoje')
  expect(window.location.search).toBe('?search=maria&status=running&period=today')
  window.history.back()
  await expectAsked({ since: midnight(29) })
})

test('what is stuck is shown whatever its date, and the period says so', async () => {
  const { user } = await openTab('?stuck=1&period=today')
  expect(screen.getByLabelText('Período')).toHaveTextContent('Todo o histórico')
  expect(screen.getByLabelText('Período')).toBeDisabled()
  await user.click(screen.getByRole('button', { name: 'Só presos' }))
  expect(screen.getByLabelText('Período')).toHaveTextContent('Hoje')
  expect(screen.getByLabelText('Período')).toBeEnabled()
})

test('an address with nonsense shows the default', async () => {
  const { server } = await openTab('?tool=no_such_jobs&status=lost&period=never&refund=maybe&from=yesterday&job=1')
  await waitFor(() =>
    expect(server.listCalls().at(-1)).toEqual({
      since: midnight(29),
      stuck_only: false,
      page_size: 21,
      backwards: false,
    }),
  )
})

test('on a phone the lists are folded away, and the button tells how many of them filter', async () => {
  const { user } = await openTab('?status=failed&period=today')
  const button = screen.getByRole('button', { name: 'Filtros 2', expanded: false })
  await user.click(button)
  expect(button).toHaveAttribute('aria-expanded', 'true')
})
