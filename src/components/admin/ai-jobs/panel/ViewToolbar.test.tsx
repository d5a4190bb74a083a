import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { attentionJob } from '@/test/attention-factory'
import { cleanerHealth, cleanupHours, cleanupRun } from '@/test/cleaner-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { cancelRecord, toolChangeRecord } from '@/test/record-factory'
import { renderTab } from '@/test/render'

const REFRESH_MS = 15_100

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
})

const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

const records = [
  cancelRecord({ customer_name: 'Ana' }),
  toolChangeRecord({ enabled: true }, { enabled: false }),
  cancelRecord({ customer_name: 'Bia' }),
]

async function openView(view: string) {
  window.history.replaceState(null, '', `/?view=${view}`)
  const server = new FakeSupabase()
  const rows = {
    admin_cleaner_health: [cleanerHealth({ minutesAgo: 1 })],
    admin_list_cleanup_hours: cleanupHours(),
    admin_list_cleanup_runs: [cleanupRun()],
    admin_advise_limits: [],
    admin_preview_cleanup: [],
    admin_list_attention: [
      attentionJob('refund_failed', { customer_name: 'Ana' }),
      attentionJob('busy', { job_id: '00000000-0000-4000-8000-0000000000a2', customer_name: 'Bia' }),
    ],
    admin_get_credit_cap: [{ cap_credits: null, used_credits: null }],
    admin_list_cap_raises: [],
    admin_reconcile: [],
    admin_list_late_results: [],
    admin_chart_endings: [],
    admin_list_records: records,
    admin_list_record_admins: [],
    admin_verify_records: [{ intact: true, sealed: 3, unsealed: 0, problems: [], continue_after: null }],
  }
  for (const [name, answer] of Object.entries(rows)) server.onRpc(name, answer)
  const { user } = renderTab(server)
  expect(await screen.findByText('atualizado agora')).toBeVisible()
  return { server, user }
}

describe.each([
  ['attention', 'admin_list_attention', 1],
  ['cleaner', 'admin_list_cleanup_runs', 1],
  ['charts', 'admin_chart_endings', 4],
  ['records', 'admin_list_records', 1],
])('%s', (view, asked, intervals) => {
  test('says how old it is, and refreshes by itself', async () => {
    const { server } = await openView(view)
    await wait(5_000)
    expect(screen.getByText('atualizado há 5 s')).toBeVisible()
    await wait(intervals * REFRESH_MS)
    expect(server.rpcCalls(asked).length).toBeGreaterThan(1)
    expect(screen.getByText(/^atualizado há \d s$/)).toBeVisible()
  })

  test('is refreshed by r, which is announced, and tells its keys by ?', async () => {
    const { server, user } = await openView(view)
    const before = server.rpcCalls(asked).length
    await user.keyboard('r')
    expect(await screen.findByText(/^Atualizado às \d\d:\d\d:\d\d\.$/)).toHaveAttribute('role', 'status')
    expect(server.rpcCalls(asked)).toHaveLength(before + 1)
    await user.keyboard('?')
    const dialog = within(await screen.findByRole('dialog', { name: 'Atalhos de teclado' }))
    expect(dialog.getByText('Ir para uma seção do painel')).toBeVisible()
    expect(dialog.queryByText('Cancelar o job')).not.toBeInTheDocument()
  })
})

test('a dialog stops all of the view’s refreshing, and the view says so', async () => {
  const { server, user } = await openView('cleaner')
  await user.click(await screen.findByRole('button', { name: 'Executar agora' }))
  expect(screen.getByText(/pausado: há uma janela aberta/)).toBeInTheDocument()
  const asked = ['admin_cleaner_health', 'admin_list_cleanup_hours', 'admin_list_cleanup_runs']
  const before = asked.map((name) => server.rpcCalls(name).length)
  await wait(5 * REFRESH_MS)
  expect(asked.map((name) => server.rpcCalls(name).length)).toEqual(before)
})

test('the books are not read again on a clock', async () => {
  const { server } = await openView('attention')
  await wait(5 * REFRESH_MS)
  expect(server.rpcCalls('admin_reconcile')).toHaveLength(1)
})

test('a refresh that failed is announced as none', async () => {
  const { server, user } = await openView('charts')
  server.onRpc('admin_chart_endings', () => ({ status: 500, body: { code: 'XX000', message: '' } }))
  await user.keyboard('r')
  expect(await screen.findByRole('alert')).toHaveTextContent(/podem estar desatualizados/)
  expect(screen.queryByText(/^atualizado (há|agora)/)).not.toBeInTheDocument()
  expect(screen.queryByText(/^Atualizado às/)).not.toBeInTheDocument()
})

describe('keys', () => {
  test.each([
    ['1', 'Jobs', ''],
    ['2', 'Atenção', '?view=attention'],
    ['3', 'Limpeza', '?view=cleaner'],
    ['5', 'Registro', '?view=records'],
  ])('%s leads to %s, and the focus with it', async (key, name, search) => {
    const { user } = await openView('charts')
    await user.keyboard(key)
    expect(window.location.search).toBe(search)
    const link = screen.getByRole('link', { current: 'page' })
    expect(link).toHaveFocus()
    expect(link).toHaveTextContent(name)
  })

  test('walk over the records and open what a record has to open', async () => {
    const { user } = await openView('records')
    const row = (name: RegExp) => screen.getByRole('row', { name })
    await user.keyboard('j')
    expect(row(/Ana/)).toHaveFocus()
    await user.keyboard('jo')
    expect(row(/Desligou a limpeza/)).toHaveFocus()
    expect(window.location.search).toBe('?view=records')
    await user.keyboard('jjk')
    expect(row(/Desligou a limpeza/)).toHaveFocus()
    await user.keyboard('j{Enter}')
    await waitFor(() => expect(window.location.search).toContain(`open=upscaler_jobs%2F${records[2]?.job_id}`))
  })

  test('walk over the jobs that need somebody', async () => {
    const { user } = await openView('attention')
    await screen.findByText('Ana')
    await user.keyboard('jj')
    expect(screen.getByText('Bia').closest('li')).toHaveFocus()
    await user.keyboard('o')
    expect(window.location.search).toContain('open=upscaler_jobs%2F00000000-0000-4000-8000-0000000000a2')
  })
})
