import type { AiJobSummary } from '@/components/admin/ai-jobs/ai-job'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts'
import { alarmText } from '@/components/admin/ai-jobs/tones'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/utils'

const FIGURES = ['jobs', 'in_progress', 'stuck', 'completed', 'refunded_credits'] as const

type SummaryCardsProps = { summary: AiJobSummary | undefined; failed: boolean }

export function SummaryCards({ summary, failed }: SummaryCardsProps) {
  return (
    <section aria-label={texts.summary.label}>
      <dl className="grid grid-cols-2 gap-2 sm:grid-cols-5">
        {FIGURES.map((figure) => (
          <Card key={figure} className="px-3 py-2.5 last:col-span-2 sm:last:col-span-1">
            <dt className="text-muted-foreground text-xs">{texts.summary[figure]}</dt>
            <dd
              className={cn(
                'mt-1 font-semibold text-xl tabular-nums',
                figure === 'stuck' && summary && summary.stuck > 0 && alarmText,
              )}
            >
              {summary && formatInteger(summary[figure])}
              {!summary && (failed ? texts.summary.unavailable : <Skeleton className="h-7 w-12" />)}
            </dd>
          </Card>
        ))}
      </dl>
    </section>
  )
}
