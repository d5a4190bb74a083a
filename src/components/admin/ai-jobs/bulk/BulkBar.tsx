import { ListChecks, X, XCircle } from 'lucide-react'
import { type ReactNode, type RefObject, useState } from 'react'
import type { AiJobSummary } from '@/components/admin/ai-jobs/ai-job'
import type { AiJobFilter } from '@/components/admin/ai-jobs/ai-job-filter'
import type { BulkTarget } from '@/components/admin/ai-jobs/bulk/bulk-plan'
import { useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import type { PastRun } from '@/components/admin/ai-jobs/bulk/use-bulk-cancel'
import { DialogFailure } from '@/components/admin/ai-jobs/panel/DialogFailure'
import { lazyPart } from '@/components/admin/ai-jobs/panel/lazy-part'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { usePauseLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { Button } from '@/components/ui/button'

const BulkCancelDialog = lazyPart(
  async () => (await import('@/components/admin/ai-jobs/bulk/BulkCancelDialog')).BulkCancelDialog,
  () => null,
  DialogFailure,
)

type BulkBarProps = {
  filter: AiJobFilter
  summary: AiJobSummary | undefined
  /** Takes the focus when the button that opened the dialog is gone. */
  focusAfter?: RefObject<HTMLElement | null>
  /** What stands before the selection. */
  children?: ReactNode
}

/** What can be done with the selected jobs, else with all that match the filter. */
export function BulkBar({ filter, summary, focusAfter, children }: BulkBarProps) {
  const { selected, clear } = useSelection()
  const [target, setTarget] = useState<BulkTarget | PastRun | null>(null)
  const [past, setPast] = useState<PastRun | null>(null)
  const selecting = selected.size > 0
  const cancellable = summary?.in_progress ?? 0
  const failedBefore = past?.failed.some((key) => selected.has(key)) ?? false
  usePauseLiveRefresh('selection', selecting)

  return (
    <>
      {(selecting || cancellable > 0) && (
        // As high without a selection as with one: the first tick must not move the rows under the pointer.
        <section
          aria-label={texts.bulk.label}
          className="order-last flex h-9 w-full items-center gap-2 xl:order-none xl:h-8 xl:w-auto"
        >
          {children}
          <p role="status" className="font-medium text-sm tabular-nums empty:sr-only">
            {selecting && texts.bulk.selected(selected.size)}
          </p>
          {selecting ? (
            <>
              <Button
                variant="ghost"
                size="sm"
                aria-label={texts.bulk.clear}
                className="mr-auto h-full px-2 text-muted-foreground"
                onClick={clear}
              >
                <X aria-hidden className="sm:hidden" />
                <span className="max-sm:hidden">{texts.bulk.clear}</span>
              </Button>
              {failedBefore && (
                // The failed ones may stand on other pages than this one.
                <Button
                  variant="outline"
                  size="sm"
                  aria-label={texts.bulk.seeResult}
                  className="h-full max-sm:px-2"
                  onClick={() => setTarget(past)}
                >
                  <ListChecks aria-hidden />
                  <span className="max-sm:hidden">{texts.bulk.seeResult}</span>
                </Button>
              )}
              <Button
                variant="destructive"
                size="sm"
                aria-label={texts.bulk.cancelSelected}
                className="h-full"
                onClick={() => setTarget({ kind: 'selection', keys: [...selected] })}
              >
                <XCircle aria-hidden />
                <span className="sm:hidden">{texts.cancel.action}</span>
                <span className="max-sm:hidden">{texts.bulk.cancelSelected}</span>
              </Button>
            </>
          ) : (
            <Button
              variant="outline"
              size="sm"
              className="h-full max-sm:min-w-0 max-sm:shrink max-sm:grow max-sm:whitespace-normal max-sm:leading-4"
              onClick={() => setTarget({ kind: 'filter', filter })}
            >
              {texts.bulk.cancelAll(cancellable)}
            </Button>
          )}
        </section>
      )}
      {/* The place stays while the totals are on their way, and when the last of the jobs has ended. */}
      {!selecting && cancellable === 0 && (
        <p className="order-last flex h-9 w-full items-center text-muted-foreground text-xs xl:hidden">
          {summary && texts.bulk.nothing}
        </p>
      )}
      {target && (
        <BulkCancelDialog
          target={target}
          focusAfter={focusAfter}
          onFinished={setPast}
          onClose={() => setTarget(null)}
        />
      )}
    </>
  )
}
