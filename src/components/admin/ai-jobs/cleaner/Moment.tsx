import type { ReactNode } from 'react'
import { formatDateTime } from '@/components/admin/ai-jobs/format'

/** How far a moment is away, and when it is. */
export function Moment({ when, children }: { when: string; children: ReactNode }) {
  return (
    <>
      {children}{' '}
      <time className="text-muted-foreground text-xs" dateTime={when}>
        {formatDateTime(when)}
      </time>
    </>
  )
}
