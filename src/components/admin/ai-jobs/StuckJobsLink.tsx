import { FIRST_PAGE } from '@/components/admin/ai-jobs/ai-job-filter'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { alarmText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

/** How many are stuck, as the link to them; the rest of the filter stays. */
export function StuckJobsLink({ count }: { count: number }) {
  return (
    <AddressLink
      change={{ ...FIRST_PAGE, stuck: '1' }}
      aria-label={texts.jobs.summary.showStuck(count)}
      className={cn(
        'rounded-xl underline decoration-1 underline-offset-4 outline-none after:absolute after:inset-0 after:rounded-xl focus-visible:after:ring-2 focus-visible:after:ring-ring hover:after:bg-destructive/5',
        alarmText,
      )}
    >
      {formatInteger(count)}
    </AddressLink>
  )
}
