import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { JobSheet } from '@/components/admin/ai-jobs/job-sheet/JobSheet'
import type { JobDetailsRow } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { closeJob } from '@/components/admin/ai-jobs/panel/use-open-job'
import { cancelledJob, finishedJob, jobDetails, queuedJob, runningJob } from '@/test/ai-job-factory'
import { cancelled, databaseError, FakeSupabase, refusal } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

const DETAILS = 'admin_get_ai_job'

function renderSheet(row: JobDetailsRow | null, prepare: (server: FakeSupabase) => void = () => {}) {
  const id = row?.id ?? '00000000-0000-4000-8000-000000000404'
  window.history.replaceState(null, '', `/?tool=upscaler_jobs&open=upscaler_jobs/${id}`)
  const server = new FakeSupabase()
  server.onRpc(DETAILS, row ? [row] : [])
  prepare(server)
  const { user } = renderWith(server, <JobSheet job={{ table: 'upscaler_jobs', id }} onClose={closeJob} />)
  return { server, user, sheet: within(screen.getByRole('dialog', { name: 'Detalhes do job' })) }
}

describe('states', () => {
  test('shows that it is loading', () => {
    const { sheet } = renderSheet(null, (server) => server.onRpc(DETAILS, () => new Promise(() => {})))
    expect(sheet.getByRole('status', { name: 'Carregando…' })).toBeVisible()
  })

  test('says so when there is no such job', async () => {
    const { sheet } = renderSheet(null)
    expect(await sheet.findByText('Job não encontrado')).toBeVisible()
    expect(sheet.queryByRole('status', { name: 'Carregando…' })).not.toBeInTheDocument()
  })

  test('says the same of a tool that is not registered', async () => {
    const { sheet } = renderSheet(null, (server) => server.onRpc(DETAILS, () => databaseError('22023')))
    expect(await sheet.findByText('Job não encontrado')).toBeVisible()
  })

  test('an error can be tried again', async () => {
    const { server, user, sheet } = renderSheet(null, (fresh) => fresh.onRpc(DETAILS, () => databaseError('XX000')))
    const retry = await sheet.findByRole('button', { name: 'Tentar de novo' })
    expect(sheet.queryByText('a text of the database')).not.toBeInTheDocument()
    server.onRpc(DETAILS, [jobDetails(finishedJob('completed'))])
    await user.click(retry)
    expect(await sheet.findByText('Upscaler de imagem', { selector: '.text-lg' })).toBeVisible()
  })

  test('who is no admin is shown nothing', async () => {
    const { sheet } = renderSheet(null, (server) => server.onRpc(DETAILS, () => databaseError('42501', 403)))
    expect(await sheet.findByText('Página só para administradores')).toBeVisible()
  })

  test('closing takes the job out of the address, and nothing else', async () => {
    const { user, sheet } = renderSheet(jobDetails(finishedJob('completed')))
    await user.click(sheet.getByRole('button', { name: 'Fechar' }))
    expect(window.location.search).toBe('?tool=upscaler_jobs')
  })
})

describe('what is shown', () => {
  test.each([
    ['an admin to a customer', '00000000-0000-4000-a000-000000000009', false, []],
    ['an admin to themselves', '00000000-0000-4000-a000-000000000001', true, ['para si mesmo']],
    ['an admin to another', '00000000-0000-4000-a000-000000000009', true, ['para um administrador']],
    ['the cleanup to an admin', null, true, ['para um administrador']],
  ])('credits given back by %s', async (_who, settled_by_id, to_admin, marks) => {
    const user_id = '00000000-0000-4000-a000-000000000001'
    const { sheet } = renderSheet(jobDetails(cancelledJob(60, { user_id }), { settled_by_id, to_admin }))
    await sheet.findByText(/^60 créditos/)
    expect(sheet.queryAllByText(/^para (si|um)/).map(({ textContent }) => textContent)).toEqual(marks)
  })

  test('asks for the job of the address', async () => {
    const row = jobDetails(finishedJob('completed'))
    const { server, sheet } = renderSheet(row)
    await sheet.findByText(row.id)
    expect(server.rpcCalls(DETAILS)).toEqual([{ job_table: 'upscaler_jobs', job_id: row.id }])
  })

  test('a cancelled job with its whole story', async () => {
    const row = jobDetails(cancelledJob(60, { created_at: '2026-11-01T12:00:00Z', waiting_seconds: 0 }), {
      settled_at: '2026-11-01T12:07:30Z',
      settled_by: 'admin',
      settled_by_name: 'Ana Admin',
      settle_reason: 'Pedido do cliente',
      request_id: 'c0ffee00-0000-4000-8000-000000000001',
      refund_id: '102',
      late_results: [
        {
          status: 'completed',
          output_url: 'https://example.com/late.png',
          error_message: null,
          received_at: '2026-11-01T13:00:00Z',
        },
      ],
    })
    const { sheet } = renderSheet(row)
    const story = within(await sheet.findByRole('region', { name: 'Linha do tempo' }))
    expect(story.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Criado01/11/2026, 09:00:00',
      'Cobrado: 60 créditos01/11/2026, 09:00:00',
      'Cancelado por Ana Admin01/11/2026, 09:07:30Motivo: Pedido do clienteID da requisiçãoc0ffee00-0000-4000-8000-000000000001',
      '60 créditos estornados01/11/2026, 09:07:30ID do estorno102',
      'Resultado tardio, não entregue: Concluído01/11/2026, 10:00:00Abrir em nova aba',
    ])
  })

  test('a waiting job past its limit', async () => {
    const { sheet } = renderSheet(jobDetails(queuedJob({ minutesAgo: 12 })))
    expect(await sheet.findByText('Passou do limite: 10 min na fila')).toBeVisible()
    expect(sheet.getByText(/^ultrapassado há 2 min/)).toBeVisible()
  })

  test('the customer’s credits and the last ledger lines', async () => {
    const { sheet } = renderSheet(jobDetails(finishedJob('completed')))
    const balance = within(await sheet.findByRole('region', { name: 'Saldo do cliente' }))
    expect(balance.getByText('Mensal').nextSibling).toHaveTextContent('40')
    expect(balance.getByText('Avulso').nextSibling).toHaveTextContent('60')
    expect(balance.getByText('Total').nextSibling).toHaveTextContent('100')
    const ledger = within(sheet.getByRole('region', { name: 'Últimos lançamentos do cliente' }))
    expect(ledger.getByRole('listitem')).toHaveTextContent(/Upscaler de imagem.*Consumo \(avulso\).*-60.*saldo 100/)
  })

  test('facts that the host does not have are left out', async () => {
    const row = finishedJob('failed', { task_id: null, cost: null })
    const nothing = { balance: null, monthly_balance: null, lifetime_balance: null, ledger: null, late_results: null }
    const { sheet } = renderSheet(jobDetails(row, nothing))
    await sheet.findByText('ID do job')
    for (const label of ['ID no provedor', 'Custo', 'Custo no provedor', 'Resultado', 'Saldo do cliente', 'Idade']) {
      expect(sheet.queryByText(label)).not.toBeInTheDocument()
    }
    expect(sheet.queryByText('Últimos lançamentos do cliente')).not.toBeInTheDocument()
  })

  test('the whole error as plain text: markup is shown, not run', async () => {
    const error_message = `<img src=x onerror=alert(1)>\n${'longo '.repeat(100)}fim`
    const { sheet } = renderSheet(jobDetails(finishedJob('failed', { error_message })))
    const error = await sheet.findByRole('region', { name: 'Mensagem de erro' })
    expect(error.lastChild?.textContent).toBe(error_message)
    expect(error.querySelector('img')).toBeNull()
  })

  test('a result on the web is a link that gives nothing away', async () => {
    const { sheet } = renderSheet(jobDetails(finishedJob('completed'), { output_url: 'https://example.com/a.png' }))
    const link = await sheet.findByRole('link', { name: 'Abrir em nova aba' })
    expect(link).toHaveAttribute('href', 'https://example.com/a.png')
    expect(link).toHaveAttribute('rel', 'noopener noreferrer')
  })

  test.each(['javascript:alert(1)', 'data:text/html,<script>', 'ftp://example.com/a', '//example.com/a'])(
    'a result at %s is text, no link',
    async (output_url) => {
      const { sheet } = renderSheet(jobDetails(finishedJob('completed'), { output_url }))
      expect(await sheet.findByText(output_url)).toBeVisible()
      expect(sheet.queryByRole('link')).not.toBeInTheDocument()
    },
  )
})

describe('copying', () => {
  test('the ids and the link, each with one click', async () => {
    const row = jobDetails(finishedJob('completed', { task_id: 'task-9' }))
    const { user, sheet } = renderSheet(row)
    const copied = async (name: string) => {
      await user.click(await sheet.findByRole('button', { name }))
      return navigator.clipboard.readText()
    }
    expect(await copied('Copiar: ID do job')).toBe(row.id)
    expect(await copied('Copiar: ID no provedor')).toBe('task-9')
    expect(await copied('Copiar link')).toBe(window.location.href)
    expect(sheet.getAllByText('Copiado').length).toBeGreaterThan(0)
  })

  test('a browser that refuses is told as such, not as copied', async () => {
    const { user, sheet } = renderSheet(jobDetails(finishedJob('completed')))
    const copy = await sheet.findByRole('button', { name: 'Copiar: ID do job' })
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))
    await user.click(copy)
    expect(await screen.findByText('Não foi possível copiar. Selecione o texto e copie à mão.')).toBeVisible()
    expect(sheet.queryByText('Copiado')).not.toBeInTheDocument()
  })
})

describe('refreshing', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  })
  const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

  test('an unfinished job is asked for again, but not under the question whether to cancel it', async () => {
    const { server, user, sheet } = renderSheet(jobDetails(runningJob({ minutesAgo: 7 })))
    const cancel = await sheet.findByText('Cancelar')
    await wait(15_100)
    expect(server.rpcCalls(DETAILS)).toHaveLength(2)
    await user.click(cancel)
    await wait(60_000)
    expect(server.rpcCalls(DETAILS)).toHaveLength(2)
    await user.click(screen.getByText('Voltar'))
    await wait(15_100)
    expect(server.rpcCalls(DETAILS)).toHaveLength(3)
  })
})

describe('cancelling from the sheet', () => {
  test('a job that is over has no Cancelar button', async () => {
    const { sheet } = renderSheet(jobDetails(finishedJob('completed')))
    await sheet.findByText('ID do job')
    expect(sheet.queryByRole('button', { name: 'Cancelar' })).not.toBeInTheDocument()
  })

  const row = jobDetails(runningJob({ minutesAgo: 7 }))

  async function confirmCancel(answer: (server: FakeSupabase) => ReturnType<typeof cancelled>) {
    const opened = renderSheet(row)
    opened.server.onCancel(() => answer(opened.server))
    await opened.user.click(await opened.sheet.findByRole('button', { name: 'Cancelar' }))
    await opened.user.click(screen.getByRole('button', { name: 'Confirmar cancelamento' }))
    return opened
  }

  test('asks the same question, and then shows the job as it is', async () => {
    const { server, sheet } = await confirmCancel((fresh) => {
      fresh.onRpc(DETAILS, [jobDetails(cancelledJob(60, { id: row.id }))])
      return cancelled(60)
    })
    expect(await screen.findByText('Job cancelado e 60 créditos estornados')).toBeVisible()
    expect(server.cancelCalls()).toEqual([{ table: 'upscaler_jobs', jobId: row.id }])
    expect(await sheet.findByText('Cancelado por um administrador')).toBeVisible()
    expect(sheet.queryByRole('button', { name: 'Cancelar' })).not.toBeInTheDocument()
  })

  test('a refused cancel claims nothing, and the job is as before', async () => {
    const { sheet } = await confirmCancel(() => refusal('refund_failed', 500))
    expect(await screen.findByText(/^O estorno falhou/)).toBeVisible()
    expect(screen.queryByText(/^Job cancelado/)).not.toBeInTheDocument()
    await waitFor(() => expect(sheet.getByRole('button', { name: 'Cancelar' })).toBeVisible())
  })
})
