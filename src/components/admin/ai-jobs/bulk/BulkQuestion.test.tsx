import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { jobDetails, runningJob } from '@/test/ai-job-factory'
import {
  CANCEL,
  cancelAll,
  cancelSelected,
  KEYS,
  PREVIEW,
  previewOf,
  read,
  renderBar,
  requestOf,
  row,
  stuckJobs,
} from '@/test/bulk-bar'
import { databaseError, type FakeSupabase } from '@/test/fake-supabase'

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

  test('says how many of them failed before, and for how much', async () => {
    const failed = read(runningJob({ minutesAgo: 11, attention: 'refund_failed', refundable_credits: 1250 }))
    const busy = read(runningJob({ minutesAgo: 11, attention: 'busy' }))
    const { dialog } = await cancelSelected([failed, busy, ...stuckJobs(1)])
    expect(dialog.getByText(/^1 destes jobs já falhou antes e pode falhar de novo \(1\.250 créditos\)\./)).toBeVisible()
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
    expect(dialog.queryByText(/falhar de novo/)).not.toBeInTheDocument()
  })

  test('says what the server knows of them to have failed before', async () => {
    const failing = preview.map((row) => ({ ...row, failed_jobs: 2, failed_credits: 120 }))
    const { dialog } = await askAboutFilter((server) => server.onRpc(PREVIEW, failing))
    expect(await dialog.findByText(/^2 destes jobs já falharam antes e podem falhar de novo/)).toBeVisible()
  })

  test('counts a customer of two tools once in the total', async () => {
    const [image, total] = previewOf({ jobs: 2, customers: 2, credits: 120 })
    const video = {
      table_name: 'video_upscaler_jobs',
      tool_label: 'Upscaler de vídeo',
      jobs: 1,
      customers: 1,
      credits: 60,
      failed_jobs: 0,
      failed_credits: 0,
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
