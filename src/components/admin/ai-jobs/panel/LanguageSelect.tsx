import { Languages } from 'lucide-react'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { isLanguage, LANGUAGES, language } from '@/components/admin/ai-jobs/texts/language'
import { changeLanguage, texts } from '@/components/admin/ai-jobs/texts/texts'
import { Select, SelectContent, SelectItem, SelectTrigger } from '@/components/ui/select'

const choose = (code: string) =>
  isLanguage(code) && changeLanguage(code).catch(() => toast.error(texts.shell.languageFailed))

export function LanguageSelect() {
  return (
    <Select value={language} onValueChange={choose}>
      {/* On a phone no word: beside the longest of the pill's it would leave the title no room. */}
      <SelectTrigger
        aria-label={`${texts.shell.language}: ${LANGUAGES[language]}`}
        className="h-8 w-auto shrink-0 text-xs max-sm:px-2"
      >
        <Languages className="size-4 text-muted-foreground" aria-hidden />
        <span className="max-sm:sr-only">{LANGUAGES[language]}</span>
      </SelectTrigger>
      <SelectContent lang={texts.lang}>
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <SelectItem key={code} value={code} lang={code}>
            {name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
