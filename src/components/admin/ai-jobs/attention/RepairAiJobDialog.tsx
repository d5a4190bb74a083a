import { type RefObject, useState } from 'react'
import type { Contradiction } from '@/components/admin/ai-jobs/attention/contradiction'
import { useRepairAiJob } from '@/components/admin/ai-jobs/attention/use-repair-ai-job'
import { ActDialog } from '@/components/admin/ai-jobs/panel/ActDialog'
import { ReasonField } from '@/components/admin/ai-jobs/ReasonField'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type RepairAiJobDialogProps = { line: Contradiction; focusAfter: RefObject<HTMLElement | null>; onClose: () => void }

export function RepairAiJobDialog({ line, focusAfter, onClose }: RepairAiJobDialogProps) {
  const [reason, setReason] = useState('')
  const repair = useRepairAiJob()
  const { title, detail, confirm, pending } = texts.attention.repairing

  function act() {
    if (line.table_name === null || line.job_id === null) return
    repair.mutate({ job: { table: line.table_name, id: line.job_id }, reason })
  }

  return (
    <ActDialog
      title={title(line.credits ?? 0)}
      detail={detail(line.customer_email)}
      confirm={repair.isPending ? pending : confirm}
      act={repair}
      focusAfter={focusAfter}
      onConfirm={act}
      onClose={onClose}
    >
      <ReasonField disabled={repair.isPending} onChange={setReason} />
    </ActDialog>
  )
}
