import type { ReactNode } from 'react'

/** What scrolls where the screen is low, so that the buttons below it stay in sight. */
export function BulkDialogBody({ children }: { children: ReactNode }) {
  // Wider than what stands above and below, or the rings of the focus would be cut.
  return <div className="-mx-2 grid min-h-32 gap-4 overflow-y-auto px-2 py-1">{children}</div>
}
