import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { CapRaise } from '@/components/admin/ai-jobs/credit-cap/credit-cap'
import { runningJob } from '@/test/ai-job-factory'
import { attentionJob } from '@/test/attention-factory'
import { cleanerHealth } from '@/test/cleaner-factory'
import { databaseRefusal, FakeSupabase, refusal, sessionOf } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

const OWN_ID = '00000000-0000-4000-a000-000000000001'
const OTHER_ID = '00000000-0000-4000-a000-000000000002'

const raise = (overrides: Partial<CapRaise> = {}): CapRaise => ({
  id: 7,
  admin_id: OTHER_ID,
  admin_name: 'Outra Administradora',
  admin_email: 'admin2@example.com',
  credits: 500,
  reason: 'queda do provedor',
  requested_at: new Date(Date.now() - 120_000).toISOString(),
  status: 'pending',
  cap_credits: 1000,
  used_credits: 990,
  ...overrides,
})

type World = { raises?: CapRaise[]; cap?: { cap_credits: number | null; used_credits: number | null } }

function serverWith({ raises = [], cap = { cap_credits: 500, used_credits: 480 } }: World = {}) {
  const server = new FakeSupabase([runningJob({ minutesAgo: 7 })])
  server.onSignIn(() => ({ body: sessionOf(OWN_ID, 'admin@example.com') }))
  server.onRpc('admin_cleaner_health', [cleanerHealth({ minutesAgo: 1 })])
  server.onRpc('admin_get_credit_cap', [cap])
  server.onRpc('admin_list_cap_raises', raises)
  server.onRpc('admin_list_attention', [attentionJob('refund_failed')])
  server.onRpc('admin_reconcile', [])
  server.onRpc('admin_list_late_results', [])
  return server
}

async function openAttention(world: World) {
  window.history.replaceState(null, '', '/?view=attention')
  const server = serverWith(world)
  await act(() => server.client.auth.signInWithPassword({ email: 'admin@example.com', password: 'demo-password' }))
  const { user } = renderTab(server)
  await screen.findByText('Nenhum resultado tardio.')
  return { server, user }
}

const section = () => screen.findByRole('region', { name: 'Limite diário de créditos' })

describe('in Atenção', () => {
  test('a project without a cap is told of none', async () => {
    const { server } = await openAttention({ cap: { cap_credits: null, used_credits: null } })
    await waitFor(() => expect(server.rpcCalls('admin_get_credit_cap')).toHaveLength(1))
    expect(screen.queryByText(/Limite diário/)).not.toBeInTheDocument()
  })

  test('the admin reads what may still go back today', async () => {
    await openAttention({})
    expect(within(await section()).getByText('Hoje você devolveu 480 de 500 créditos.')).toBeVisible()
  })

  test('another admin’s request is confirmed, after a question', async () => {
    const { server, user } = await openAttention({ raises: [raise(), raise({ id: 8, status: 'confirmed' })] })
    const place = within(await section())
    expect(await place.findAllByRole('listitem')).toHaveLength(1)
    expect(place.getByText('Outra Administradora pede mais 500 créditos por hoje.')).toBeVisible()
    await user.click(place.getByRole('button', { name: 'Confirmar' }))
    const dialog = within(screen.getByRole('alertdialog', { name: 'Confirmar mais 500 créditos?' }))
    expect(dialog.getByText('queda do provedor')).toBeVisible()
    expect(server.rpcCalls('admin_confirm_cap_raise')).toEqual([])
    server.onRpc('admin_confirm_cap_raise', [raise({ status: 'confirmed' })])
    await user.click(dialog.getByRole('button', { name: 'Confirmar' }))
    expect(await screen.findByText('Confirmado: mais 500 créditos por hoje.')).toBeVisible()
    expect(server.rpcCalls('admin_confirm_cap_raise')).toEqual([{ raise_id: 7 }])
  })

  test('one’s own request waits, and is nothing to confirm', async () => {
    await openAttention({ raises: [raise({ admin_id: OWN_ID })] })
    const place = within(await section())
    expect(await place.findByText('Espera por outro administrador')).toBeVisible()
    expect(place.queryByRole('button', { name: 'Confirmar' })).not.toBeInTheDocument()
  })

  test('a confirmation that is refused says why', async () => {
    const { server, user } = await openAttention({ raises: [raise()] })
    const place = within(await section())
    await user.click(await place.findByRole('button', { name: 'Confirmar' }))
    server.onRpc('admin_confirm_cap_raise', () => databaseRefusal('22023', 'Expirou.', null, 'cap_raise_expired'))
    await user.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Confirmar' }))
    expect(await screen.findByText('O pedido valia só para o dia em que foi feito.')).toBeVisible()
    expect(screen.queryByText(/^Confirmado/)).not.toBeInTheDocument()
  })
})

describe('an act above the cap', () => {
  const question = async () => within(await screen.findByRole('alertdialog', { name: 'Pedir mais créditos por hoje?' }))

  test('leads from the cancel of a job to the request, which says how much is missing', async () => {
    const server = serverWith()
    const { user } = renderTab(server)
    await user.click(await screen.findByRole('button', { name: 'Cancelar' }))
    const limit = { retryAfterSeconds: 3600, capCredits: 500, usedCredits: 480, askedCredits: 60 }
    server.onCancel(() => refusal('rate_limited', 429, limit))
    await user.click(await screen.findByRole('button', { name: 'Confirmar cancelamento' }))

    const dialog = await question()
    expect(dialog.getByText(/^O estorno de 60 créditos passa do seu limite diário e não foi feito\./)).toBeVisible()
    expect(await dialog.findByText('Hoje você devolveu 480 de 500 créditos.')).toBeVisible()
    expect(dialog.getByLabelText('Créditos a mais')).toHaveValue(40)
    const ask = dialog.getByRole('button', { name: 'Pedir confirmação' })
    expect(ask).toBeDisabled()
    await user.type(dialog.getByLabelText('Motivo (obrigatório)'), 'queda do provedor')
    server.onRpc('admin_request_cap_raise', [raise({ admin_id: OWN_ID })])
    await user.click(ask)
    expect(await screen.findByText(/^Pedido registrado/)).toBeVisible()
    expect(server.rpcCalls('admin_request_cap_raise')).toEqual([{ credits: 40, reason: 'queda do provedor' }])
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument())
    expect(window.location.search).toBe('')
  })

  test('leads from a second try to the request', async () => {
    const { server, user } = await openAttention({})
    const detail = JSON.stringify({ capCredits: 500, usedCredits: 480, askedCredits: 60, retryAfterSeconds: 3600 })
    server.onRpc('admin_retry_ai_job', () => databaseRefusal('PT429', 'Passa do limite.', detail, 'daily_cap'))
    await user.click(await screen.findByRole('button', { name: 'Tentar de novo' }))
    expect((await question()).getByText(/^O estorno de 60 créditos/)).toBeVisible()
  })

  test('too many acts are only told', async () => {
    const { server, user } = await openAttention({})
    const detail = '{"retryAfterSeconds": 12}'
    server.onRpc('admin_retry_ai_job', () => databaseRefusal('PT429', 'Muitas ações.', detail, 'rate_limited'))
    await user.click(await screen.findByRole('button', { name: 'Tentar de novo' }))
    expect(await screen.findByText('Muitas ações seguidas. Tente de novo em 12 s.')).toBeVisible()
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
  })

  test.each(['0', '1000001', '1.5', ''])('“%s” credits cannot be asked for', async (typed) => {
    window.history.replaceState(null, '', '/?cap=60')
    const { user } = renderTab(serverWith())
    const dialog = await question()
    const credits = dialog.getByLabelText('Créditos a mais')
    await user.type(dialog.getByLabelText('Motivo (obrigatório)'), 'queda do provedor')
    await user.clear(credits)
    if (typed) await user.type(credits, typed)
    expect(dialog.getByRole('button', { name: 'Pedir confirmação' })).toBeDisabled()
  })
})
