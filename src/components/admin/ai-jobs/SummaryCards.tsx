import type { AiJobSummary } from '@/components/admin/ai-jobs/ai-job'
import { formatInteger } from '@/components/admin/ai-jobs/format'
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
          <Card key={figure} className="flex flex-col justify-between gap-1 px-3 py-2">
            <dt className="text-muted-foreground text-xs">{texts.jobs.summary[figure]}</dt>
            <dd
              className={cn(
                'font-semibold text-lg tabular-nums sm:text-xl',
                figure === 'stuck' && summary && summary.stuck > 0 && alarmText,
              )}
            >
              {summary && formatInteger(summary[figure])}
              {!summary && (failed ? texts.jobs.summary.unavailable : <Skeleton className="h-7 w-12" />)}
            </dd>
          </Card>
        ))}
      </dl>
    </section>
  )
}
