import { formatDateTime } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useNow } from '@/components/admin/ai-jobs/use-now'

// A time a little ahead only says that two clocks disagree; one further ahead is really in the future.
const CLOCKS_DIFFER_BY = 300

/** How long ago something was; when exactly, on the pointer. */
export function Ago({ timestamp }: { timestamp: string }) {
  const seconds = (useNow() - Date.parse(timestamp)) / 1_000
  return (
    <time dateTime={timestamp} title={formatDateTime(timestamp)}>
      {seconds < -CLOCKS_DIFFER_BY ? formatDateTime(timestamp) : texts.cleaner.ago(Math.max(0, seconds))}
    </time>
  )
}
