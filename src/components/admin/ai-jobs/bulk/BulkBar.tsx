import { X, XCircle } from 'lucide-react'
import { type RefObject, useState } from 'react'
import type { AiJobSummary } from '@/components/admin/ai-jobs/ai-job'
import type { AiJobFilter } from '@/components/admin/ai-jobs/ai-job-filter'
import { BulkCancelDialog } from '@/components/admin/ai-jobs/bulk/BulkCancelDialog'
import type { BulkTarget } from '@/components/admin/ai-jobs/bulk/bulk-plan'
import { useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { usePauseLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/utils'

type BulkBarProps = {
  filter: AiJobFilter
  summary: AiJobSummary | undefined
  /** Takes the focus when the button that opened the dialog is gone. */
  focusAfter?: RefObject<HTMLElement | null>
}

/** What can be done with the selected jobs, or with all that match the filter. */
export function BulkBar({ filter, summary, focusAfter }: BulkBarProps) {
  const { selected, clear } = useSelection()
  const [target, setTarget] = useState<BulkTarget | null>(null)
  const selecting = selected.size > 0
  const cancellable = summary?.in_progress ?? 0
  usePauseLiveRefresh('selection', selecting)

  return (
    <>
      {(selecting || cancellable > 0) && (
        // As high without a selection as with one: the first tick must not move the rows under the pointer.
        <section
          aria-label={texts.bulk.label}
          className={cn(
            'flex min-h-[4.5rem] items-center justify-end gap-2 rounded-lg border border-transparent py-2 sm:min-h-14',
            selecting && 'sticky top-2 z-20 border-border bg-popover px-2 shadow-lg sm:px-3',
          )}
        >
          <p role="status" className="font-medium text-sm tabular-nums">
            {selecting && texts.bulk.selected(selected.size)}
          </p>
          {selecting && (
            <Button
              variant="ghost"
              aria-label={texts.bulk.clear}
              className="mr-auto px-2 text-muted-foreground"
              onClick={clear}
            >
              <X aria-hidden className="sm:hidden" />
              <span className="max-sm:hidden">{texts.bulk.clear}</span>
            </Button>
          )}
          {cancellable > 0 && (
            <Button
              variant="outline"
              className={cn('h-auto min-h-9 shrink whitespace-normal py-1.5', selecting && 'max-sm:hidden')}
              onClick={() => setTarget({ kind: 'filter', filter })}
            >
              {texts.bulk.cancelAll(cancellable)}
            </Button>
          )}
          {selecting && (
            <Button
              variant="destructive"
              aria-label={texts.bulk.cancelSelected}
              onClick={() => setTarget({ kind: 'selection', jobs: [...selected.values()] })}
            >
              <XCircle aria-hidden />
              <span className="sm:hidden">{texts.cancel.action}</span>
              <span className="max-sm:hidden">{texts.bulk.cancelSelected}</span>
            </Button>
          )}
        </section>
      )}
      {target && <BulkCancelDialog target={target} focusAfter={focusAfter} onClose={() => setTarget(null)} />}
    </>
  )
}
