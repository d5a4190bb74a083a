import { Languages } from 'lucide-react'
import { changeLanguage, isLanguage, LANGUAGES, language } from '@/components/admin/ai-jobs/texts/language'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'

export function LanguageSelect() {
  return (
    <Select value={language} onValueChange={(chosen) => isLanguage(chosen) && changeLanguage(chosen)}>
      <SelectTrigger aria-label={texts.shell.language} className="h-8 w-auto text-xs">
        <Languages className="size-4 text-muted-foreground" aria-hidden />
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <SelectItem key={code} value={code} lang={code}>
            {name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
