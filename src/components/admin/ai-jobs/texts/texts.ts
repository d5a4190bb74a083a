import { en } from '@/components/admin/ai-jobs/texts/en/en'
import { es } from '@/components/admin/ai-jobs/texts/es/es'
import { type Language, language } from '@/components/admin/ai-jobs/texts/language'
import { ptBR, type Texts } from '@/components/admin/ai-jobs/texts/pt-BR/pt-br'

const dictionaries: Record<Language, Texts> = { 'pt-BR': ptBR, en, es }

/** Every text a person sees in the panel, in the language they chose. */
export const texts = dictionaries[language]
