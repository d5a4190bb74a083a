import { formatInteger } from '@/components/admin/ai-jobs/format'
import { perLanguage } from '@/components/admin/ai-jobs/texts/language'

const rules = perLanguage((language) => new Intl.PluralRules(language))

/** "1 job", "1.234 jobs": the count and the noun that fits it in the chosen language. */
export function plural(count: number, nouns: { one: string; other: string }) {
  return `${formatInteger(count)} ${rules().select(count) === 'one' && count !== 0 ? nouns.one : nouns.other}`
}
