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

/** The panel's language, the same until the page is loaded again. */
export const language = storedLanguage()

/** Remembers the language for this browser and loads the page in it. */
export function changeLanguage(next: Language) {
  window.localStorage.setItem(KEY, next)
  window.location.reload()
}
