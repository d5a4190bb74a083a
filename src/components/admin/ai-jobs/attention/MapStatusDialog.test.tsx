import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { AttentionJobs } from '@/components/admin/ai-jobs/attention/AttentionJobs'
import { attentionJob } from '@/test/attention-factory'
import { aiTool } from '@/test/cleaner-factory'
import { databaseError, databaseRefusal, FakeSupabase } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

async function openDialog() {
  const server = new FakeSupabase()
  server.onRpc('admin_list_attention', [attentionJob('unknown_status', { status: 'PROCESSANDO' })])
  const { user } = renderWith(server, <AttentionJobs />)
  await user.click(await screen.findByRole('button', { name: 'Corrigir o cadastro' }))
  const dialog = within(screen.getByRole('alertdialog', { name: 'O que significa “PROCESSANDO”?' }))
  return { server, user, dialog, confirm: dialog.getByRole('button', { name: 'Cadastrar' }) }
}

const noSuccess = () => expect(screen.queryByText(/cadastrado:/)).not.toBeInTheDocument()

test('nothing can be registered before a meaning is chosen', async () => {
  const { server, dialog, confirm } = await openDialog()
  expect(confirm).toBeDisabled()
  expect(dialog.getByText(/todos os jobs de Upscaler de imagem/)).toBeVisible()
  expect(server.rpcCalls('admin_map_status')).toEqual([])
})

describe('a meaning', () => {
  test.each([
    [/^Na fila/, 'waiting', '“PROCESSANDO” cadastrado: na fila.'],
    [/^Em processamento/, 'running', '“PROCESSANDO” cadastrado: em processamento.'],
    [/^Terminado sem resultado/, 'over', '“PROCESSANDO” cadastrado: terminado sem resultado.'],
    [/^Terminado com resultado/, 'delivered', '“PROCESSANDO” cadastrado: terminado com resultado.'],
  ])('%s is sent as %s', async (label, meaning, text) => {
    const { server, user, dialog, confirm } = await openDialog()
    server.onRpc('admin_map_status', [aiTool()])
    await user.click(dialog.getByRole('radio', { name: label }))
    await user.type(dialog.getByLabelText('Motivo (opcional)'), ' novo provedor ')
    await user.click(confirm)
    expect(await screen.findByText(text)).toBeVisible()
    expect(server.rpcCalls('admin_map_status')).toEqual([
      { job_table: 'upscaler_jobs', status_word: 'PROCESSANDO', meaning, reason: 'novo provedor' },
    ])
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument())
  })
})

describe('what the server refuses', () => {
  async function choose(answer: Parameters<FakeSupabase['onRpc']>[1]) {
    const opened = await openDialog()
    opened.server.onRpc('admin_map_status', answer)
    await opened.user.click(opened.dialog.getByRole('radio', { name: /^Terminado sem/ }))
    await opened.user.click(opened.confirm)
    return opened
  }

  test('is told in the dialog, with the SQL to copy', async () => {
    const message = `Falta algo na tabela public.upscaler_jobs. Peça a quem desenvolve:
column started_at of type timestamptz: the one that is there has another type
index of unfinished jobs: create index concurrently a;`
    const { user, dialog, confirm } = await choose(() => databaseRefusal('22023', message))
    expect(await dialog.findByText(/^Falta algo na tabela/)).toBeVisible()
    expect(dialog.getByText(/has another type$/)).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Copiar' }))
    expect(await navigator.clipboard.readText()).toBe('create index concurrently a;')
    expect(confirm).toBeEnabled()
    noSuccess()
  })

  test('of any other error there is a text of our own, and the dialog closes', async () => {
    await choose(() => databaseError('XX000', 500))
    expect(await screen.findByText(/^Não foi possível confirmar o resultado/)).toBeVisible()
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument())
    noSuccess()
  })
})
