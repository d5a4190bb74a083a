import type { RefObject } from 'react'
import { type CapRaise, nameOf } from '@/components/admin/ai-jobs/credit-cap/credit-cap'
import { useConfirmCapRaise } from '@/components/admin/ai-jobs/credit-cap/use-confirm-cap-raise'
import { ActDialog } from '@/components/admin/ai-jobs/panel/ActDialog'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type ConfirmCapRaiseDialogProps = { raise: CapRaise; focusAfter: RefObject<HTMLElement | null>; onClose: () => void }

export function ConfirmCapRaiseDialog({ raise, focusAfter, onClose }: ConfirmCapRaiseDialogProps) {
  const confirm = useConfirmCapRaise()
  return (
    <ActDialog
      title={texts.cap.confirmTitle(raise.credits)}
      detail={texts.cap.confirmDetail(nameOf(raise) ?? texts.records.goneAdmin)}
      confirm={confirm.isPending ? texts.cap.confirming : texts.cap.confirm}
      act={confirm}
      focusAfter={focusAfter}
      onConfirm={() => confirm.mutate(raise)}
      onClose={onClose}
    >
      <p className="break-words text-sm">{raise.reason}</p>
    </ActDialog>
  )
}
