import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Select, SelectContent, SelectItem, SelectTrigger } from '@/components/ui/select'
import { changeTheme, THEMES, type Theme, useTheme } from '@/lib/theme'

const icons = { light: Sun, dark: Moon, system: Monitor } satisfies Record<Theme, LucideIcon>

export function ThemeSelect() {
  const theme = useTheme()
  const Icon = icons[theme]
  return (
    <Select value={theme} onValueChange={(chosen) => changeTheme(THEMES.find((known) => known === chosen) ?? 'system')}>
      <SelectTrigger
        aria-label={`${texts.shell.theme.label}: ${texts.shell.theme[theme]}`}
        className="h-8 w-auto shrink-0 px-2 text-xs"
      >
        <Icon className="size-4 text-muted-foreground" aria-hidden />
        <span className="max-sm:sr-only">{texts.shell.theme[theme]}</span>
      </SelectTrigger>
      <SelectContent>
        {THEMES.map((known) => (
          <SelectItem key={known} value={known}>
            {texts.shell.theme[known]}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
