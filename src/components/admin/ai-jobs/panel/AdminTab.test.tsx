import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { attentionJob } from '@/test/attention-factory'
import { aiTool, cleanerHealth, cleanupHours, limitAdvice } from '@/test/cleaner-factory'
import { databaseError, FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

const REFRESH_MS = 15_100
const TOOLS = 'admin_list_ai_tools'
const RUN_LIMIT = 'Limite de processamento'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
})

const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

async function openCleaner() {
  window.history.replaceState(null, '', '/?view=cleaner')
  const server = new FakeSupabase()
  server.onRpc(TOOLS, [aiTool()])
  server.onRpc('admin_cleaner_health', [cleanerHealth({ minutesAgo: 1 })])
  server.onRpc('admin_list_cleanup_hours', cleanupHours())
  server.onRpc('admin_list_cleanup_runs', [])
  server.onRpc('admin_advise_limits', [limitAdvice()])
  server.onRpc('admin_list_attention', [])
  const { user } = renderTab(server)
  const field = await screen.findByLabelText(RUN_LIMIT)
  return { server, user, field }
}

describe('what another admin changes of a tool', () => {
  test('is seen by whoever touches nothing: the pill, the card and the limits', async () => {
    const { server, field } = await openCleaner()
    server.onRpc(TOOLS, [aiTool({ enabled: false, run_limit_seconds: 1_800 })])
    await wait(REFRESH_MS)
    await waitFor(() => expect(field).toHaveValue(30))
    expect(screen.getByText('1 ferramenta desligada')).toBeVisible()
    expect(screen.getByText('Em dia, mas não em todas as ferramentas')).toBeVisible()
    expect(screen.getByLabelText('Limpeza ligada')).not.toBeChecked()
  })

  test('is seen at once by whoever refreshes the view of the cleanup', async () => {
    const { server, user, field } = await openCleaner()
    server.onRpc(TOOLS, [aiTool({ run_limit_seconds: 1_800 })])
    await user.keyboard('r')
    await waitFor(() => expect(field).toHaveValue(30))
    server.onRpc(TOOLS, () => databaseError('XX000', 500))
    await user.click(screen.getByRole('button', { name: 'Atualizar' }))
    expect(await screen.findByText(/podem estar desatualizados/)).toBeVisible()
  })

  test('leaves alone what is being typed, and the question compares with it', async () => {
    const { server, user, field } = await openCleaner()
    await user.clear(field)
    await user.type(field, '12')
    server.onRpc(TOOLS, [aiTool({ queue_limit_seconds: 1_200, run_limit_seconds: 1_800 })])
    await wait(REFRESH_MS)
    await waitFor(() => expect(screen.getByLabelText('Limite na fila')).toHaveValue(20))
    expect(field).toHaveValue(12)
    await user.click(screen.getByText('Salvar'))
    const dialog = within(screen.getByRole('alertdialog'))
    expect(dialog.getByText(RUN_LIMIT).nextElementSibling).toHaveTextContent('30 minutos → 12 minutos')
    expect(dialog.queryByText('Limite na fila')).not.toBeInTheDocument()
  })

  test('since the last refresh is in the question all the same', async () => {
    const { server, user, field } = await openCleaner()
    await user.clear(field)
    await user.type(field, '12')
    server.onRpc(TOOLS, [aiTool({ run_limit_seconds: 1_800 })])
    await user.click(screen.getByText('Salvar'))
    const before = within(screen.getByRole('alertdialog')).getByText(RUN_LIMIT)
    await waitFor(() => expect(before.nextElementSibling).toHaveTextContent('30 minutos → 12 minutos'))
  })
})

test('who is no admin is not asked about again', async () => {
  const server = new FakeSupabase()
  server.onRpc(TOOLS, () => databaseError('42501', 403))
  server.onRpc('admin_cleaner_health', () => new Promise(() => {}))
  renderTab(server)
  expect(await screen.findByText('Página só para administradores')).toBeVisible()
  const asked = server.calls.length
  await wait(4 * REFRESH_MS)
  expect(server.calls).toHaveLength(asked)
})

test('how many jobs are stuck in a tool that is switched off is refreshed with the view', async () => {
  const { server, user } = await openCleaner()
  server.onRpc(TOOLS, [aiTool({ enabled: false })])
  await user.keyboard('r')
  expect(await screen.findByText('nenhum job preso')).toBeVisible()
  server.onRpc('admin_list_attention', [attentionJob('table_disabled')])
  await wait(REFRESH_MS)
  await waitFor(() => expect(screen.getByText('1 job preso')).toBeVisible())
  server.onRpc('admin_list_attention', [])
  await user.keyboard('r')
  expect(await screen.findByText('nenhum job preso')).toBeVisible()
})
