import {
  DEFAULT_LANGUAGE,
  type Language,
  language,
  rememberLanguage,
  setLanguage,
} from '@/components/admin/ai-jobs/texts/language'
import { ptBR, type Texts } from '@/components/admin/ai-jobs/texts/pt-BR/pt-br'

const dictionaries: Record<Language, () => Promise<Texts>> = {
  [DEFAULT_LANGUAGE]: async () => ptBR,
  en: async () => (await import('@/components/admin/ai-jobs/texts/en/en')).en,
  es: async () => (await import('@/components/admin/ai-jobs/texts/es/es')).es,
}

/**
 * Every text a person sees in the panel. In the language they chose once `loadTexts` is done, so it is read where it is
 * shown, not when a module begins.
 */
export let texts: Texts = ptBR

/** Fetches the chosen language, which a reader of Portuguese need not wait for; where that fails, this page is Portuguese. */
export async function loadTexts() {
  if (language === DEFAULT_LANGUAGE) return
  try {
    texts = await dictionaries[language]()
  } catch {
    setLanguage(DEFAULT_LANGUAGE)
  }
}

let chosen: Language

/**
 * Says everything in another language as soon as its words are there, and remembers it for this browser; of two that are on
 * their way it is the later one. Throws when the words cannot be loaded: then all stays as it is.
 */
export async function changeLanguage(next: Language) {
  chosen = next
  const loaded = await dictionaries[next]()
  if (chosen !== next) return
  texts = loaded
  rememberLanguage(next)
  setLanguage(next)
}
