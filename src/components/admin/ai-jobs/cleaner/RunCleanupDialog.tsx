import { useQuery } from '@tanstack/react-query'
import { CleanupOutcome } from '@/components/admin/ai-jobs/cleaner/CleanupOutcome'
import { CleanupPreviewTable } from '@/components/admin/ai-jobs/cleaner/CleanupPreviewTable'
import { CleanupProgress } from '@/components/admin/ai-jobs/cleaner/CleanupProgress'
import { cleanupPreviewQuery } from '@/components/admin/ai-jobs/cleaner/cleaner-queries'
import { jobsOf } from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { useRunCleanup } from '@/components/admin/ai-jobs/cleaner/use-run-cleanup'
import { LoadErrorNotice } from '@/components/admin/ai-jobs/LoadErrorNotice'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { usePauseLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { useReturnFocus } from '@/components/admin/ai-jobs/use-return-focus'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogDescription, DialogTitle } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'

/** Shows what a run would end, then runs, then shows what it ended. */
export function RunCleanupDialog({ onClose }: { onClose: () => void }) {
  const returnFocus = useReturnFocus()
  const preview = useQuery(cleanupPreviewQuery(usePanelSession()))
  const { run, progress, start, stop, stopping } = useRunCleanup()
  usePauseLiveRefresh('dialog')

  const tools = preview.data ?? []
  const jobs = jobsOf(tools)

  return (
    <Dialog open onOpenChange={(open) => !open && !run.isPending && onClose()}>
      <DialogContent lang={texts.lang} onCloseAutoFocus={(event) => returnFocus(event)}>
        <div className="grid gap-1.5">
          <DialogTitle>{run.isSuccess ? texts.cleaner.run.result : texts.cleaner.run.title}</DialogTitle>
          <DialogDescription>{texts.cleaner.run.detail}</DialogDescription>
        </div>
        {run.isIdle && preview.isPending && <Skeleton className="h-24 w-full" />}
        {run.isIdle && preview.error && (
          <LoadErrorNotice
            error={preview.error}
            title={texts.shell.loadError.titleOther}
            onRetry={() => preview.refetch()}
          />
        )}
        {run.isIdle && preview.isSuccess && jobs === 0 && <p className="text-sm">{texts.cleaner.run.nothing}</p>}
        {run.isIdle && jobs > 0 && <CleanupPreviewTable preview={tools} />}
        {run.isPending && <CleanupProgress results={progress} left={jobs} />}
        {run.isSuccess && <CleanupOutcome {...run.data} preview={tools} onLeave={onClose} />}
        <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          {run.isPending ? (
            <Button variant="outline" disabled={stopping} onClick={stop}>
              {stopping ? texts.cleaner.run.stopping : texts.cleaner.run.stop}
            </Button>
          ) : (
            <Button variant="outline" onClick={onClose}>
              {run.isIdle && jobs > 0 ? texts.cancel.back : texts.shell.close}
            </Button>
          )}
          {run.isIdle && jobs > 0 && <Button onClick={start}>{texts.cleaner.run.confirm(jobs)}</Button>}
        </div>
      </DialogContent>
    </Dialog>
  )
}
