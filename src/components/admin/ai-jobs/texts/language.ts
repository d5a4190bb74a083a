import { useSyncExternalStore } from 'react'

export const LANGUAGES = { 'pt-BR': 'Português', en: 'English', es: 'Español' }
export type Language = keyof typeof LANGUAGES

const KEY = 'estorno-language'
export const DEFAULT_LANGUAGE = 'pt-BR' satisfies Language

export function isLanguage(text: string | null): text is Language {
  return Object.keys(LANGUAGES).some((known) => known === text)
}

function storedLanguage(): Language {
  const stored = window.localStorage.getItem(KEY)
  return isLanguage(stored) ? stored : DEFAULT_LANGUAGE
}

/** The panel's language. */
export let language = storedLanguage()

const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** The panel's language; what calls it is drawn anew with another one, and so is all below it that is not memoized. */
export const useLanguage = () => useSyncExternalStore(subscribe, () => language)

export function rememberLanguage(next: Language) {
  window.localStorage.setItem(KEY, next)
}

/** The page is in another language from now on. */
export function setLanguage(next: Language) {
  language = next
  for (const listener of listeners) listener()
}

/** What is dear to make and differs between the languages. */
export function perLanguage<Made>(make: (language: Language) => Made) {
  let latest = { language, made: make(language) }
  return () => {
    if (latest.language !== language) latest = { language, made: make(language) }
    return latest.made
  }
}
