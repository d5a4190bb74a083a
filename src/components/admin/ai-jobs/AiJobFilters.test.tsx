import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { runningJob } from '@/test/ai-job-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

async function openTab(search = '') {
  window.history.replaceState(null, '', `/${search}`)
  const server = new FakeSupabase([runningJob({ minutesAgo: 7 })])
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

test('a customer is asked for once, when the typing stops', async () => {
  const { server, user, expectAsked } = await openTab()
  await user.type(screen.getByLabelText('Cliente'), 'exemplo ')
  await expectAsked({ customer: 'exemplo' })
  expect(server.listCalls()).toHaveLength(2)
  expect(screen.getByLabelText('Cliente')).toHaveValue('exemplo ')
})

test('only stuck jobs', async () => {
  const { user, expectAsked } = await openTab()
  await user.click(screen.getByRole('button', { name: 'Só presos' }))
  await expectAsked({ stuck_only: true })
  expect(screen.getByRole('button', { name: 'Só presos', pressed: true })).toBeVisible()
})

test('the address carries the filter, in both directions', async () => {
  const { choose, expectAsked } = await openTab('?customer=maria&stuck=1')
  await expectAsked({ customer: 'maria', stuck_only: true })
  expect(screen.getByLabelText('Cliente')).toHaveValue('maria')
  await choose('Período', 'Hoje')
  expect(window.location.search).toBe('?customer=maria&stuck=1&period=today')
  window.history.back()
  await expectAsked({ since: midnight(29) })
})

test('an address with nonsense shows the default', async () => {
  const { server } = await openTab('?tool=no_such_jobs&status=lost&period=never&from=yesterday&job=1')
  expect(server.listCalls()).toEqual([{ since: midnight(29), stuck_only: false, page_size: 21, backwards: false }])
})
