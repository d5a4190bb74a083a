import { BulkDialogBody } from '@/components/admin/ai-jobs/bulk/BulkDialogBody'
import { BulkResultCounts } from '@/components/admin/ai-jobs/bulk/BulkResultCounts'
import { BulkResultList } from '@/components/admin/ai-jobs/bulk/BulkResultList'
import type { BulkEnding, BulkRun } from '@/components/admin/ai-jobs/bulk/run-bulk-cancel'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import {
  AlertDialogCancel,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'

type BulkResultProps = {
  run: BulkRun & { state: BulkEnding }
  /** How many of the failed ones can be tried again. */
  retryable: number
  /** Whether all of the failed ones are still selected. */
  allSelected: boolean
  onRetry: () => void
}

/** What came of it, in sums and job by job. */
export function BulkResult({ run, retryable, allSelected, onRetry }: BulkResultProps) {
  return (
    <>
      <AlertDialogHeader>
        <AlertDialogTitle>{run.state === 'done' ? texts.bulk.finished : texts.bulk.interrupted}</AlertDialogTitle>
        <AlertDialogDescription>
          {texts.bulk.endings[run.state]} {retryable > 0 && allSelected && texts.bulk.keptSelected}
        </AlertDialogDescription>
      </AlertDialogHeader>
      <BulkDialogBody>
        <BulkResultCounts run={run} />
        {run.results.length > 0 && <BulkResultList run={run} />}
      </BulkDialogBody>
      <AlertDialogFooter>
        <AlertDialogCancel>{texts.bulk.close}</AlertDialogCancel>
        {retryable > 0 && <Button onClick={onRetry}>{texts.bulk.retry(retryable)}</Button>}
      </AlertDialogFooter>
    </>
  )
}
