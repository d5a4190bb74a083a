import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { AiJobRow } from '@/components/admin/ai-jobs/ai-job'
import { NOBODY } from '@/components/admin/ai-jobs/panel-session'
import { cancelledJob, finishedJob, jobDetails, queuedJob, runningJob } from '@/test/ai-job-factory'
import { cancelled, FakeSupabase, refusal } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'
import { NEXT_ADMIN } from '@/test/sign-in'

async function openDialog(job: AiJobRow) {
  const server = new FakeSupabase([job])
  const { user } = renderTab(server)
  await user.click(await screen.findByRole('button', { name: 'Cancelar' }))
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Cancelar este job?' }))
  return { server, user, dialog, confirm: dialog.getByRole('button', { name: 'Confirmar cancelamento' }) }
}

async function cancelJob(answer: Parameters<FakeSupabase['onCancel']>[0]) {
  const opened = await openDialog(runningJob({ minutesAgo: 7 }))
  opened.server.onCancel(answer)
  await opened.user.click(opened.confirm)
  return opened
}

const noSuccess = () => expect(screen.queryByText(/^Job cancelado/)).not.toBeInTheDocument()

describe('which jobs can be cancelled', () => {
  test.each([
    ['running', runningJob({ minutesAgo: 1 })],
    ['starting', runningJob({ minutesAgo: 1, status: 'starting' })],
    ['queued', queuedJob({ minutesAgo: 1 })],
    ['pending', queuedJob({ minutesAgo: 1, status: 'pending' })],
  ])('a %s job has a Cancelar button', async (_status, job) => {
    renderTab(new FakeSupabase([job]))
    expect(await screen.findByRole('button', { name: 'Cancelar' })).toHaveAccessibleDescription(/cliente@example.com/)
  })

  test.each([
    ['completed', 'Concluído', finishedJob('completed')],
    ['failed', 'Falhou', finishedJob('failed')],
    ['cancelled', 'Cancelado', cancelledJob(60)],
    ['unknown', 'PROCESSANDO', runningJob({ minutesAgo: 1, status: 'PROCESSANDO', phase: 'unknown' })],
  ])('a job in phase %s reads %s and has none', async (_phase, label, job) => {
    renderTab(new FakeSupabase([job]))
    expect(await screen.findByRole('cell', { name: new RegExp(label) })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Cancelar' })).not.toBeInTheDocument()
  })
})

describe('the question before a cancel', () => {
  test('goes with the page that its job stands on, and does not come back with it', async () => {
    const job = runningJob({ minutesAgo: 7 })
    const { server } = await openDialog(job)
    const goTo = (address: string) =>
      act(() => {
        window.history.pushState(null, '', address)
        window.dispatchEvent(new PopStateEvent('popstate'))
      })
    server.onList([finishedJob('completed')])
    goTo('/?status=completed')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument())
    server.onList([job])
    goTo('/')
    expect(await screen.findByText('Processando')).toBeVisible()
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
  })

  test('names tool, customer, age and the exact credits, and asks nothing of the server yet', async () => {
    const { server, dialog } = await openDialog(runningJob({ minutesAgo: 7 }))
    for (const text of ['Upscaler de imagem', 'Cliente Exemplo', 'cliente@example.com', '60 créditos']) {
      expect(dialog.getByText(text)).toBeVisible()
    }
    expect(dialog.getByText(/^7 min 0\d s$/)).toBeVisible()
    expect(server.cancelCalls()).toEqual([])
  })

  test.each([
    ['presumed', 60, '60 créditos (cobrança presumida)'],
    ['charged_column', 1, '1 crédito'],
    ['not_charged', 0, 'Nenhum: o job não foi cobrado.'],
    ['already_refunded', 0, 'Nenhum: os créditos já foram estornados.'],
  ] as const)('says for a job with charge proof %s what would go back', async (charge_proof, credits, text) => {
    const job = runningJob({ minutesAgo: 7, charge_proof, refundable_credits: credits })
    const { dialog } = await openDialog(job)
    expect(dialog.getByText(text)).toBeVisible()
  })

  test.each([
    ['refund_failed', 1],
    ['not_ended', 1],
    ['busy', 0],
    [null, 0],
  ])('with %s on the attention list it says that a try has failed: %s times', async (attention, times) => {
    const { dialog } = await openDialog(runningJob({ minutesAgo: 17, attention }))
    expect(dialog.queryAllByText(/^Uma tentativa de encerrar este job já falhou/)).toHaveLength(times)
  })

  test('Voltar cancels nothing and gives the focus back to the row', async () => {
    const { server, user, dialog } = await openDialog(runningJob({ minutesAgo: 7 }))
    await user.click(dialog.getByRole('button', { name: 'Voltar' }))
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
    expect(server.cancelCalls()).toEqual([])
    await waitFor(() => expect(screen.getByRole('button', { name: 'Cancelar' })).toHaveFocus())
  })

  test('sends the job and the trimmed reason', async () => {
    const job = runningJob({ minutesAgo: 7 })
    const { server, user, dialog, confirm } = await openDialog(job)
    server.onCancel(() => cancelled(60))
    await user.type(dialog.getByLabelText('Motivo (opcional)'), ' travou ')
    await user.click(confirm)
    expect(server.cancelCalls()).toEqual([{ table: 'upscaler_jobs', jobId: job.id, reason: 'travou' }])
  })

  test('takes a reason of at most 500 characters', async () => {
    const { dialog } = await openDialog(runningJob({ minutesAgo: 7 }))
    expect(dialog.getByLabelText('Motivo (opcional)')).toHaveAttribute('maxlength', '500')
  })

  test.each([
    ['running', runningJob({ minutesAgo: 7.5 }), /^10 min de processamento, faltam 2 min/],
    ['queued', queuedJob({ minutesAgo: 7, limit_seconds: 300 }), /^5 min na fila, ultrapassado há 2 min/],
  ])('says which limit a %s job has, and whether it is past it', async (_status, job, text) => {
    const { dialog } = await openDialog(job)
    expect(dialog.getByText('Limite').nextSibling).toHaveTextContent(text)
  })

  test('sends a common reason, alone or with details', async () => {
    const { server, user, dialog, confirm } = await openDialog(runningJob({ minutesAgo: 7 }))
    server.onCancel(() => cancelled(60))
    const preset = dialog.getByRole('button', { name: 'Pedido do cliente' })
    await user.click(preset)
    expect(preset).toHaveAttribute('aria-pressed', 'true')
    await user.type(dialog.getByLabelText('Motivo (opcional)'), 'chamado 12')
    await user.click(confirm)
    expect(server.cancelCalls()).toEqual([expect.objectContaining({ reason: 'Pedido do cliente: chamado 12' })])
  })

  test('a common reason can be taken back', async () => {
    const { server, user, dialog, confirm } = await openDialog(runningJob({ minutesAgo: 7 }))
    server.onCancel(() => cancelled(60))
    await user.click(dialog.getByRole('button', { name: 'Job duplicado' }))
    await user.click(dialog.getByRole('button', { name: 'Job duplicado' }))
    await user.click(confirm)
    expect(server.cancelCalls()[0]).not.toHaveProperty('reason')
  })

  test('reason and details together have at most 500 characters, counted when few are left', async () => {
    const { server, user, dialog, confirm } = await openDialog(runningJob({ minutesAgo: 7 }))
    server.onCancel(() => cancelled(60))
    await user.click(dialog.getByLabelText('Motivo (opcional)'))
    await user.paste('x'.repeat(449))
    expect(dialog.queryByText(/caractere/)).not.toBeInTheDocument()
    await user.paste('x')
    expect(dialog.getByText('Restam 50 caracteres.')).toBeVisible()
    await user.paste('x'.repeat(50))
    await user.click(dialog.getByRole('button', { name: 'Pedido do cliente' }))
    await user.click(confirm)
    expect(server.cancelCalls()).toEqual([expect.objectContaining({ reason: `Pedido do cliente: ${'x'.repeat(481)}` })])
  })

  test('a tab pasted into the reason becomes a space', async () => {
    const { server, user, dialog, confirm } = await openDialog(runningJob({ minutesAgo: 7 }))
    server.onCancel(() => cancelled(60))
    await user.click(dialog.getByLabelText('Motivo (opcional)'))
    await user.paste('travou\tde novo')
    await user.click(confirm)
    expect(server.cancelCalls()).toEqual([expect.objectContaining({ reason: 'travou de novo' })])
  })

  test('leaves the reason out when there is none', async () => {
    const { server } = await cancelJob(() => cancelled(60))
    expect(server.cancelCalls()[0]).not.toHaveProperty('reason')
  })
})

describe('while the cancel runs', () => {
  test('both buttons are disabled and Escape does not close the question', async () => {
    const { server, user, dialog } = await cancelJob(() => new Promise(() => {}))
    expect(dialog.getByRole('button', { name: 'Cancelando…' })).toBeDisabled()
    expect(dialog.getByRole('button', { name: 'Voltar' })).toBeDisabled()
    await user.keyboard('{Escape}')
    expect(screen.getByRole('alertdialog')).toBeVisible()
    expect(server.cancelCalls()).toHaveLength(1)
    noSuccess()
  })
})

describe('what the admin is told', () => {
  test.each([
    [60, 'Job cancelado e 60 créditos estornados'],
    [37, 'Job cancelado e 37 créditos estornados'],
    [1250, 'Job cancelado e 1.250 créditos estornados'],
    [1, 'Job cancelado e 1 crédito estornado'],
    [0, 'Job cancelado. Não havia créditos a estornar.'],
  ])('%i credits by the server: "%s"', async (credits, text) => {
    await cancelJob(() => cancelled(credits))
    expect(await screen.findByText(text)).toBeVisible()
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
  })

  test('an earlier cancel is told as such, with its figures', async () => {
    await cancelJob(() => cancelled(60, true))
    expect(await screen.findByText('O job já estava cancelado: 60 créditos estornados.')).toBeVisible()
    noSuccess()
  })

  test('the row then reads Cancelado and has no button', async () => {
    const job = runningJob({ minutesAgo: 7 })
    const { server, user, confirm } = await openDialog(job)
    server.onCancel(() => {
      server.onList([cancelledJob(60, { id: job.id })])
      return cancelled(60)
    })
    await user.click(confirm)
    expect(await screen.findByRole('cell', { name: 'Cancelado' })).toBeVisible()
    expect(screen.getByText('60 estornados')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Cancelar' })).not.toBeInTheDocument()
  })

  test.each([
    ['invalid_request', 400, {}, 'O pedido de cancelamento não foi aceito. Confira o motivo e tente de novo.'],
    ['unauthenticated', 401, {}, 'Sua sessão expirou. Entre de novo para cancelar o job.'],
    ['not_admin', 403, {}, 'Só administradores podem cancelar jobs.'],
    ['job_not_found', 404, {}, 'Este job não existe mais.'],
    ['method_not_allowed', 405, {}, 'O painel está desatualizado. Recarregue a página.'],
    ['job_already_over', 409, { status: 'completed' }, 'O job já tinha terminado (Concluído). Nada foi alterado.'],
    ['payload_too_large', 413, {}, 'O motivo é longo demais. Encurte o texto e tente de novo.'],
    ['rate_limited', 429, { retryAfterSeconds: 30 }, 'Muitos cancelamentos seguidos. Tente de novo em 30 s.'],
    [
      'refund_failed',
      500,
      {},
      'O estorno falhou, por isso o job não foi cancelado. Quando ele passar do limite, a limpeza tenta de novo e o motivo fica em Atenção.',
    ],
    ['internal_error', 500, {}, 'O servidor encontrou um erro. Confira o job na lista antes de tentar de novo.'],
  ])('%s has its own text and no success', async (code, status, details, text) => {
    await cancelJob(() => refusal(code, status, details))
    expect(await screen.findByText(text)).toBeVisible()
    expect(screen.queryByText('a text of the function')).not.toBeInTheDocument()
    noSuccess()
  })
})

describe('a cancel without an answer', () => {
  async function loseAnswer(current: AiJobRow | 'gone' | 'unreachable', settled_by_id = NOBODY) {
    const job = runningJob({ minutesAgo: 7 })
    const opened = await openDialog(job)
    opened.server.onRpc('admin_get_ai_job', () => {
      if (current === 'unreachable') throw new TypeError('offline')
      return { body: current === 'gone' ? [] : [jobDetails({ ...current, id: job.id }, { settled_by_id })] }
    })
    opened.server.onCancel(() => {
      throw new TypeError('connection lost')
    })
    await opened.user.click(opened.confirm)
    return { ...opened, job }
  }

  test('reads the job again and tells what really went back', async () => {
    const { server, job } = await loseAnswer(cancelledJob(60))
    expect(await screen.findByText('Job cancelado e 60 créditos estornados')).toBeVisible()
    expect(server.rpcCalls('admin_get_ai_job')).toEqual([{ job_table: 'upscaler_jobs', job_id: job.id }])
  })

  test('says so when another admin had cancelled it', async () => {
    await loseAnswer(cancelledJob(60), NEXT_ADMIN)
    expect(await screen.findByText('O job já estava cancelado: 60 créditos estornados.')).toBeVisible()
    noSuccess()
  })

  test('says that the job goes on when it does', async () => {
    await loseAnswer(runningJob({ minutesAgo: 7 }))
    const text = 'O servidor não respondeu e o job continua em andamento. Pode tentar de novo.'
    expect(await screen.findByText(text)).toBeVisible()
    noSuccess()
  })

  test('says so when the job ended otherwise', async () => {
    await loseAnswer(finishedJob('failed', { ended_by: 'timeout', refunded_credits: 60 }))
    expect(await screen.findByText('O job já tinha terminado (Falhou). Nada foi alterado.')).toBeVisible()
    noSuccess()
  })

  test('says so when the job is gone', async () => {
    await loseAnswer('gone')
    expect(await screen.findByText('Este job não existe mais.')).toBeVisible()
    noSuccess()
  })

  test('claims nothing when the job cannot be read either', async () => {
    await loseAnswer('unreachable')
    const text = 'Sem resposta do servidor. Atualize a lista para saber se o job foi cancelado.'
    expect(await screen.findByText(text)).toBeVisible()
    noSuccess()
  })

  test('an answer in an unknown shape is no answer', async () => {
    const job = runningJob({ minutesAgo: 7 })
    const { server, user, confirm } = await openDialog(job)
    server.onRpc('admin_get_ai_job', [jobDetails(job)])
    server.onCancel(() => ({ body: { success: true } }))
    await user.click(confirm)
    expect(await screen.findByText(/^O servidor não respondeu/)).toBeVisible()
    noSuccess()
  })
})
