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

/** Fetches the chosen language, which a reader of Portuguese need not wait for; where that fails, it is Portuguese. */
export async function loadTexts() {
  if (language === DEFAULT_LANGUAGE) return
  texts = await dictionaries[language]().catch(() => ptBR)
}

/** Remembers the language for this browser and says everything in it, as soon as its words are there. */
export async function changeLanguage(next: Language) {
  rememberLanguage(next)
  try {
    texts = await dictionaries[next]()
  } catch {
    // A new version of the panel has files of other names.
    window.location.reload()
    return
  }
  setLanguage(next)
}
