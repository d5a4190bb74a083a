import { screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { ThemeSelect } from '@/components/ThemeSelect'
import { followTheme } from '@/lib/theme'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

afterEach(() => {
  vi.restoreAllMocks()
  document.documentElement.classList.remove('dark')
})

function system(dark: boolean) {
  const scheme = Object.assign(new EventTarget(), {
    matches: dark,
    media: '',
    onchange: null,
    addListener() {},
    removeListener() {},
  })
  vi.spyOn(window, 'matchMedia').mockReturnValue(scheme)
  return scheme
}

const isDark = () => document.documentElement.classList.contains('dark')

test('without a choice the page follows the system, also when that changes', () => {
  const scheme = system(true)
  followTheme()
  expect(isDark()).toBe(true)
  scheme.matches = false
  scheme.dispatchEvent(new Event('change'))
  expect(isDark()).toBe(false)
})

test('a chosen theme is worn at once, whatever the system says, and remembered', async () => {
  const scheme = system(false)
  followTheme()
  const { user } = renderWith(new FakeSupabase(), <ThemeSelect />)
  await user.click(screen.getByRole('combobox', { name: 'Tema: Do sistema' }))
  await user.click(screen.getByRole('option', { name: 'Escuro' }))
  expect(isDark()).toBe(true)
  scheme.dispatchEvent(new Event('change'))
  expect(isDark()).toBe(true)
  document.documentElement.classList.remove('dark')
  followTheme()
  expect(isDark()).toBe(true)
})

test('the choice can go back to the system', async () => {
  window.localStorage.setItem('estorno-theme', 'dark')
  system(false)
  followTheme()
  const { user } = renderWith(new FakeSupabase(), <ThemeSelect />)
  await user.click(screen.getByRole('combobox', { name: 'Tema: Escuro' }))
  await user.click(screen.getByRole('option', { name: 'Do sistema' }))
  expect(isDark()).toBe(false)
})
