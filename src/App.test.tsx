import { act, render, screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { App, Page } from '@/App'
import { SupabaseContext } from '@/components/admin/ai-jobs/supabase-context'
import { runningJob } from '@/test/ai-job-factory'
import { FakeSupabase, sessionOf } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

const session = sessionOf('00000000-0000-4000-8000-00000000000a', 'admin@example.com')
const nextSession = sessionOf('00000000-0000-4000-8000-00000000000b', 'admin2@example.com')

async function signIn(server: FakeSupabase) {
  const rendered = renderWith(server, <Page />)
  await rendered.user.type(await screen.findByLabelText('E-mail'), 'admin@example.com')
  await rendered.user.type(screen.getByLabelText('Senha'), 'demo-password')
  await rendered.user.click(screen.getByRole('button', { name: 'Entrar' }))
  return rendered
}

test('the place of the toasts is named in the language of the page', () => {
  const { client } = new FakeSupabase()
  render(
    <SupabaseContext value={client}>
      <App />
    </SupabaseContext>,
  )
  expect(screen.getByRole('region')).toHaveAccessibleName(/^Notificações/)
})

test('signing in shows the tab, signing out forgets what it showed', async () => {
  const server = new FakeSupabase([runningJob({ minutesAgo: 7 })])
  server.onSignIn(() => ({ body: session }))
  const { queryClient, user } = await signIn(server)
  expect(await screen.findByText('cliente@example.com')).toBeVisible()
  expect(screen.getByText('admin@example.com')).toBeVisible()

  await user.click(screen.getByRole('button', { name: 'Sair' }))
  expect(await screen.findByLabelText('Senha')).toBeVisible()
  expect(queryClient.getQueryCache().getAll()).toEqual([])
})

describe('somebody else signs in, as another tab may do', () => {
  const jobOf = (customer_email: string) => runningJob({ minutesAgo: 7, customer_email })

  async function signInNext(server: FakeSupabase) {
    server.onSignIn(() => ({ body: nextSession }))
    await act(() => server.client.auth.signInWithPassword({ email: 'admin2@example.com', password: 'demo-password' }))
  }

  test('who never sees what the first one saw', async () => {
    const server = new FakeSupabase([jobOf('first@example.com')])
    server.onSignIn(() => ({ body: session }))
    const { queryClient } = await signIn(server)
    await screen.findByText('first@example.com')
    const seen: (string | null)[] = []
    const observer = new MutationObserver(() => seen.push(document.body.textContent))
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })

    server.onList([jobOf('second@example.com')])
    await signInNext(server)
    expect(await screen.findByText('second@example.com')).toBeVisible()
    observer.disconnect()
    const ofTheNext = seen.filter((text) => text?.includes('admin2@example.com'))
    expect(ofTheNext).not.toHaveLength(0)
    expect(ofTheNext.filter((text) => text?.includes('first@example.com'))).toEqual([])
    const owners = queryClient
      .getQueryCache()
      .getAll()
      .map(({ queryKey }) => queryKey[1])
    expect(new Set(owners)).toEqual(new Set([nextSession.user.id]))
  })

  test('and what the first one asked for is not shown when it comes after all', async () => {
    const server = new FakeSupabase()
    const late = Promise.withResolvers<{ body: unknown }>()
    server.onSignIn(() => ({ body: session }))
    server.onList(() => late.promise)
    await signIn(server)
    await waitFor(() => expect(server.listCalls()).toHaveLength(1))

    server.onList([jobOf('second@example.com')])
    await signInNext(server)
    await screen.findByText('second@example.com')
    await act(async () => late.resolve({ body: [jobOf('first@example.com')] }))
    expect(screen.queryByText('first@example.com')).not.toBeInTheDocument()
  })
})

test.each([
  [400, { error_code: 'invalid_credentials' }, 'E-mail ou senha incorretos.'],
  [400, {}, 'E-mail ou senha incorretos.'],
  [400, { error_code: 'email_not_confirmed' }, 'Confirme seu e-mail antes de entrar.'],
  [429, { error_code: 'over_request_rate_limit' }, 'Muitas tentativas. Aguarde um pouco e tente de novo.'],
  [422, { error_code: 'validation_failed' }, 'Não foi possível entrar. Tente de novo.'],
])('a sign-in refused with %i %o says why', async (status, body, text) => {
  const server = new FakeSupabase()
  server.onSignIn(() => ({ status, body: { ...body, msg: 'a text of the auth server' } }))
  await signIn(server)
  expect(await screen.findByRole('alert')).toHaveTextContent(text)
})

test('a server out of reach is not a wrong password', async () => {
  const server = new FakeSupabase()
  server.onSignIn(() => {
    throw new TypeError('offline')
  })
  await signIn(server)
  expect(await screen.findByRole('alert')).toHaveTextContent('O servidor não respondeu.')
})
