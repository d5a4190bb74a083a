import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { CONTRADICTION_KINDS } from '@/components/admin/ai-jobs/attention/contradiction'
import { Reconciliation } from '@/components/admin/ai-jobs/attention/Reconciliation'
import { contradiction } from '@/test/attention-factory'
import { databaseRefusal, FakeSupabase, tools } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

async function renderLines(lines: object[]) {
  const server = new FakeSupabase()
  server.onRpc('admin_reconcile', lines)
  const { user } = renderWith(server, <Reconciliation tools={tools} />)
  const section = within(screen.getByRole('region', { name: 'Reconciliação' }))
  await waitFor(() => expect(section.queryByRole('status', { name: 'Carregando…' })).not.toBeInTheDocument())
  return { server, user, section }
}

test('no line is a green tick', async () => {
  const { section } = await renderLines([])
  expect(section.getByText('Tudo confere')).toBeVisible()
})

describe('what does not add up', () => {
  test.each(CONTRADICTION_KINDS)('%s is explained, and everything does not add up', async (kind) => {
    const { section } = await renderLines([contradiction(kind)])
    const heading = section.getByRole('heading', { level: 3 })
    expect(heading).not.toHaveTextContent(kind)
    expect(heading.nextElementSibling).toHaveTextContent(/[.:]$/)
    expect(section.queryByText('Tudo confere')).not.toBeInTheDocument()
  })

  test('stands together by kind, with its count', async () => {
    const other = '00000000-0000-4000-8000-0000000000a2'
    const { section } = await renderLines([
      contradiction('charged_not_refunded'),
      contradiction('ledger_differs', { table_name: null, job_id: null, detail: { ledger: 40, parts: 1_107 } }),
      contradiction('charged_not_refunded', { job_id: other }),
    ])
    const headings = section.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent)
    expect(headings).toEqual(['Cobrado e não estornado2', 'Extrato diferente do saldo1'])
  })

  test('of a kind that this version does not know is shown all the same', async () => {
    const { section } = await renderLines([contradiction('moon_phase')])
    expect(section.getByRole('heading', { level: 3 })).toHaveTextContent('moon_phase')
  })

  test('that nobody registered a table comes with the SQL', async () => {
    const sql = "select estorno.register_job_table('face_jobs', 'Face Jobs');"
    const { user, section } = await renderLines([
      contradiction('table_not_registered', { table_name: 'face_jobs', job_id: null, detail: { statement: sql } }),
    ])
    await user.click(section.getByRole('button', { name: 'Copiar' }))
    expect(await navigator.clipboard.readText()).toBe(sql)
  })

  test('that a charge came after the end comes with the statement that gives it back', async () => {
    const sql =
      "select * from public.refund_upscaler_credits('u', 60, 'Estorno: cobrado depois do encerramento (a, b)');"
    const { user, section } = await renderLines([contradiction('charged_after_end', { detail: { statement: sql } })])
    await user.click(section.getByRole('button', { name: 'Copiar' }))
    expect(await navigator.clipboard.readText()).toBe(sql)
  })

  test('of which this version does not know the detail is shown all the same', async () => {
    const { section } = await renderLines([{ ...contradiction('refund_differs'), detail: 'moon' }])
    expect(section.getByText('60 créditos')).toBeVisible()
  })

  test('shows twenty lines of a kind, and all when asked', async () => {
    const lines = Array.from({ length: 23 }, (_, index) => contradiction('refund_differs', { job_id: `job-${index}` }))
    const { user, section } = await renderLines(lines)
    expect(section.getAllByRole('listitem')).toHaveLength(20)
    await user.click(section.getByRole('button', { name: 'Mostrar todas as 23 linhas' }))
    expect(section.getAllByRole('listitem')).toHaveLength(23)
  })
})

describe('a repair', () => {
  async function repair(answer: Parameters<FakeSupabase['onRpc']>[1], reason = '') {
    const rendered = await renderLines([contradiction('charged_not_refunded')])
    rendered.server.onRpc('admin_repair_ai_job', answer)
    await rendered.user.click(rendered.section.getByRole('button', { name: 'Reparar: estornar 60 créditos' }))
    const dialog = within(screen.getByRole('alertdialog', { name: 'Estornar 60 créditos?' }))
    if (reason) await rendered.user.type(dialog.getByLabelText('Motivo (opcional)'), reason)
    await rendered.user.click(dialog.getByRole('button', { name: 'Estornar' }))
    return rendered
  }

  const noSuccess = () => expect(screen.queryByText(/^Reparado/)).not.toBeInTheDocument()

  test('tells what the server gave back, not what was asked for', async () => {
    const { server } = await repair([{ outcome: 'repaired', refunded_credits: 45, new_balance: 100 }], 'pedido 17')
    expect(await screen.findByText('Reparado: 45 créditos estornados.')).toBeVisible()
    expect(server.rpcCalls('admin_repair_ai_job')).toEqual([
      { job_table: 'upscaler_jobs', job_id: '00000000-0000-4000-8000-0000000000a1', reason: 'pedido 17' },
    ])
    await waitFor(() => expect(screen.getByRole('region', { name: 'Reconciliação' })).toHaveFocus())
  })

  test.each([
    ['replayed', 60, 'Já tinha sido reparado: 60 créditos estornados.'],
    ['not_repairable', null, /^Este job não pode ser reparado/],
    ['not_found', null, 'Este job não existe mais.'],
  ])('%s is no success', async (outcome, refunded_credits, text) => {
    await repair([{ outcome, refunded_credits, new_balance: null }])
    expect(await screen.findByText(text)).toBeVisible()
    noSuccess()
  })

  test('that fails says why and leaves the line', async () => {
    const { section } = await repair(() => databaseRefusal('PT500', 'O estorno não foi feito.', 'sem linha'))
    expect(await screen.findByText('O estorno não foi feito.')).toBeVisible()
    expect(screen.getByText('Texto do banco de dados: sem linha')).toBeVisible()
    expect(section.getByRole('button', { name: /^Reparar/ })).toBeEnabled()
    noSuccess()
  })

  test.each(CONTRADICTION_KINDS.filter((kind) => kind !== 'charged_not_refunded'))('%s has none', async (kind) => {
    const { section } = await renderLines([contradiction(kind)])
    expect(section.queryByRole('button', { name: /^Reparar/ })).not.toBeInTheDocument()
  })
})
