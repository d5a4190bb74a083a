import { RefreshCw } from 'lucide-react'
import { formatTime } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/utils'

type FreshnessProps = { updatedAt: number; stale: boolean; refreshing: boolean; onRefresh: () => void }

/** How old the data on the page is, and the button that asks for it again. */
export function Freshness({ updatedAt, stale, refreshing, onRefresh }: FreshnessProps) {
  return (
    <div className="flex items-center justify-end gap-3">
      <p
        role={stale ? 'alert' : undefined}
        className={cn('text-xs tabular-nums', stale ? warningText : 'text-muted-foreground')}
      >
        {stale ? texts.loadError.stale : updatedAt > 0 && texts.updatedAt(formatTime(updatedAt))}
      </p>
      <Button variant="outline" size="sm" onClick={onRefresh}>
        <RefreshCw className={cn('h-4 w-4', refreshing && 'animate-spin motion-reduce:animate-none')} aria-hidden />
        {texts.refresh}
      </Button>
    </div>
  )
}
