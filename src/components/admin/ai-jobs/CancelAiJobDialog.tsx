import { Loader2 } from 'lucide-react'
import { type MouseEvent, type RefObject, useState } from 'react'
import { type AiJob, hasFailedBefore } from '@/components/admin/ai-jobs/ai-job'
import { keyOf } from '@/components/admin/ai-jobs/bulk/selection'
import { FactRow } from '@/components/admin/ai-jobs/FactRow'
import { JobAge } from '@/components/admin/ai-jobs/JobAge'
import { JobCustomer } from '@/components/admin/ai-jobs/JobCustomer'
import { JobLimit } from '@/components/admin/ai-jobs/JobLimit'
import { ReasonField } from '@/components/admin/ai-jobs/ReasonField'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { useCancelAiJob } from '@/components/admin/ai-jobs/use-cancel-ai-job'
import { usePauseLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { useReturnFocus } from '@/components/admin/ai-jobs/use-return-focus'
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from '@/components/ui/alert-dialog'
import { cn } from '@/lib/utils'

type CancelAiJobDialogProps = {
  job: AiJob
  onClose: () => void
  /** Takes the focus once the job was dealt with: its button is about to go. */
  focusAfter: RefObject<HTMLElement | null>
}

export function CancelAiJobDialog({ job, onClose, focusAfter }: CancelAiJobDialogProps) {
  const returnFocus = useReturnFocus()
  const [reason, setReason] = useState('')
  const cancelJob = useCancelAiJob()
  usePauseLiveRefresh('dialog')

  function confirm(event: MouseEvent) {
    // The action closes the dialog by itself; it stays open until the server has answered.
    event.preventDefault()
    cancelJob.mutate({ job, reason }, { onSettled: onClose })
  }

  function leave(event: Event) {
    returnFocus(event, { openerGoes: !cancelJob.isIdle, job: keyOf(job), place: focusAfter.current })
  }

  return (
    <AlertDialog open onOpenChange={(open) => !open && !cancelJob.isPending && onClose()}>
      <AlertDialogContent lang={texts.lang} onCloseAutoFocus={leave}>
        <AlertDialogHeader>
          <AlertDialogTitle>{texts.cancel.title}</AlertDialogTitle>
          <AlertDialogDescription>{texts.cancel.detail}</AlertDialogDescription>
        </AlertDialogHeader>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
          <FactRow label={texts.cancel.tool}>{job.tool_label}</FactRow>
          <FactRow label={texts.cancel.customer}>
            <JobCustomer job={job} />
          </FactRow>
          <FactRow label={texts.cancel.age}>
            <JobAge job={job} />
          </FactRow>
          <FactRow label={texts.cancel.limit}>
            <JobLimit job={job} />
          </FactRow>
          <FactRow label={texts.cancel.refund}>
            {texts.jobs.refundOutlook(job.charge_proof, job.refundable_credits)}
          </FactRow>
        </dl>
        {hasFailedBefore(job) && <p className={cn('text-sm', warningText)}>{texts.cancel.failedBefore}</p>}
        <ReasonField disabled={cancelJob.isPending} onChange={setReason} />
        <AlertDialogFooter>
          <AlertDialogCancel disabled={cancelJob.isPending}>{texts.cancel.back}</AlertDialogCancel>
          <AlertDialogAction
            className="bg-destructive text-destructive-foreground hover:bg-destructive/90"
            disabled={cancelJob.isPending}
            onClick={confirm}
          >
            {cancelJob.isPending && <Loader2 className="h-4 w-4 animate-spin motion-reduce:animate-none" aria-hidden />}
            {cancelJob.isPending ? texts.cancel.pending : texts.cancel.confirm}
          </AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  )
}
