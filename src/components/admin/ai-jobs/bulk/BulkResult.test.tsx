import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { NOBODY } from '@/components/admin/ai-jobs/panel-session'
import { finishedJob, jobDetails, runningJob } from '@/test/ai-job-factory'
import {
  CANCEL,
  cancelAll,
  cancelSelected,
  figure,
  KEYS,
  PREVIEW,
  previewOf,
  read,
  renderBar,
  requestOf,
  row,
  stuckJobs,
} from '@/test/bulk-bar'
import { databaseError, FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'
import { NEXT_ADMIN } from '@/test/sign-in'

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
        const problem_detail = outcome === 'failed' ? 'no customer' : null
        return { ...row(id, outcome, outcome === 'failed' ? 'O cliente não existe mais.' : null), problem_detail }
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
    expect(dialog.getByText('Texto do banco de dados: no customer')).toBeVisible()
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

  test('is shown once more while a job that failed is selected, with the reasons, and can be tried again from there', async () => {
    const jobs = stuckJobs(3)
    const { server, user, dialog, confirm, click, checked } = await cancelSelected(jobs, (body) => ({
      body: requestOf(body).jobs.map(({ id }) =>
        id === jobs[1]?.id ? row(id, 'failed', 'O cliente não existe mais.') : row(id),
      ),
    }))
    await user.click(dialog.getByRole('button', { name: 'Pedido do cliente' }))
    await confirm()
    await user.click(await dialog.findByRole('button', { name: 'Fechar' }))
    await waitFor(() => expect(checked()).toEqual([false, true, false]))

    await click('Ver resultado')
    const again = within(await screen.findByRole('alertdialog', { name: 'Cancelamento concluído' }))
    expect(again.getByText('O cliente não existe mais.')).toBeVisible()
    expect(figure(again, 'Cancelados')).toBe('2')
    expect(server.rpcCalls(CANCEL)).toHaveLength(1)
    server.onRpc(CANCEL, cancelAll)
    await user.click(again.getByRole('button', { name: 'Tentar de novo o que falhou' }))
    await waitFor(() => expect(figure(again, 'Cancelados')).toBe('1'))
    expect(requestOf(server.rpcCalls(CANCEL).at(-1))).toMatchObject({
      jobs: [{ table: 'upscaler_jobs', id: jobs[1]?.id }],
      reason: 'Pedido do cliente',
    })
    await user.click(again.getByRole('button', { name: 'Fechar' }))
    await waitFor(() => expect(checked()).not.toContain(true))
    expect(screen.queryByRole('button', { name: 'Ver resultado' })).not.toBeInTheDocument()
  })

  test('tries again from there only what is still selected', async () => {
    const jobs = stuckJobs(3)
    const { server, user, dialog, confirm, click, checked } = await cancelSelected(jobs, (body) => ({
      body: requestOf(body).jobs.map(({ id }) => row(id, id === jobs[2]?.id ? 'cancelled' : 'failed')),
    }))
    await confirm()
    expect(await dialog.findByText(/continuam selecionados/)).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Fechar' }))
    await waitFor(() => expect(checked()).toEqual([true, true, false]))
    await user.click(screen.getByRole('checkbox', { name: jobs[0]?.id ?? '' }))

    await click('Ver resultado')
    const again = within(await screen.findByRole('alertdialog'))
    expect(again.queryByText(/continuam selecionados/)).not.toBeInTheDocument()
    server.onRpc(CANCEL, cancelAll)
    await user.click(again.getByRole('button', { name: 'Tentar de novo o que falhou' }))
    await waitFor(() => expect(figure(again, 'Cancelados')).toBe('1'))
    expect(requestOf(server.rpcCalls(CANCEL).at(-1)).jobs).toEqual([{ table: 'upscaler_jobs', id: jobs[1]?.id }])
  })

  test('has nothing to try again once the last of those that failed is over', async () => {
    const job = runningJob({ minutesAgo: 11 })
    const server = new FakeSupabase([job])
    server.onRpc(CANCEL, [row(job.id, 'failed')])
    const { user, queryClient } = renderTab(server)
    await user.click(await screen.findByRole('checkbox', { name: /^Selecionar o job de/ }))
    await user.click(screen.getByRole('button', { name: 'Cancelar selecionados' }))
    await user.click(await screen.findByRole('button', { name: 'Cancelar 1 job' }))
    await user.click(await screen.findByRole('button', { name: 'Fechar' }))
    await user.click(await screen.findByRole('button', { name: 'Ver resultado' }))
    expect(await screen.findByRole('button', { name: /^Tentar de novo/ })).toBeVisible()

    server.onList([finishedJob('completed', { id: job.id })])
    await act(() => queryClient.refetchQueries())
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Tentar de novo/ })).not.toBeInTheDocument())
    expect(screen.getByRole('button', { name: 'Fechar' })).toBeVisible()
  })

  test('is offered no more once none of those that failed is selected', async () => {
    const jobs = stuckJobs(2)
    const { user, dialog, confirm, click, checked } = await cancelSelected(jobs, (body) => ({
      body: requestOf(body).jobs.map(({ id }) => row(id, id === jobs[0]?.id ? 'failed' : 'cancelled')),
    }))
    await confirm()
    await user.click(await dialog.findByRole('button', { name: 'Fechar' }))
    expect(await screen.findByRole('button', { name: 'Ver resultado' })).toBeVisible()
    await waitFor(() => expect(checked()).toEqual([true, false]))
    await click('Limpar seleção')
    await user.click(screen.getAllByRole('checkbox')[1] ?? document.body)
    expect(screen.getByText('1 selecionado')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Ver resultado' })).not.toBeInTheDocument()
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

  test('jobs without any answer are read, and told as they are: what a colleague cancelled is not of this run', async () => {
    const jobs = [runningJob({ minutesAgo: 11 }), runningJob({ minutesAgo: 11 }), runningJob({ minutesAgo: 11 })]
    const [, own, colleagues] = jobs.map(({ id }) => id)
    const { server, dialog, confirm, checked } = await cancelSelected(jobs.map(read), () => {
      throw new TypeError('connection lost')
    })
    server.onRpc('admin_get_ai_job', (body) => {
      const asked = JSON.stringify(body)
      const over = { phase: 'over', status: 'cancelled', ended_by: 'cancel', refunded_credits: 60 } as const
      return {
        body: jobs
          .filter(({ id }) => asked.includes(id))
          .map((job) => {
            if (job.id === own) return jobDetails({ ...job, ...over }, { settled_by_id: NOBODY })
            if (job.id === colleagues) return jobDetails({ ...job, ...over }, { settled_by_id: NEXT_ADMIN })
            return jobDetails(job)
          }),
      }
    })
    await confirm()
    await dialog.findByText('Cancelamento concluído')
    expect(figure(dialog, 'Cancelados')).toBe('1')
    expect(figure(dialog, 'Já estavam cancelados')).toBe('1')
    expect(figure(dialog, 'Sem resposta')).toBe('1')
    expect(figure(dialog, 'Créditos estornados')).toBe('60')
    await waitFor(() => expect(checked()).toEqual([true, false, false]))
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
