import type { AiJobSummary } from '@/components/admin/ai-jobs/ai-job'
import { FIRST_PAGE } from '@/components/admin/ai-jobs/ai-job-filter'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { alarmText } from '@/components/admin/ai-jobs/tones'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/utils'

const FIGURES = ['jobs', 'in_progress', 'stuck', 'completed', 'refunded_credits', 'revenue_credits'] as const

type SummaryCardsProps = { summary: AiJobSummary | undefined; failed: boolean }

export function SummaryCards({ summary, failed }: SummaryCardsProps) {
  return (
    <section aria-label={texts.jobs.summary.label}>
      <dl className="grid grid-cols-3 gap-2 md:grid-cols-6">
        {FIGURES.map((figure) => (
          <Card
            key={figure}
            className={cn(
              'relative flex flex-col justify-between gap-1 px-3 py-2',
              figure === 'stuck' && summary && summary.stuck > 0 && 'border-destructive/50 bg-destructive/5',
            )}
          >
            <dt className="text-muted-foreground text-xs">{texts.jobs.summary[figure]}</dt>
            <dd className="font-semibold text-lg tabular-nums sm:text-xl">
              {summary && (figure === 'stuck' ? <StuckJobs count={summary.stuck} /> : formatInteger(summary[figure]))}
              {!summary && (failed ? texts.jobs.summary.unavailable : <Skeleton className="h-7 w-12" />)}
            </dd>
          </Card>
        ))}
      </dl>
    </section>
  )
}

/** How many are stuck, as the link to them; the rest of the filter stays. */
function StuckJobs({ count }: { count: number }) {
  if (count === 0) return formatInteger(count)
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
