import { type RefObject, useState } from 'react'
import { BulkProgress } from '@/components/admin/ai-jobs/bulk/BulkProgress'
import { BulkQuestion } from '@/components/admin/ai-jobs/bulk/BulkQuestion'
import { BulkResult } from '@/components/admin/ai-jobs/bulk/BulkResult'
import type { BulkTarget } from '@/components/admin/ai-jobs/bulk/bulk-plan'
import { failuresOf, isOver } from '@/components/admin/ai-jobs/bulk/run-bulk-cancel'
import { textOf } from '@/components/admin/ai-jobs/bulk/selected-jobs'
import { useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import { type PastRun, useBulkCancel } from '@/components/admin/ai-jobs/bulk/use-bulk-cancel'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { usePauseLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { useReturnFocus } from '@/components/admin/ai-jobs/use-return-focus'
import { AlertDialog, AlertDialogContent } from '@/components/ui/alert-dialog'

type BulkCancelDialogProps = {
  target: BulkTarget | PastRun
  onFinished: (past: PastRun) => void
  onClose: () => void
  focusAfter: RefObject<HTMLElement | null> | undefined
}

/** Asks, cancels, and tells what came of it, or came of it the last time; while it cancels it can be stopped, not closed. */
export function BulkCancelDialog({ target, onFinished, onClose, focusAfter }: BulkCancelDialogProps) {
  const returnFocus = useReturnFocus()
  const [reason, setReason] = useState(target.kind === 'past' ? target.reason : '')
  const { run: begun, stopping, start, stop } = useBulkCancel(onFinished)
  const run = begun ?? (target.kind === 'past' ? target.run : null)
  const { selected } = useSelection()
  const failed = run ? failuresOf(run).map(({ job }) => job) : []
  // Since a run of earlier the admin may have deselected some: those are not to be cancelled any more.
  const retryable = begun ? failed : failed.filter((job) => selected.has(textOf(job)))
  usePauseLiveRefresh('dialog')

  return (
    <AlertDialog open onOpenChange={(open) => !open && (run === null || isOver(run)) && onClose()}>
      <AlertDialogContent
        lang={texts.lang}
        className="flex max-h-[calc(100dvh-2rem)] max-w-lg flex-col overflow-y-auto"
        onCloseAutoFocus={(event) => returnFocus(event, { place: focusAfter?.current })}
      >
        {run === null && target.kind !== 'past' && (
          <BulkQuestion target={target} onReason={setReason} onConfirm={(jobs) => start({ jobs, reason })} />
        )}
        {run && !isOver(run) && <BulkProgress run={run} stopping={stopping} onStop={stop} />}
        {run && isOver(run) && (
          <BulkResult
            run={run}
            retryable={retryable.length}
            allSelected={retryable.length === failed.length}
            onRetry={() => start({ jobs: retryable, reason })}
          />
        )}
      </AlertDialogContent>
    </AlertDialog>
  )
}
