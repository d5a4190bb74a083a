import type { ReactNode } from 'react'
import { texts } from '@/components/admin/ai-jobs/texts'

export function TabHeader({ children }: { children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div>
        <h1 className="font-semibold text-xl">{texts.title}</h1>
        <p className="text-muted-foreground text-sm">{texts.subtitle}</p>
      </div>
      {children}
    </div>
  )
}
