import type { CleanupHour } from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { formatClock, formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

const LEAST_HEIGHT = 8

type HourBarsProps = { hours: CleanupHour[]; measure: 'ended' | 'refunded_credits' | 'failures' }

/** One figure as a small bar an hour, with its sum. */
export function HourBars({ hours, measure }: HourBarsProps) {
  const total = hours.reduce((sum, hour) => sum + hour[measure], 0)
  const highest = Math.max(...hours.map((hour) => hour[measure]))
  const alarming = measure === 'failures' && total > 0
  return (
    <div className="grid gap-1">
      <p className="flex items-baseline justify-between gap-2 text-muted-foreground text-xs">
        {texts.cleaner.day[measure]}
        <span className={cn('font-semibold text-base text-foreground tabular-nums', alarming && warningText)}>
          {formatInteger(total)}
        </span>
      </p>
      <div aria-hidden className="flex h-10 items-end gap-px border-b">
        {hours.map((hour) => (
          <div
            key={hour.hour_started_at}
            title={`${formatClock(hour.hour_started_at)}: ${formatInteger(hour[measure])}`}
            className="flex h-full flex-1 items-end hover:bg-muted"
          >
            <div
              className={cn('w-full rounded-t-sm', measure === 'failures' ? 'bg-amber-600' : 'bg-primary')}
              style={{ height: `${heightOf(hour[measure], highest)}%` }}
            />
          </div>
        ))}
      </div>
    </div>
  )
}

/** In percent; what is not nothing can be seen. */
function heightOf(count: number, highest: number) {
  return count === 0 ? 0 : Math.max(LEAST_HEIGHT, (100 * count) / highest)
}
