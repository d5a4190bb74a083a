import { act, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { runningJob } from '@/test/ai-job-factory'
import { FakeSupabase } from '@/test/fake-supabase'
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
