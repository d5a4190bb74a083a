import { act, screen, waitFor } from '@testing-library/react'
import { toast as hostToast } from 'sonner'
import { describe, expect, test } from 'vitest'
import { navigate } from '@/components/admin/ai-jobs/address'
import { jobDetails, runningJob } from '@/test/ai-job-factory'
import { cancelled, FakeSupabase, refusal } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'
import { FIRST_ADMIN, NEXT_ADMIN, signInAs } from '@/test/sign-in'

async function openAs(userId: string) {
  const server = new FakeSupabase([runningJob({ minutesAgo: 1, customer_email: 'first@example.com' })])
  await signInAs(server, userId)
  const { queryClient, user } = renderTab(server)
  await screen.findByText('first@example.com')
  const owners = () => [
    ...new Set(
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ queryKey }) => queryKey[1]),
    ),
  ]
  return { server, queryClient, user, owners }
}

test('what is kept is kept under the id of who asked', async () => {
  const { owners } = await openAs(FIRST_ADMIN)
  expect(owners()).toEqual([FIRST_ADMIN])
})

test('another user begins anew, and of the application’s own data nothing is taken', async () => {
  const { server, queryClient, user, owners } = await openAs(FIRST_ADMIN)
  queryClient.setQueryData(['of-the-host'], 'kept')
  await user.click(screen.getByRole('checkbox', { name: /^Selecionar o job de/ }))
  server.onList([runningJob({ minutesAgo: 1, customer_email: 'second@example.com' })])
  await signInAs(server, NEXT_ADMIN)
  expect(await screen.findByText('second@example.com')).toBeVisible()
  expect(screen.queryByText('first@example.com')).not.toBeInTheDocument()
  expect(screen.queryByRole('checkbox', { checked: true })).not.toBeInTheDocument()
  expect(owners()).toEqual([undefined, NEXT_ADMIN])
  expect(queryClient.getQueryData(['of-the-host'])).toBe('kept')
})

test('a session that is signed out leaves nothing behind', async () => {
  const { server, owners } = await openAs(FIRST_ADMIN)
  server.onTools(() => ({ status: 403, body: { code: '42501', message: '', details: null, hint: null } }))
  await act(() => server.client.auth.signOut({ scope: 'local' }))
  expect(await screen.findByText('Página só para administradores')).toBeVisible()
  expect(owners()).toEqual(['nobody'])
})

test('a new token of the same user changes nothing on the page', async () => {
  const { server, user } = await openAs(FIRST_ADMIN)
  await user.click(screen.getByRole('checkbox', { name: /^Selecionar o job de/ }))
  await signInAs(server, FIRST_ADMIN)
  expect(screen.getByRole('checkbox', { name: /^Selecionar o job de/ })).toBeChecked()
  expect(server.listCalls()).toHaveLength(1)
})

describe('an act whose answer is on its way', () => {
  async function beginCancel() {
    const { server, user } = await openAs(FIRST_ADMIN)
    const answer = Promise.withResolvers<ReturnType<typeof cancelled>>()
    server.onCancel(() => answer.promise)
    await user.click(screen.getByRole('button', { name: 'Cancelar' }))
    await user.click(await screen.findByRole('button', { name: 'Confirmar cancelamento' }))
    await waitFor(() => expect(server.cancelCalls()).toHaveLength(1))
    return { server, comesIn: (late: ReturnType<typeof cancelled>) => act(async () => answer.resolve(late)) }
  }

  test('is told although the view that it was begun in is gone', async () => {
    const { comesIn } = await beginCancel()
    act(() => navigate({ view: 'cleaner' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument())
    await comesIn(cancelled(60))
    expect(await screen.findByText(/^Job cancelado/)).toBeVisible()
  })

  test.each([
    ['its success', cancelled(60)],
    ['a refusal that leads elsewhere', refusal('rate_limited', 429, { askedCredits: 60 })],
  ])('is not told to the next user: %s', async (_what, late) => {
    const { server, comesIn } = await beginCancel()
    server.onList([runningJob({ minutesAgo: 1, customer_email: 'second@example.com' })])
    await signInAs(server, NEXT_ADMIN)
    await screen.findByText('second@example.com')
    const before = server.listCalls().length
    await comesIn(late)
    // The answer was taken in: the list is asked for anew.
    await waitFor(() => expect(server.listCalls().length).toBeGreaterThan(before))
    expect(document.querySelectorAll('[data-sonner-toast]')).toHaveLength(0)
    expect(window.location.search).toBe('')
  })
})

test('a toast of the one does not stand there for the next, one of the application does', async () => {
  const { server, user } = await openAs(FIRST_ADMIN)
  server.onCancel(() => cancelled(60))
  await user.click(screen.getByRole('button', { name: 'Cancelar' }))
  await user.click(await screen.findByRole('button', { name: 'Confirmar cancelamento' }))
  expect(await screen.findByText(/^Job cancelado/)).toBeVisible()
  act(() => void hostToast('of the host'))
  await signInAs(server, NEXT_ADMIN)
  await waitFor(() => expect(screen.queryByText(/^Job cancelado/)).not.toBeInTheDocument())
  expect(screen.getByText('of the host')).toBeVisible()
})

describe('what the address says of customers', () => {
  const ADDRESS = '/?search=ana&open=upscaler_jobs%2F00000000-0000-4000-8000-000000000001&cap=5&status=running&host=1'

  async function openAddressAs(userId: string) {
    window.history.replaceState(null, '', ADDRESS)
    const server = new FakeSupabase([runningJob({ minutesAgo: 1 })])
    server.onRpc('admin_get_ai_job', [jobDetails(runningJob({ minutesAgo: 1 }))])
    await signInAs(server, userId)
    renderTab(server)
    await waitFor(() => expect(server.rpcCalls('admin_get_ai_job')).toHaveLength(1))
    return server
  }

  test('stays for who follows a link', async () => {
    const server = await openAddressAs(FIRST_ADMIN)
    expect(window.location.search).toBe(ADDRESS.slice(1))
    expect(server.listCalls()).toEqual([expect.objectContaining({ search: 'ana' })])
  })

  test('goes with a sign-out', async () => {
    const server = await openAddressAs(FIRST_ADMIN)
    await act(() => server.client.auth.signOut({ scope: 'local' }))
    expect(window.location.search).toBe('?status=running&host=1')
  })

  test('is neither there nor asked for when another user takes over', async () => {
    const server = await openAddressAs(FIRST_ADMIN)
    const before = server.listCalls().length
    await signInAs(server, NEXT_ADMIN)
    expect(window.location.search).toBe('?status=running&host=1')
    await waitFor(() => expect(server.listCalls()).toHaveLength(before + 1))
    expect(server.listCalls().at(-1)).not.toHaveProperty('search')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })
})
