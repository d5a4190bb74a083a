import { RefreshCw } from 'lucide-react'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import type { PauseReason } from '@/components/admin/ai-jobs/use-live-refresh'
import { useNow } from '@/components/admin/ai-jobs/use-now'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/utils'

type FreshnessProps = {
  updatedAt: number
  stale: boolean
  refreshing: boolean
  pause: PauseReason | null
  /** When the admin's own wish to refresh was last met; null before the first. */
  refreshedAt: number | null
  onRefresh: () => void
}

/** How old the data on the page is, why it does not refresh itself just now, and the button that does. */
export function Freshness({ updatedAt, stale, refreshing, pause, refreshedAt, onRefresh }: FreshnessProps) {
  const now = useNow()
  const { age, pauses, refreshed } = texts.jobs.freshness
  const parts = [updatedAt > 0 && age(Math.floor((now - updatedAt) / 1_000)), pause && pauses[pause]]

  return (
    <>
      <Button variant="outline" size="sm" aria-keyshortcuts="r" onClick={onRefresh}>
        <RefreshCw className={cn(refreshing && 'animate-spin motion-reduce:animate-none')} aria-hidden />
        {texts.shell.refresh}
      </Button>
      <p
        role={stale ? 'alert' : undefined}
        className={cn(
          // On a phone a line of its own: a word more or less there must not move the rows.
          'order-last w-full text-xs tabular-nums sm:order-none sm:w-auto sm:grow',
          stale ? warningText : 'text-muted-foreground',
        )}
      >
        {stale ? texts.shell.loadError.stale : parts.filter(Boolean).join(' · ')}
      </p>
      <p role="status" className="sr-only">
        {refreshedAt !== null && refreshed(refreshedAt)}
      </p>
    </>
  )
}
