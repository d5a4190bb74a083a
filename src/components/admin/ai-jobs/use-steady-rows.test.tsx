import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { AttentionJobs } from '@/components/admin/ai-jobs/attention/AttentionJobs'
import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import { RecordsView } from '@/components/admin/ai-jobs/records/RecordsView'
import { attentionJob } from '@/test/attention-factory'
import { FakeSupabase, tools } from '@/test/fake-supabase'
import { cancelRecord } from '@/test/record-factory'
import { renderWith } from '@/test/render'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
})

const refresh = () => act(() => vi.advanceTimersByTimeAsync(15_100))

const job = (number: number, customer_name: string, overrides: Partial<AttentionJob> = {}) =>
  attentionJob('refund_failed', { job_id: `00000000-0000-4000-8000-00000000000${number}`, customer_name, ...overrides })
const ana = job(1, 'Ana')
const bia = job(2, 'Bia')
const caio = job(3, 'Caio')

const names = () =>
  screen.getAllByRole('listitem').flatMap((item) => item.textContent?.match(/Ana|Bia|Caio/)?.[0] ?? [])
const itemOf = (name: string) => screen.getByText(name).closest('li') ?? document.body
const retryOf = (name: string) => within(itemOf(name)).getByRole('button', { name: 'Tentar de novo' })

async function openList(...jobs: AttentionJob[]) {
  const server = new FakeSupabase()
  server.onRpc('admin_list_attention', jobs)
  const { user } = renderWith(server, <AttentionJobs />)
  await screen.findByText('Ana')
  return { server, user }
}

test('jobs move at once when nobody is among them', async () => {
  const { server } = await openList(ana, bia)
  server.onRpc('admin_list_attention', [caio, bia])
  await refresh()
  await waitFor(() => expect(names()).toEqual(['Caio', 'Bia']))
})

test('with the focus among them none moves; those that changed say so, and new ones wait', async () => {
  const { server, user } = await openList(ana, bia)
  act(() => retryOf('Bia').focus())
  server.onRpc('admin_list_attention', [caio, { ...bia, credits: 30, tries: 1 }])
  await refresh()
  expect(names()).toEqual(['Ana', 'Bia'])
  expect(await within(itemOf('Ana')).findByRole('status')).toHaveTextContent('saiu da lista')
  expect(within(itemOf('Bia')).getByRole('status')).toHaveTextContent('mudou')
  expect(itemOf('Bia')).toHaveTextContent('60 créditos')

  await user.click(screen.getByRole('button', { name: '1 novo job — mostrar' }))
  expect(names()).toEqual(['Caio', 'Bia'])
  expect(itemOf('Bia')).toHaveTextContent('30 créditos')
  expect(screen.getByRole('region', { name: 'Jobs que precisam de alguém' })).toHaveFocus()
  expect(screen.queryByRole('button', { name: /mostrar$/ })).not.toBeInTheDocument()
})

test('one more try changes nothing that has to be told', async () => {
  const { server } = await openList(ana)
  act(() => retryOf('Ana').focus())
  server.onRpc('admin_list_attention', [{ ...ana, tries: 7 }])
  await refresh()
  expect(screen.queryByRole('button', { name: /mostrar$/ })).not.toBeInTheDocument()
  expect(screen.queryByText('mudou')).not.toBeInTheDocument()
})

test('the admin’s own act shows what came of it', async () => {
  const { server, user } = await openList(ana, bia)
  server.onRpc('admin_retry_ai_job', () => {
    server.onRpc('admin_list_attention', [ana, { ...bia, detail: 'agora por outro motivo' }])
    return { status: 500, body: { code: 'PT500', message: 'Não deu.', details: null, hint: null } }
  })
  await user.click(retryOf('Bia'))
  expect(await screen.findByText(/agora por outro motivo/)).toBeVisible()
})

test('records wait as well, and another filter is never held back', async () => {
  const records = [cancelRecord({ customer_name: 'Ana' })]
  const server = new FakeSupabase()
  server.onRpc('admin_list_records', records)
  server.onRpc('admin_list_record_admins', [])
  server.onRpc('admin_verify_records', [])
  const { user } = renderWith(server, <RecordsView tools={tools} />)
  await screen.findByText('Ana')
  await user.keyboard('j')
  server.onRpc('admin_list_records', [cancelRecord({ customer_name: 'Bia' }), ...records])
  await refresh()
  expect(screen.queryByText('Bia')).not.toBeInTheDocument()
  expect(await screen.findByRole('button', { name: '1 registro novo — mostrar' })).toBeVisible()

  act(() => {
    window.history.pushState(null, '', '/?kind=cancel')
    window.dispatchEvent(new PopStateEvent('popstate'))
  })
  expect(await screen.findByText('Bia')).toBeVisible()
})
