import { DEFAULT_LANGUAGE, type Language, language } from '@/components/admin/ai-jobs/texts/language'
import { ptBR, type Texts } from '@/components/admin/ai-jobs/texts/pt-BR/pt-br'

const others: Record<Exclude<Language, typeof DEFAULT_LANGUAGE>, () => Promise<Texts>> = {
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
  texts = await others[language]().catch(() => ptBR)
}
