import { type ReactNode, useId } from 'react'

export function SheetSection({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-2">
      <h3 id={id} className="font-medium text-sm">
        {title}
      </h3>
      {children}
    </section>
  )
}
