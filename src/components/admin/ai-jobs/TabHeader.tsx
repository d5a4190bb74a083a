import type { ReactNode } from 'react'
import { LanguageSelect } from '@/components/admin/ai-jobs/panel/LanguageSelect'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export function TabHeader({ children }: { children?: ReactNode }) {
  return (
    // On a phone always two lines high: a title or a pill that needs the second one must not move the rows.
    <div className="flex min-h-10 min-w-0 items-center justify-between gap-x-2 sm:items-end sm:gap-x-6">
      <div className="min-w-0">
        <h1 className="line-clamp-2 font-semibold text-sm leading-5 max-sm:tracking-tight sm:text-xl sm:leading-7">
          {texts.shell.title}
        </h1>
        <p className="text-muted-foreground text-sm max-sm:sr-only">{texts.shell.subtitle}</p>
      </div>
      <div className="flex shrink-0 items-center gap-1 sm:gap-2">
        {children}
        <LanguageSelect />
      </div>
    </div>
  )
}
