import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import type { AiJob, AiJobRow } from '@/components/admin/ai-jobs/ai-job'
import { DEFAULT_FILTER } from '@/components/admin/ai-jobs/ai-job-filter'
import { type AiJobPage, aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { BulkBar } from '@/components/admin/ai-jobs/bulk/BulkBar'
import { keyOf, SelectionProvider, useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import { NOBODY } from '@/components/admin/ai-jobs/panel-session'
import { jobDetails, runningJob } from '@/test/ai-job-factory'
import { databaseError, FakeSupabase } from '@/test/fake-supabase'
import { renderTab, renderWith } from '@/test/render'

const PREVIEW = 'admin_preview_cancel_ai_jobs'
const KEYS = 'admin_list_cancellable_ai_jobs'
const CANCEL = 'admin_cancel_ai_jobs'

const read = (row: AiJobRow): AiJob => ({ ...row, read_at: Date.now() })
const stuckJobs = (count: number) => Array.from({ length: count }, () => read(runningJob({ minutesAgo: 11 })))
const filter = { ...DEFAULT_FILTER, tool: 'upscaler_jobs', stuckOnly: true }

function Rows({ jobs }: { jobs: AiJob[] }) {
  const { selected, toggle, toggleAll } = useSelection()
  return (
    <>
      <button type="button" onClick={() => toggleAll(jobs)}>
        todos
      </button>
      {jobs.map((job) => (
        <input
          key={job.id}
          type="checkbox"
          aria-label={job.id}
          checked={selected.has(keyOf(job))}
          onChange={() => toggle(job)}
        />
      ))}
    </>
  )
}

function renderBar(jobs: AiJob[], inProgress = jobs.length) {
  const server = new FakeSupabase()
  const summary = { jobs: 0, in_progress: inProgress, stuck: 0, completed: 0, refunded_credits: 0, revenue_credits: 0 }
  const { user, queryClient } = renderWith(
    server,
    <SelectionProvider filter={filter} jobs={jobs}>
      <Rows jobs={jobs} />
      <BulkBar filter={filter} summary={summary} />
    </SelectionProvider>,
  )
  const page: AiJobPage = { view: { filter, cursor: null }, jobs, newer: null, older: null }
  queryClient.setQueryData(aiJobKeys.list({ client: server.client, userId: NOBODY }, filter, null), page)
  const click = (name: string) => user.click(screen.getByRole('button', { name }))
  const checked = () => screen.getAllByRole('checkbox', { hidden: true }).map((box) => box.matches(':checked'))
  return { server, user, queryClient, click, checked }
}

type Request = { jobs: { table: string; id: string }[]; reason?: string; act_id: string }

const isRequest = (body: unknown): body is Request => typeof body === 'object' && body !== null && 'jobs' in body

const requestOf = (body: unknown) => {
  if (!isRequest(body)) throw new TypeError('no jobs were sent')
  return body
}

const row = (id: string, outcome = 'cancelled', problem: string | null = null) => ({
  table_name: 'upscaler_jobs',
  job_id: id,
  outcome,
  status: outcome === 'cancelled' ? 'cancelled' : 'running',
  refunded_credits: outcome === 'cancelled' ? 60 : null,
  new_balance: outcome === 'cancelled' ? 160 : null,
  problem,
})

const cancelAll = (body: unknown) => ({ body: requestOf(body).jobs.map(({ id }) => row(id)) })

async function cancelSelected(jobs: AiJob[], answer: Parameters<FakeSupabase['onRpc']>[1] = cancelAll) {
  const bar = renderBar(jobs)
  bar.server.onRpc(CANCEL, answer)
  await bar.click('todos')
  await bar.click('Cancelar selecionados')
  const dialog = within(await screen.findByRole('alertdialog'))
  const confirm = () => bar.user.click(dialog.getByRole('button', { name: /^Cancelar \d+ jobs?$/ }))
  return { ...bar, dialog, confirm }
}

/** What the server counts in one tool, and in all. */
const previewOf = (figures: { jobs: number; customers: number; credits: number }) => [
  { table_name: 'upscaler_jobs', tool_label: 'Upscaler de imagem', ...figures },
  { table_name: null, tool_label: null, ...figures },
]

/** The figure that stands beside a label. */
const figure = (dialog: ReturnType<typeof within>, label: string) =>
  dialog.getByText(label, { selector: 'dt' }).nextSibling?.textContent

describe('the bar', () => {
  test('says in its place that nothing can be cancelled, while nothing is selected either', () => {
    renderBar([], 0)
    expect(screen.queryByRole('region', { name: 'Ações em lote' })).not.toBeInTheDocument()
    expect(screen.getByText('Nenhum job em andamento para cancelar.')).toBeVisible()
  })

  test('offers all that match the filter', () => {
    renderBar([], 1284)
    expect(screen.getByRole('button', { name: 'Cancelar todos os 1.284 que correspondem ao filtro' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Cancelar selecionados' })).not.toBeInTheDocument()
  })

  test('counts what is selected, and clears it', async () => {
    const { user, click } = renderBar(stuckJobs(3))
    await user.click(screen.getAllByRole('checkbox')[0] ?? document.body)
    expect(screen.getByText('1 selecionado')).toBeVisible()
    await click('todos')
    expect(screen.getByText('3 selecionados')).toBeVisible()
    await click('Limpar seleção')
    expect(screen.queryByText(/selecionado/)).not.toBeInTheDocument()
  })
})

describe('the question about selected jobs', () => {
  test('sums them per tool, without asking the server', async () => {
    const video = { table_name: 'video_upscaler_jobs', tool_label: 'Upscaler de vídeo' }
    const jobs = [
      ...stuckJobs(2),
      read(runningJob({ minutesAgo: 7, refundable_credits: 1250, ...video })),
      read(runningJob({ minutesAgo: 7, ...video, user_id: null })),
    ]
    const { server, dialog } = await cancelSelected(jobs)
    expect(dialog.getByRole('heading', { name: 'Cancelar 4 jobs?' })).toBeVisible()
    const rows = dialog.getAllByRole('row').map((line) => line.textContent)
    expect(rows.slice(1)).toEqual(['Upscaler de imagem21120', 'Upscaler de vídeo211.310', 'Total411.430'])
    expect(server.rpcCalls(PREVIEW)).toEqual([])
    expect(server.rpcCalls(CANCEL)).toEqual([])
  })

  test('Voltar cancels nothing, keeps the selection and gives the focus back', async () => {
    const { server, user, dialog, checked } = await cancelSelected(stuckJobs(2))
    await user.click(dialog.getByRole('button', { name: 'Voltar' }))
    expect(server.rpcCalls(CANCEL)).toEqual([])
    expect(checked()).toEqual([true, true])
    await waitFor(() => expect(screen.getByRole('button', { name: 'Cancelar selecionados' })).toHaveFocus())
  })

  test('a common reason and details go along', async () => {
    const jobs = stuckJobs(2)
    const { server, user, dialog, confirm } = await cancelSelected(jobs)
    await user.click(dialog.getByRole('button', { name: 'Provedor não respondeu' }))
    await user.type(dialog.getByLabelText('Motivo (opcional)'), ' chamado 12 ')
    await confirm()
    expect(server.rpcCalls(CANCEL)).toEqual([
      {
        jobs: jobs.map(({ id }) => ({ table: 'upscaler_jobs', id })),
        reason: 'Provedor não respondeu: chamado 12',
        act_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ])
  })

  test('of 50 jobs is answered with one click, of 51 with their count', async () => {
    const { dialog, user } = await cancelSelected(stuckJobs(51))
    const button = dialog.getByRole('button', { name: 'Cancelar 51 jobs' })
    expect(button).toBeDisabled()
    await user.type(dialog.getByLabelText('Digite 51 para confirmar'), '50')
    expect(button).toBeDisabled()
    await user.type(dialog.getByLabelText('Digite 51 para confirmar'), '{Backspace}1')
    expect(button).toBeEnabled()
  })

  test('of 50 jobs asks for no count', async () => {
    const { dialog } = await cancelSelected(stuckJobs(50))
    expect(dialog.getByRole('button', { name: 'Cancelar 50 jobs' })).toBeEnabled()
  })
})

describe('the question about a whole filter', () => {
  const ids = stuckJobs(3).map(({ id }) => id)
  const preview = previewOf({ jobs: 3, customers: 2, credits: 180 })

  async function askAboutFilter(prepare: (server: FakeSupabase) => void = () => {}) {
    const bar = renderBar([], 3)
    bar.server.onRpc(PREVIEW, preview)
    bar.server.onRpc(
      KEYS,
      ids.map((id) => ({ table_name: 'upscaler_jobs', id })),
    )
    bar.server.onRpc(CANCEL, cancelAll)
    prepare(bar.server)
    await bar.click('Cancelar todos os 3 que correspondem ao filtro')
    return { ...bar, dialog: within(await screen.findByRole('alertdialog')) }
  }

  test('echoes the filter in words, with the jobs, customers and credits that the server counts', async () => {
    const { server, dialog } = await askAboutFilter()
    expect(await dialog.findByRole('heading', { name: 'Cancelar 3 jobs?' })).toBeVisible()
    expect(dialog.getByText('ferramenta Upscaler de imagem, só presos, de qualquer data')).toBeVisible()
    expect(dialog.getAllByRole('row')[1]).toHaveTextContent('Upscaler de imagem32180')
    expect(server.rpcCalls(PREVIEW)).toEqual([
      expect.objectContaining({ tool: 'upscaler_jobs', stuck_only: true, since: expect.any(String) }),
    ])
    expect(server.rpcCalls(CANCEL)).toEqual([])
  })

  test('counts a customer of two tools once in the total', async () => {
    const [image, total] = previewOf({ jobs: 2, customers: 2, credits: 120 })
    const video = {
      table_name: 'video_upscaler_jobs',
      tool_label: 'Upscaler de vídeo',
      jobs: 1,
      customers: 1,
      credits: 60,
    }
    const { dialog } = await askAboutFilter((server) =>
      server.onRpc(
        PREVIEW,
        [image, video, { ...total, jobs: 3, customers: 2, credits: 180 }].filter((row) => row !== undefined),
      ),
    )
    expect(await dialog.findByRole('row', { name: 'Total 3 2 180' })).toBeVisible()
  })

  test('cancels the jobs that were there when it was asked, not those that match later', async () => {
    const { server, user, dialog } = await askAboutFilter()
    const confirm = await dialog.findByRole('button', { name: 'Cancelar 3 jobs' })
    server.onRpc(KEYS, [])
    await user.click(confirm)
    await dialog.findByText('Cancelamento concluído')
    expect(server.rpcCalls(CANCEL).flatMap((body) => requestOf(body).jobs.map(({ id }) => id))).toEqual(ids)
    expect(server.rpcCalls(KEYS)).toHaveLength(1)
  })

  test('asks for the jobs page by page where the server gives only so many at once', async () => {
    const pages = [ids.slice(0, 2), ids.slice(2)]
    const { dialog } = await askAboutFilter((server) =>
      server.onRpc(KEYS, () => ({ body: (pages.shift() ?? []).map((id) => ({ table_name: 'upscaler_jobs', id })) })),
    )
    expect(await dialog.findByRole('button', { name: 'Cancelar 3 jobs' })).toBeEnabled()
  })

  test('says so when all of them are over by now', async () => {
    const { dialog } = await askAboutFilter((server) => {
      server.onRpc(PREVIEW, [])
      server.onRpc(KEYS, [])
    })
    expect(await dialog.findByText('Nenhum job pode ser cancelado: todos já terminaram.')).toBeVisible()
    expect(dialog.queryByRole('button', { name: /^Cancelar/ })).not.toBeInTheDocument()
  })

  test('a preview that cannot be loaded can be tried again', async () => {
    const { server, user, dialog } = await askAboutFilter((fresh) => fresh.onRpc(PREVIEW, () => databaseError('XX000')))
    const retry = await dialog.findByRole('button', { name: 'Tentar de novo' })
    expect(dialog.queryByRole('button', { name: /^Cancelar/ })).not.toBeInTheDocument()
    server.onRpc(PREVIEW, preview)
    await user.click(retry)
    expect(await dialog.findByRole('heading', { name: 'Cancelar 3 jobs?' })).toBeVisible()
  })

  test('a job of it that failed becomes selected, though it was on no page', async () => {
    const failing = runningJob({ minutesAgo: 11 })
    const { server, user, dialog } = await askAboutFilter((fresh) => {
      fresh.onRpc(KEYS, [{ table_name: 'upscaler_jobs', id: failing.id }])
      fresh.onRpc(PREVIEW, previewOf({ jobs: 1, customers: 1, credits: 60 }))
      fresh.onRpc(CANCEL, [row(failing.id, 'failed', 'O estorno falhou.')])
      fresh.onRpc('admin_get_ai_job', [jobDetails(failing)])
    })
    await user.click(await dialog.findByRole('button', { name: 'Cancelar 1 job' }))
    await dialog.findByText('O estorno falhou.')
    await user.click(dialog.getByRole('button', { name: 'Fechar' }))
    expect(await screen.findByText('1 selecionado')).toBeVisible()
    expect(server.rpcCalls('admin_get_ai_job')).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Cancelar selecionados' }))
    const again = within(screen.getByRole('alertdialog'))
    expect(await again.findByRole('row', { name: 'Upscaler de imagem 1 1 60' })).toBeVisible()
    expect(server.rpcCalls('admin_get_ai_job')).toEqual([{ job_table: 'upscaler_jobs', job_id: failing.id }])
  })
})

describe('while it runs', () => {
  test('shows how far it is, cannot be closed, and stops after the piece on its way', async () => {
    const jobs = stuckJobs(60)
    const answers: (() => void)[] = []
    const { server, user, dialog, confirm, checked } = await cancelSelected(
      jobs,
      (body) => new Promise((resolve) => answers.push(() => resolve(cancelAll(body)))),
    )
    await user.type(dialog.getByLabelText('Digite 60 para confirmar'), '60')
    await confirm()
    expect(dialog.getByText('0 de 60 jobs')).toBeVisible()
    expect(dialog.queryByRole('button', { name: 'Fechar' })).not.toBeInTheDocument()
    await user.keyboard('{Escape}')
    expect(screen.getByRole('alertdialog')).toBeVisible()

    answers[0]?.()
    expect(await dialog.findByText('50 de 60 jobs')).toBeVisible()
    expect(dialog.getByText('3.000 créditos estornados')).toBeVisible()
    expect(dialog.getByRole('progressbar', { name: 'Andamento' })).toHaveAttribute('aria-valuenow', '83')
    await waitFor(() => expect(answers).toHaveLength(2))
    await user.click(dialog.getByRole('button', { name: 'Parar' }))
    expect(dialog.getByRole('button', { name: 'Parando…' })).toBeDisabled()
    answers[1]?.()
    await dialog.findByRole('button', { name: 'Fechar' })
    expect(server.rpcCalls(CANCEL)).toHaveLength(2)
    expect(checked()).not.toContain(true)
  })

  test('what was stopped is told as unsent and stays selected', async () => {
    const answers: (() => void)[] = []
    const { user, dialog, confirm, checked } = await cancelSelected(
      stuckJobs(60),
      (body) => new Promise((resolve) => answers.push(() => resolve(cancelAll(body)))),
    )
    await user.type(dialog.getByLabelText('Digite 60 para confirmar'), '60')
    await confirm()
    await user.click(dialog.getByRole('button', { name: 'Parar' }))
    answers[0]?.()
    expect(await dialog.findByText('Cancelamento interrompido')).toBeVisible()
    expect(dialog.getByText('Parado a seu pedido.')).toBeVisible()
    expect(figure(dialog, 'Cancelados')).toBe('50')
    expect(figure(dialog, 'Não enviados')).toBe('10')
    expect(dialog.queryByText('Cancelamento concluído')).not.toBeInTheDocument()
    await waitFor(() => expect(checked().filter(Boolean)).toHaveLength(10))
  })

  test('all pieces of one act carry the same id', async () => {
    const { server, user, dialog, confirm } = await cancelSelected(stuckJobs(60))
    await user.type(dialog.getByLabelText('Digite 60 para confirmar'), '60')
    await confirm()
    await dialog.findByText('Cancelamento concluído')
    expect(new Set(server.rpcCalls(CANCEL).map((body) => requestOf(body).act_id)).size).toBe(1)
    expect(server.rpcCalls(CANCEL)).toHaveLength(2)
  })

  test('a pause that the server asks for is told, and can be stopped', async () => {
    const { server, user, dialog, confirm } = await cancelSelected(stuckJobs(2), () => ({
      status: 429,
      body: { code: 'PT429', message: 'muitos', details: '{"retryAfterSeconds": 40}', hint: null },
    }))
    await confirm()
    expect(await dialog.findByText(/^O servidor pediu uma pausa de 40 s\./)).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Parar' }))
    expect(await dialog.findByText('Cancelamento interrompido')).toBeVisible()
    expect(server.rpcCalls(CANCEL)).toHaveLength(1)
  })
})

describe('what came of it', () => {
  test('a full success is summed up, and nothing stays selected', async () => {
    const { queryClient, dialog, confirm, checked } = await cancelSelected(stuckJobs(3))
    const invalidate = vi.spyOn(queryClient, 'invalidateQueries')
    await confirm()
    expect(await dialog.findByText('Cancelamento concluído')).toBeVisible()
    expect(figure(dialog, 'Cancelados')).toBe('3')
    expect(figure(dialog, 'Créditos estornados')).toBe('180')
    expect(dialog.queryByRole('button', { name: /^Tentar de novo/ })).not.toBeInTheDocument()
    expect(invalidate).toHaveBeenCalledWith({ queryKey: ['ai-jobs'] })
    await waitFor(() => expect(checked()).not.toContain(true))
  })

  test('each outcome has its count, and failures say why and stay selected', async () => {
    const jobs = stuckJobs(6)
    const outcomes = ['failed', 'cancelled', 'replayed', 'already_over', 'not_found', 'busy']
    const { dialog, confirm, checked } = await cancelSelected(jobs, (body) => ({
      body: requestOf(body).jobs.map(({ id }) => {
        const outcome = outcomes[jobs.findIndex((job) => job.id === id)]
        return row(id, outcome, outcome === 'failed' ? 'O cliente não existe mais.' : null)
      }),
    }))
    await confirm()
    await dialog.findByText('Cancelamento concluído')
    for (const label of [
      'Cancelados',
      'Já estavam cancelados',
      'Já tinham terminado',
      'Não existem mais',
      'Falharam',
    ]) {
      expect(figure(dialog, label)).toBe('1')
    }
    expect(figure(dialog, 'Créditos estornados')).toBe('60')
    expect(dialog.getByText('O cliente não existe mais.')).toBeVisible()
    const results = within(dialog.getByRole('region', { name: 'Resultado por job' })).getAllByRole('listitem')
    expect(results.slice(0, 2).map((item) => item.textContent)).toEqual([
      expect.stringContaining('Falhou'),
      expect.stringContaining('Ocupado por outro processo'),
    ])
    await waitFor(() => expect(checked()).toEqual([true, false, false, false, false, true]))
  })

  test('each result says what went back, and leads to its job and back to the results', async () => {
    const jobs = [runningJob({ minutesAgo: 11 }), runningJob({ minutesAgo: 12 })]
    const [failing, ended] = jobs.map(({ id }) => id)
    const server = new FakeSupabase(jobs)
    server.onRpc(CANCEL, (body) => ({
      body: requestOf(body).jobs.map(({ id }) => row(id, id === failing ? 'failed' : 'cancelled')),
    }))
    server.onRpc('admin_get_ai_job', [jobDetails(jobs[0] ?? runningJob({ minutesAgo: 11 }))])
    const { user } = renderTab(server)
    for (const box of await screen.findAllByRole('checkbox', { name: /^Selecionar o job de/ })) await user.click(box)
    await user.click(screen.getByRole('button', { name: 'Cancelar selecionados' }))
    await user.click(await screen.findByRole('button', { name: 'Cancelar 2 jobs' }))
    const link = await screen.findByRole('link', { name: failing })
    expect(screen.getByRole('link', { name: ended }).parentElement).toHaveTextContent('60 créditos estornados')
    expect(link.parentElement).not.toHaveTextContent('estornado')

    await user.click(link)
    expect(await screen.findByRole('dialog', { name: 'Detalhes do job' })).toBeVisible()
    expect(window.location.search).toBe(`?open=upscaler_jobs%2F${failing}`)
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.getByRole('link', { name: failing })).toHaveFocus())
    await user.click(screen.getByRole('button', { name: 'Fechar' }))
    expect(await screen.findByText('1 selecionado')).toBeVisible()
  })

  test('those that failed can be tried again, and only those', async () => {
    const jobs = stuckJobs(3)
    const { server, user, dialog, confirm } = await cancelSelected(jobs, (body) => ({
      body: requestOf(body).jobs.map(({ id }) => (id === jobs[1]?.id ? row(id, 'busy') : row(id))),
    }))
    await confirm()
    const retry = await dialog.findByRole('button', { name: 'Tentar de novo o que falhou' })
    server.onRpc(CANCEL, cancelAll)
    await user.click(retry)
    await waitFor(() => expect(figure(dialog, 'Cancelados')).toBe('1'))
    expect(requestOf(server.rpcCalls(CANCEL).at(-1)).jobs).toEqual([{ table: 'upscaler_jobs', id: jobs[1]?.id }])
    expect(dialog.queryByRole('button', { name: /^Tentar de novo/ })).not.toBeInTheDocument()
  })

  test('a lost answer is asked for once more, and the figures are those of the first time', async () => {
    let calls = 0
    const { server, dialog, confirm } = await cancelSelected(stuckJobs(2), (body) => {
      calls += 1
      if (calls === 1) throw new TypeError('connection lost')
      const replayed = { refunded_credits: 60, new_balance: 160 }
      return { body: requestOf(body).jobs.map(({ id }) => ({ ...row(id, 'replayed'), ...replayed })) }
    })
    await confirm()
    await dialog.findByText('Cancelamento concluído')
    expect(figure(dialog, 'Cancelados')).toBe('2')
    expect(figure(dialog, 'Créditos estornados')).toBe('120')
    expect(server.rpcCalls(CANCEL)).toHaveLength(2)
  })

  test('jobs without any answer are read, and told as they are', async () => {
    const [running, ended] = stuckJobs(2)
    if (!running || !ended) throw new Error('two jobs were made')
    const { server, dialog, confirm, checked } = await cancelSelected([running, ended], () => {
      throw new TypeError('connection lost')
    })
    const { read_at: _, ...row } = ended
    server.onRpc('admin_get_ai_job', (body) => {
      const asked = JSON.stringify(body)
      const over = { phase: 'over', status: 'cancelled', ended_by: 'cancel', refunded_credits: 60 } as const
      return { body: [asked.includes(ended.id) ? jobDetails({ ...row, ...over }) : jobDetails(running)] }
    })
    await confirm()
    await dialog.findByText('Cancelamento concluído')
    expect(figure(dialog, 'Cancelados')).toBe('1')
    expect(figure(dialog, 'Sem resposta')).toBe('1')
    expect(figure(dialog, 'Créditos estornados')).toBe('60')
    await waitFor(() => expect(checked()).toEqual([true, false]))
  })

  test('when the server is out of reach all jobs stay selected, and those that were sent say why', async () => {
    let pieces = 0
    const { server, user, dialog, confirm, checked } = await cancelSelected(stuckJobs(120), (body) => {
      pieces += 1
      if (pieces > 1) throw new TypeError('connection lost')
      return cancelAll(body)
    })
    server.onRpc('admin_get_ai_job', () => {
      throw new TypeError('connection lost')
    })
    await user.type(dialog.getByLabelText('Digite 120 para confirmar'), '120')
    await confirm()
    expect(await dialog.findByText(/^O servidor não responde\..*continuam selecionados/)).toBeVisible()
    expect([figure(dialog, 'Cancelados'), figure(dialog, 'Sem resposta')]).toEqual(['50', '50'])
    expect(figure(dialog, 'Não enviados')).toBe('20')
    const [first] = within(dialog.getByRole('region', { name: 'Resultado por job' })).getAllByRole('listitem')
    expect(first).toHaveTextContent(/Sem resposta.*O servidor não respondeu\. Pode tentar de novo/)
    expect(checked().filter(Boolean)).toHaveLength(70)
  })

  test('those of a whole filter stay selected as well when the server is out of reach', async () => {
    const { server, user, click } = renderBar([], 1)
    const [job] = stuckJobs(1)
    server.onRpc(PREVIEW, previewOf({ jobs: 1, customers: 1, credits: 60 }))
    server.onRpc(KEYS, [{ table_name: 'upscaler_jobs', id: job?.id }])
    for (const name of [CANCEL, 'admin_get_ai_job']) {
      server.onRpc(name, () => {
        throw new TypeError('connection lost')
      })
    }
    await click('Cancelar o único que corresponde ao filtro')
    const dialog = within(screen.getByRole('alertdialog'))
    await user.click(await dialog.findByRole('button', { name: 'Cancelar 1 job' }))
    await user.click(await dialog.findByRole('button', { name: 'Fechar' }))
    expect(screen.getByText('1 selecionado')).toBeVisible()
  })

  test.each([
    ['42501', 403, 'Só administradores podem cancelar jobs.'],
    ['PGRST301', 401, 'Sua sessão expirou. Entre de novo para cancelar os demais.'],
    ['22023', 400, 'O servidor recusou o pedido. Confira o motivo e recarregue a página.'],
  ])('a refusal (%s) says why and claims no cancel', async (code, status, text) => {
    const { server, dialog, confirm, checked } = await cancelSelected(stuckJobs(2), () => databaseError(code, status))
    await confirm()
    expect(await dialog.findByText(text)).toBeVisible()
    expect(figure(dialog, 'Não enviados')).toBe('2')
    expect(dialog.queryByText('Cancelados')).not.toBeInTheDocument()
    expect(dialog.queryByText('a text of the database')).not.toBeInTheDocument()
    expect(server.rpcCalls(CANCEL)).toHaveLength(1)
    expect(checked()).toEqual([true, true])
  })

  test('of a thousand jobs only the first results are drawn, the others on demand', async () => {
    const { user, dialog, confirm } = await cancelSelected(stuckJobs(300))
    await user.type(dialog.getByLabelText('Digite 300 para confirmar'), '300')
    await confirm()
    await dialog.findByText('Cancelamento concluído')
    expect(dialog.getAllByRole('listitem')).toHaveLength(20)
    await user.click(dialog.getByRole('button', { name: 'Mostrar mais 200' }))
    expect(dialog.getAllByRole('listitem')).toHaveLength(220)
  })
})
