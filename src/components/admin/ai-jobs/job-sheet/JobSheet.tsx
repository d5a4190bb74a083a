import { useQuery } from '@tanstack/react-query'
import { FileQuestion } from 'lucide-react'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import { JobSheetContent } from '@/components/admin/ai-jobs/job-sheet/JobSheetContent'
import { JobSheetSkeleton } from '@/components/admin/ai-jobs/job-sheet/JobSheetSkeleton'
import { jobDetailsQuery } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { LoadErrorNotice } from '@/components/admin/ai-jobs/LoadErrorNotice'
import { NotAdminNotice } from '@/components/admin/ai-jobs/NotAdminNotice'
import { Notice } from '@/components/admin/ai-jobs/Notice'
import { type JobKey, openJobChange } from '@/components/admin/ai-jobs/panel/use-open-job'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useLiveRefresh, usePauseLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { useReturnFocus } from '@/components/admin/ai-jobs/use-return-focus'
import { Sheet, SheetContent, SheetTitle } from '@/components/ui/sheet'

/** Everything about one job, at the side of whichever view is open. */
export function JobSheet({ job, onClose }: { job: JobKey; onClose: () => void }) {
  const returnFocus = useReturnFocus()
  const { pause } = useLiveRefresh()
  const details = useQuery({
    ...jobDetailsQuery(usePanelSession(), job),
    // The sheet stops the page behind it, not itself; a question over it stops both.
    ...(pause === 'dialog' && { refetchInterval: false, refetchOnWindowFocus: false }),
  })
  usePauseLiveRefresh('sheet')

  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent
        lang={texts.lang}
        aria-describedby={undefined}
        onCloseAutoFocus={(event) => returnFocus(event, { job: openJobChange(job).open })}
      >
        <SheetTitle className="border-b px-5 py-4 font-normal text-muted-foreground text-sm">
          {texts.sheet.label}
        </SheetTitle>
        {details.isPending && <JobSheetSkeleton />}
        <div className="p-5 empty:hidden">
          {isNotAdmin(details.error) && <NotAdminNotice />}
          {details.isLoadingError && !isNotAdmin(details.error) && (
            <LoadErrorNotice error={details.error} title={texts.shell.loadError.titleOther} onRetry={details.refetch} />
          )}
          {details.data === null && (
            <Notice icon={FileQuestion} title={texts.sheet.notFound.title} detail={texts.sheet.notFound.detail} />
          )}
        </div>
        {details.data && !isNotAdmin(details.error) && <JobSheetContent job={details.data} />}
      </SheetContent>
    </Sheet>
  )
}
