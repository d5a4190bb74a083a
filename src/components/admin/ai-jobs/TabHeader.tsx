import type { ReactNode } from 'react'
import { LanguageSelect } from '@/components/admin/ai-jobs/panel/LanguageSelect'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export function TabHeader({ children }: { children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div>
        <h1 className="font-semibold text-xl">{texts.shell.title}</h1>
        <p className="text-muted-foreground text-sm">{texts.shell.subtitle}</p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {children}
        <LanguageSelect />
      </div>
    </div>
  )
}
