import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Page } from '@/App'
import { runningJob } from '@/test/ai-job-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

const session = {
  access_token: 'header.payload.signature',
  token_type: 'bearer',
  expires_in: 3600,
  refresh_token: 'refresh',
  user: { id: '00000000-0000-4000-8000-00000000000a', email: 'admin@example.com', aud: 'authenticated' },
}

async function signIn(server: FakeSupabase) {
  const rendered = renderWith(server, <Page />)
  await rendered.user.type(await screen.findByLabelText('E-mail'), 'admin@example.com')
  await rendered.user.type(screen.getByLabelText('Senha'), 'demo-password')
  await rendered.user.click(screen.getByRole('button', { name: 'Entrar' }))
  return rendered
}

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
