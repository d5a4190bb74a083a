import type { AiJobSummary } from '@/components/admin/ai-jobs/ai-job'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { StuckJobsLink } from '@/components/admin/ai-jobs/StuckJobsLink'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/utils'

type SummaryFigureProps = {
  figure: keyof AiJobSummary
  summary: AiJobSummary | undefined
  failed: boolean
  className?: string
}

/** One of the totals; that of the stuck jobs is red as soon as there is one. */
export function SummaryFigure({ figure, summary, failed, className }: SummaryFigureProps) {
  const alarming = figure === 'stuck' && summary !== undefined && summary.stuck > 0
  return (
    <Card
      className={cn(
        'relative flex min-w-0 flex-col justify-between px-2 py-1 max-md:border-transparent md:gap-1 md:px-3 md:py-2',
        alarming && 'border-destructive/50 bg-destructive/5 max-md:border-destructive/50',
        className,
      )}
    >
      <dt className="text-muted-foreground text-xs">{texts.jobs.summary[figure]}</dt>
      <dd className="font-semibold tabular-nums md:text-xl">
        {summary && (alarming ? <StuckJobsLink count={summary.stuck} /> : formatInteger(summary[figure]))}
        {!summary && (failed ? texts.jobs.summary.unavailable : <Skeleton className="h-6 w-12 md:h-7" />)}
      </dd>
    </Card>
  )
}
