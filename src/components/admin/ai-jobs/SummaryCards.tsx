import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import type { AiJobSummary } from '@/components/admin/ai-jobs/ai-job'
import { SummaryFigure } from '@/components/admin/ai-jobs/SummaryFigure'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { cn } from '@/lib/utils'

const FIGURES = ['stuck', 'in_progress', 'jobs', 'completed', 'refunded_credits', 'revenue_credits'] as const
// The rest of them would push the jobs off a phone.
const ON_A_PHONE = 3

type SummaryCardsProps = { summary: AiJobSummary | undefined; failed: boolean }

/** The totals of the whole filter: on a phone the first of them in one line, and the others when asked for. */
export function SummaryCards({ summary, failed }: SummaryCardsProps) {
  const listId = useId()
  const [unfolded, setUnfolded] = useState(false)
  const { label, more, less } = texts.jobs.summary
  return (
    <section aria-label={label} className="flex max-md:rounded-lg max-md:border max-md:bg-card">
      <dl id={listId} className="grid min-w-0 flex-1 grid-cols-[auto_auto_auto] md:grid-cols-6 md:gap-2">
        {FIGURES.map((figure, place) => (
          <SummaryFigure
            key={figure}
            figure={figure}
            summary={summary}
            failed={failed}
            className={cn(place >= ON_A_PHONE && !unfolded && 'max-md:hidden')}
          />
        ))}
      </dl>
      <button
        type="button"
        aria-expanded={unfolded}
        aria-controls={listId}
        aria-label={unfolded ? less : more}
        className="grid w-9 shrink-0 place-items-center rounded-r-lg text-muted-foreground outline-none hover:bg-accent focus-visible:ring-2 focus-visible:ring-ring md:hidden"
        onClick={() => setUnfolded(!unfolded)}
      >
        <ChevronDown aria-hidden className={cn('size-4', unfolded && 'rotate-180')} />
      </button>
    </section>
  )
}
