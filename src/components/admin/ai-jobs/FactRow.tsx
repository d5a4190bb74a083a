import type { ReactNode } from 'react'

/** A fact beside its name, in a list of two columns. */
export function FactRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0 tabular-nums">{children}</dd>
    </>
  )
}
