import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { AttentionJobs } from '@/components/admin/ai-jobs/attention/AttentionJobs'
import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import { jobDetails, runningJob } from '@/test/ai-job-factory'
import { attentionJob } from '@/test/attention-factory'
import { databaseError, databaseRefusal, FakeSupabase } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

async function renderJob(job: AttentionJob) {
  const server = new FakeSupabase()
  server.onRpc('admin_list_attention', [job])
  const { user } = renderWith(server, <AttentionJobs />)
  const item = within(await screen.findByRole('listitem'))
  return { server, user, item }
}

type Rendered = Awaited<ReturnType<typeof renderJob>>

const press = async ({ user, item }: Rendered, name: string) => user.click(item.getByRole('button', { name }))
const acts = ({ item }: Rendered) => item.getAllByRole('button').map((button) => button.textContent)
const noSuccess = () => expect(screen.queryByText(/^Job encerrado/)).not.toBeInTheDocument()

describe('a job on the list', () => {
  test('says why, whose it is, what it took and how often it was tried', async () => {
    const detail = 'saldo não encontrado <b>x</b>'
    const tried = { tries: 3, first_tried_at: new Date(Date.now() - 7_200_000).toISOString() }
    const { item } = await renderJob(attentionJob('refund_failed', { detail, ...tried }))
    expect(item.getByText('O estorno falhou; será tentado de novo.')).toBeVisible()
    expect(item.getByText(`Texto do banco de dados: ${detail}`)).toBeVisible()
    expect(item.getByText(/^3 tentativas · primeira/)).toHaveTextContent('3 tentativas · primeira há 2 h')
    expect(item.getByText('Cliente Exemplo')).toBeVisible()
    expect(item.getByText(/^60 créditos/)).toHaveTextContent('60 créditos · Processando · criado há 3 h')
  })

  test('leads to all that is known of it', async () => {
    const { item } = await renderJob(attentionJob('refund_failed'))
    expect(item.getByRole('link')).toHaveAttribute(
      'href',
      '/?open=upscaler_jobs%2F00000000-0000-4000-8000-0000000000a1',
    )
  })

  test.each([
    ['refund_failed', ['Tentar de novo', 'Encerrar sem estorno']],
    ['not_ended', ['Tentar de novo', 'Encerrar sem estorno']],
    ['busy', ['Tentar de novo', 'Encerrar sem estorno']],
    ['overdue', ['Tentar de novo', 'Encerrar sem estorno']],
    ['predates_installation', ['Cancelar com estorno', 'Encerrar sem estorno']],
    ['unknown_age', ['Cancelar com estorno', 'Encerrar sem estorno']],
    ['unknown_status', ['Corrigir o cadastro', 'Encerrar sem estorno']],
    ['table_disabled', ['Cancelar com estorno', 'Ver a ferramenta', 'Encerrar sem estorno']],
    ['a reason of tomorrow', ['Cancelar com estorno', 'Encerrar sem estorno']],
  ])('%s is mended by %j', async (reason, expected) => {
    expect(acts(await renderJob(attentionJob(reason)))).toEqual(expected)
  })

  test('without any status can only be ended, for there is no word to register', async () => {
    const rendered = await renderJob(attentionJob('unknown_status', { status: '' }))
    expect(rendered.item.getByText(/sem status/)).toBeVisible()
    expect(acts(rendered)).toEqual(['Encerrar sem estorno'])
  })

  test('of a tool that is switched off leads to that tool', async () => {
    const rendered = await renderJob(attentionJob('table_disabled'))
    await press(rendered, 'Ver a ferramenta')
    expect(window.location.search).toBe('?view=cleaner&tool_limits=upscaler_jobs')
  })
})

test('an empty list is good news', async () => {
  const server = new FakeSupabase()
  server.onRpc('admin_list_attention', [])
  renderWith(server, <AttentionJobs />)
  expect(await screen.findByText('Nenhum job precisa de atenção.')).toBeVisible()
})

describe('a second try', () => {
  async function retry(outcome: string, refunded_credits: number | null = null) {
    const rendered = await renderJob(attentionJob('refund_failed'))
    rendered.server.onRpc('admin_retry_ai_job', [{ outcome, status: 'failed', refunded_credits, new_balance: 160 }])
    await press(rendered, 'Tentar de novo')
    return rendered
  }

  test.each([
    [60, 'Job encerrado e 60 créditos estornados'],
    [1, 'Job encerrado e 1 crédito estornado'],
    [0, 'Job encerrado. Não havia créditos a estornar.'],
  ])('that gave %i credits back says so', async (credits, text) => {
    const { server } = await retry('ended', credits)
    expect(await screen.findByText(text)).toBeVisible()
    expect(server.rpcCalls('admin_retry_ai_job')).toEqual([
      { job_table: 'upscaler_jobs', job_id: '00000000-0000-4000-8000-0000000000a1' },
    ])
  })

  test('takes the job from the list and the focus to the list', async () => {
    const rendered = await renderJob(attentionJob('refund_failed'))
    rendered.server.onRpc('admin_retry_ai_job', () => {
      rendered.server.onRpc('admin_list_attention', [])
      return { body: [{ outcome: 'ended', status: 'failed', refunded_credits: 60, new_balance: 160 }] }
    })
    await press(rendered, 'Tentar de novo')
    expect(await screen.findByText('Nenhum job precisa de atenção.')).toBeVisible()
    expect(screen.getByRole('region', { name: 'Jobs que precisam de alguém' })).toHaveFocus()
  })

  test.each([
    ['already_over', 60, 'O job já tinha terminado, com 60 créditos estornados.'],
    ['already_over', 0, 'O job já tinha terminado. Nada foi alterado.'],
    ['not_due', null, 'O job não passou do limite. Nada foi alterado.'],
    ['not_found', null, 'Este job não existe mais.'],
  ])('%s (%s credits): "%s", and no success', async (outcome, credits, text) => {
    await retry(outcome, credits)
    expect(await screen.findByText(text)).toBeVisible()
    noSuccess()
  })

  test('that fails again says why and leaves the job on the list', async () => {
    const rendered = await renderJob(attentionJob('refund_failed'))
    const message = 'O estorno não foi feito; o job continua como estava.'
    rendered.server.onRpc('admin_retry_ai_job', () =>
      databaseRefusal('PT500', message, 'cliente sem linha de créditos'),
    )
    await press(rendered, 'Tentar de novo')
    expect(await screen.findByText(message)).toBeVisible()
    expect(screen.getByText('Texto do banco de dados: cliente sem linha de créditos')).toBeVisible()
    expect(rendered.item.getByRole('button', { name: 'Tentar de novo' })).toBeEnabled()
    noSuccess()
  })

  test('without an answer claims nothing', async () => {
    const rendered = await renderJob(attentionJob('refund_failed'))
    await press(rendered, 'Tentar de novo')
    expect(await screen.findByText(/^Não foi possível confirmar o resultado/)).toBeVisible()
    noSuccess()
  })
})

describe('encerrar sem estorno', () => {
  async function openClose(job = attentionJob('refund_failed')) {
    const rendered = await renderJob(job)
    await press(rendered, 'Encerrar sem estorno')
    const dialog = within(screen.getByRole('alertdialog', { name: 'Encerrar sem estorno?' }))
    return { ...rendered, dialog, confirm: dialog.getByRole('button', { name: 'Encerrar sem estorno' }) }
  }

  test.each([
    [{}, /Cliente Exemplo não recebe de volta 60 créditos\./],
    [{ customer_name: null }, /cliente@example\.com não recebe de volta 60 créditos\./],
    [{ customer_name: null, customer_email: null }, /Ninguém recebe de volta 60 créditos\./],
    [{ credits: 0 }, /não tem créditos a devolver\./],
  ])('says what is lost: %j', async (overrides, text) => {
    const { dialog } = await openClose(attentionJob('refund_failed', overrides))
    expect(dialog.getByText(text)).toBeVisible()
  })

  test('asks for a reason before anything else', async () => {
    const { server, user, dialog, confirm } = await openClose()
    expect(confirm).toBeDisabled()
    await user.type(dialog.getByLabelText('Motivo (obrigatório)'), '  ')
    expect(confirm).toBeDisabled()
    await user.type(dialog.getByLabelText('Motivo (obrigatório)'), 'conta apagada')
    expect(confirm).toBeEnabled()
    expect(server.rpcCalls('admin_close_ai_job')).toEqual([])
  })

  test.each([
    ['closed', 'Job encerrado sem estorno.'],
    ['replayed', 'O job já tinha sido encerrado sem estorno.'],
    ['already_over', 'O job já tinha terminado. Nada foi alterado.'],
    ['not_found', 'Este job não existe mais.'],
  ])('%s: "%s"', async (outcome, text) => {
    const { server, user, dialog, confirm } = await openClose()
    server.onRpc('admin_close_ai_job', [{ outcome, status: 'cancelled' }])
    await user.type(dialog.getByLabelText('Motivo (obrigatório)'), 'conta apagada')
    await user.click(confirm)
    expect(await screen.findByText(text)).toBeVisible()
    expect(server.rpcCalls('admin_close_ai_job')).toEqual([
      { job_table: 'upscaler_jobs', job_id: '00000000-0000-4000-8000-0000000000a1', reason: 'conta apagada' },
    ])
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument())
    if (outcome !== 'closed') noSuccess()
  })

  test('that the server refuses says why, closes nothing and gives the focus back', async () => {
    const { server, user, item, dialog, confirm } = await openClose()
    server.onRpc('admin_close_ai_job', () => databaseRefusal('22023', 'Este job não está na lista de atenção.'))
    await user.type(dialog.getByLabelText('Motivo (obrigatório)'), 'conta apagada')
    await user.click(confirm)
    expect(await screen.findByText('Este job não está na lista de atenção.')).toBeVisible()
    noSuccess()
    await waitFor(() => expect(item.getByRole('button', { name: 'Encerrar sem estorno' })).toHaveFocus())
  })
})

describe('cancelar com estorno', () => {
  test('asks with the job as it is now', async () => {
    const rendered = await renderJob(attentionJob('predates_installation'))
    rendered.server.onRpc('admin_get_ai_job', [jobDetails(runningJob({ minutesAgo: 9000, refundable_credits: 40 }))])
    await press(rendered, 'Cancelar com estorno')
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Cancelar este job?' }))
    expect(dialog.getByText('40 créditos')).toBeVisible()
  })

  test('of a job that is gone says so and asks nothing', async () => {
    const rendered = await renderJob(attentionJob('predates_installation'))
    rendered.server.onRpc('admin_get_ai_job', [])
    await press(rendered, 'Cancelar com estorno')
    expect(await screen.findByText('Este job não existe mais.')).toBeVisible()
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
  })

  test('of a job that cannot be read says so and asks nothing', async () => {
    const rendered = await renderJob(attentionJob('predates_installation'))
    rendered.server.onRpc('admin_get_ai_job', () => databaseError('57014', 500))
    await press(rendered, 'Cancelar com estorno')
    expect(await screen.findByText(/^Não foi possível confirmar o resultado/)).toBeVisible()
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
  })
})
