import { type RefObject, useState } from 'react'
import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import { useCloseAiJob } from '@/components/admin/ai-jobs/attention/use-close-ai-job'
import { ActDialog } from '@/components/admin/ai-jobs/panel/ActDialog'
import { ReasonField } from '@/components/admin/ai-jobs/ReasonField'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type CloseAiJobDialogProps = { job: AttentionJob; focusAfter: RefObject<HTMLElement | null>; onClose: () => void }

/** Encerrar sem estorno: never without a reason, for the customer loses the credits. */
export function CloseAiJobDialog({ job, focusAfter, onClose }: CloseAiJobDialogProps) {
  const [reason, setReason] = useState('')
  const close = useCloseAiJob()
  const { title, customerLoses, confirm, pending, reason: reasonLabel } = texts.attention.closing
  return (
    <ActDialog
      title={title}
      detail={customerLoses(job.customer_name ?? job.customer_email, job.credits ?? 0)}
      confirm={close.isPending ? pending : confirm}
      destructive
      ready={reason !== ''}
      act={close}
      focusAfter={focusAfter}
      onConfirm={() => close.mutate({ job: { table: job.table_name, id: job.job_id }, reason })}
      onClose={onClose}
    >
      <ReasonField label={reasonLabel} disabled={close.isPending} onChange={setReason} />
    </ActDialog>
  )
}
