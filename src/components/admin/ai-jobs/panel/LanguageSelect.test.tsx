import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { changeLanguage } from '@/components/admin/ai-jobs/texts/texts'
import { runningJob } from '@/test/ai-job-factory'
import { aiTool, limitAdvice } from '@/test/cleaner-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

afterEach(() => act(() => changeLanguage('pt-BR')))

async function choose(user: ReturnType<typeof renderTab>['user'], now: string, next: string) {
  await user.click(await screen.findByRole('combobox', { name: now }))
  await user.click(screen.getByRole('option', { name: next }))
}

test('another language takes over without a reload, and what was typed and selected stays', async () => {
  const server = new FakeSupabase([runningJob({ minutesAgo: 11, user_id: null })], { jobs: 1_234 })
  const { user } = renderTab(server)
  await user.click(await screen.findByRole('checkbox', { name: /^Selecionar o job/ }))
  expect(screen.getByRole('columnheader', { name: 'Cliente' })).toBeVisible()

  await choose(user, 'Idioma: Português', 'English')
  expect(await screen.findByRole('columnheader', { name: 'Customer' })).toBeVisible()
  expect(screen.getByRole('cell', { name: /^Running/ })).toBeVisible()
  expect(screen.getByText('1,234')).toBeVisible()
  expect(screen.getByRole('checkbox', { name: /^Select the job of / })).toBeChecked()
  expect(screen.getByText('1 selected')).toBeVisible()
  expect(screen.getByRole('heading', { level: 1 }).closest('[lang]')).toHaveAttribute('lang', 'en')
  expect(window.localStorage.getItem('estorno-language')).toBe('en')
  await waitFor(() => expect(screen.getByRole('combobox', { name: 'Language: English' })).toHaveFocus())
})

test('a limit that is typed and not saved stays as well', async () => {
  window.history.replaceState(null, '', '/?view=cleaner')
  const server = new FakeSupabase()
  server.onTools(() => ({ body: [aiTool()] }))
  server.onRpc('admin_advise_limits', [limitAdvice()])
  const { user } = renderTab(server)
  const field = await screen.findByRole('spinbutton', { name: 'Limite de processamento' })
  await user.clear(field)
  await user.type(field, '17')
  await choose(user, 'Idioma: Português', 'Español')
  expect(await screen.findByRole('spinbutton', { name: 'Límite de procesamiento' })).toHaveValue(17)
})

test('a language that cannot be loaded leaves all as it is, and says so', async () => {
  vi.doMock('@/components/admin/ai-jobs/texts/en/en', () => {
    throw new TypeError('offline')
  })
  const { user } = renderTab(new FakeSupabase([runningJob({ minutesAgo: 11 })]))
  await user.click(await screen.findByRole('checkbox', { name: /^Selecionar o job/ }))
  await choose(user, 'Idioma: Português', 'English')
  expect(await screen.findByText(/^Não foi possível carregar o idioma\./)).toBeVisible()
  expect(screen.getByRole('combobox', { name: 'Idioma: Português' })).toBeVisible()
  expect(screen.getByRole('checkbox', { name: /^Selecionar o job/ })).toBeChecked()
  expect(window.localStorage.getItem('estorno-language')).toBeNull()
})
