import { type BulkRun, failuresOf, sumUp } from '@/components/admin/ai-jobs/bulk/run-bulk-cancel'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import {
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Progress } from '@/components/ui/progress'

type BulkProgressProps = { run: BulkRun; stopping: boolean; onStop: () => void }

export function BulkProgress({ run, stopping, onStop }: BulkProgressProps) {
  const done = run.results.length
  const failures = failuresOf(run).length
  return (
    <>
      <AlertDialogHeader>
        <AlertDialogTitle>{texts.bulk.running}</AlertDialogTitle>
        <AlertDialogDescription className="sr-only">{texts.bulk.progress}</AlertDialogDescription>
      </AlertDialogHeader>
      <Progress aria-label={texts.bulk.progress} value={Math.round((100 * done) / Math.max(run.jobs.length, 1))} />
      <div role="status" className="grid gap-1 text-sm tabular-nums">
        <p className="flex flex-wrap justify-between gap-x-4">
          <span className="font-medium">{texts.bulk.done(done, run.jobs.length)}</span>
          <span className="text-muted-foreground">{texts.bulk.creditsSoFar(sumUp(run).credits)}</span>
        </p>
        {failures > 0 && <p className={warningText}>{texts.bulk.failedSoFar(failures)}</p>}
        {run.waitSeconds !== null && <p>{texts.bulk.waiting(run.waitSeconds)}</p>}
      </div>
      <AlertDialogFooter>
        <Button variant="outline" disabled={stopping} onClick={onStop}>
          {stopping ? texts.bulk.stopping : texts.bulk.stop}
        </Button>
      </AlertDialogFooter>
    </>
  )
}
