import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { jobDetails, runningJob } from '@/test/ai-job-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

afterEach(() => {
  vi.restoreAllMocks()
})

const job = runningJob({ minutesAgo: 7 })
const address = `/?open=upscaler_jobs/${job.id}`

async function openTab(at = '/', listed = [job]) {
  window.history.replaceState(null, '', at)
  const server = new FakeSupabase(listed)
  server.onRpc('admin_get_ai_job', [jobDetails(job)])
  const { user } = renderTab(server)
  if (listed.length > 0) await screen.findByText('cliente@example.com', { selector: '[data-job] *' })
  return user
}

/** A page whose width the test changes: wide at first, with the table. */
function pageWidth() {
  const list = Object.assign(new EventTarget(), { matches: false, media: '', onchange: null })
  const media = Object.assign(list, { addListener: () => {}, removeListener: () => {} })
  vi.spyOn(window, 'matchMedia').mockReturnValue(media)
  return {
    narrow: () =>
      act(() => {
        media.matches = true
        media.dispatchEvent(new Event('change'))
      }),
  }
}

const card = () => within(screen.getByRole('list', { name: 'Jobs' })).getByRole('listitem')

test('a sheet that a direct link opened leads to the row of its job', async () => {
  const user = await openTab(address)
  await screen.findByRole('dialog', { name: 'Detalhes do job' })
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.getByRole('row', { name: /cliente@example.com/ })).toHaveFocus())
})

test('and where its job is on no page, to the results', async () => {
  const user = await openTab(address, [])
  await screen.findByRole('dialog', { name: 'Detalhes do job' })
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.getByRole('region', { name: 'Resultados' })).toHaveFocus())
})

test('a sheet whose link went with the table leads to the card of its job', async () => {
  const page = pageWidth()
  const user = await openTab()
  await user.click(screen.getByRole('link', { name: /^Abrir/ }))
  await screen.findByRole('dialog', { name: 'Detalhes do job' })
  page.narrow()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(card()).toHaveFocus())
})

test('a question whose button went with the table leads to the card of its job', async () => {
  const page = pageWidth()
  const user = await openTab()
  await user.click(screen.getByRole('button', { name: 'Cancelar' }))
  await screen.findByRole('alertdialog')
  page.narrow()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(card()).toHaveFocus())
})

test('a dialog that the address opened leads to the results', async () => {
  const user = await openTab('/?cap=60')
  await screen.findByRole('alertdialog')
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.getByRole('region', { name: 'Resultados' })).toHaveFocus())
})

test('in a view without that job the focus falls to its first section', async () => {
  const server = new FakeSupabase()
  window.history.replaceState(null, '', `${address}&view=records`)
  server.onRpc('admin_get_ai_job', [jobDetails(job)])
  server.onRpc('admin_list_records', [])
  server.onRpc('admin_list_record_admins', [])
  const { user } = renderTab(server)
  await screen.findByText('Nada registrado')
  await screen.findByRole('dialog', { name: 'Detalhes do job' })
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.getByRole('region', { name: 'Registro' })).toHaveFocus())
})
