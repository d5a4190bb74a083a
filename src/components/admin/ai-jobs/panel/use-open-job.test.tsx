import { act, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { navigate } from '@/components/admin/ai-jobs/address'
import { closeJob, openJobChange } from '@/components/admin/ai-jobs/panel/use-open-job'
import { finishedJob, jobDetails } from '@/test/ai-job-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

const job = finishedJob('completed')
const open = openJobChange({ table: job.table_name, id: job.id })

function renderList() {
  const server = new FakeSupabase([job])
  server.onRpc('admin_get_ai_job', [jobDetails(job)])
  server.onRpc('admin_list_records', [])
  server.onRpc('admin_list_record_admins', [])
  return renderTab(server).user
}

const sheet = () => screen.findByRole('dialog', { name: 'Detalhes do job' })
const noSheet = () => waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
const cameTo = (search: string) => waitFor(() => expect(window.location.search).toBe(search))
const goBack = () => act(() => window.history.back())

test('“back” after a job was closed leads to where the admin was before the list, not into the job again', async () => {
  window.history.replaceState(null, '', '/?view=records')
  const user = renderList()
  act(() => navigate({ view: null, tool: 'upscaler_jobs' }))
  const steps = window.history.length
  await user.click(await screen.findByRole('link', { name: /^Abrir/ }))
  await sheet()
  await user.keyboard('{Escape}')
  await noSheet()
  await cameTo('?tool=upscaler_jobs')
  goBack()
  await cameTo('?view=records')
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  expect(window.history.length).toBe(steps + 1)
})

test('closing twice at once goes one step', async () => {
  window.history.replaceState(null, '', '/?view=records')
  renderList()
  act(() => navigate({ view: null }))
  act(() => navigate(open))
  await sheet()
  const told = vi.fn()
  window.addEventListener('popstate', told)
  act(() => {
    closeJob()
    closeJob()
  })
  await waitFor(() => expect(told).toHaveBeenCalledTimes(2))
  window.removeEventListener('popstate', told)
  await noSheet()
  expect(window.location.search).toBe('')
})

test('a job that a direct link opened leaves the page in its place', async () => {
  window.history.replaceState(null, '', '/?view=records')
  window.history.pushState(null, '', `/?status=completed&open=${open.open}`)
  const user = renderList()
  await sheet()
  const steps = window.history.length
  await user.keyboard('{Escape}')
  await noSheet()
  expect(window.location.search).toBe('?status=completed')
  expect(window.history.length).toBe(steps)
  goBack()
  await cameTo('?view=records')
})

test('what a router of the host keeps of a step stays there', () => {
  window.history.replaceState({ key: 'k1', idx: 3 }, '', '/')
  navigate({ tool: 'upscaler_jobs' })
  expect(window.history.state).toMatchObject({ key: 'k1', idx: 3 })
})
