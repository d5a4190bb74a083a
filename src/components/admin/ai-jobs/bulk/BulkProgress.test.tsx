import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { CANCEL, cancelAll, cancelSelected, figure, requestOf, stuckJobs } from '@/test/bulk-bar'

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
