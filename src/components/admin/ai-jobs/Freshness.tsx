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
      <Button
        variant="outline"
        size="sm"
        aria-label={texts.shell.refresh}
        aria-keyshortcuts="r"
        className="max-sm:px-2"
        onClick={onRefresh}
      >
        <RefreshCw className={cn(refreshing && 'animate-spin motion-reduce:animate-none')} aria-hidden />
        <span className="max-sm:hidden">{texts.shell.refresh}</span>
      </Button>
      <p
        role={stale ? 'alert' : undefined}
        className={cn(
          // On a phone two lines at most, as high as the buttons beside them: a word more must not move the rows.
          'min-w-0 flex-1 text-xs leading-4 tabular-nums',
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
