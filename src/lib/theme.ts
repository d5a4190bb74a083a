import { useSyncExternalStore } from 'react'

export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'estorno-theme'

const darkScheme = () => window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function storedTheme(): Theme {
  const stored = window.localStorage.getItem(KEY)
  return THEMES.find((theme) => theme === stored) ?? 'system'
}

function apply() {
  const theme = storedTheme()
  const dark = theme === 'dark' || (theme === 'system' && darkScheme().matches)
  document.documentElement.classList.toggle('dark', dark)
}

/** Keeps the class `dark` on the document in step with the chosen theme, or with the system's colour scheme. */
export function followTheme() {
  apply()
  darkScheme().addEventListener('change', apply)
}

/** Remembers the theme for this browser. */
export function changeTheme(theme: Theme) {
  window.localStorage.setItem(KEY, theme)
  apply()
  for (const listener of listeners) listener()
}

export function useTheme() {
  return useSyncExternalStore(subscribe, storedTheme)
}
