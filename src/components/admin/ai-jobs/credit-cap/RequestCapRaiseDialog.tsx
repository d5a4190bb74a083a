import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { MAX_REASON_LENGTH } from '@/components/admin/ai-jobs/cancel-ai-job'
import { creditCapQuery, MAX_RAISE } from '@/components/admin/ai-jobs/credit-cap/credit-cap'
import { useRequestCapRaise } from '@/components/admin/ai-jobs/credit-cap/use-request-cap-raise'
import { ActDialog } from '@/components/admin/ai-jobs/panel/ActDialog'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { TextField } from '@/components/admin/ai-jobs/TextField'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type RequestCapRaiseDialogProps = {
  /** What was to go back; 0 when nothing in particular was. */
  asked: number
  onClose: () => void
}

/** Says that the day's cap is reached, and asks for another admin's word. */
export function RequestCapRaiseDialog({ asked, onClose }: RequestCapRaiseDialogProps) {
  const { data: cap } = useQuery(creditCapQuery(usePanelSession()))
  const request = useRequestCapRaise()
  const [typed, setTyped] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [opener] = useState(() => document.activeElement)
  const { cap_credits, used_credits } = cap ?? {}
  const missing = Math.max(0, (used_credits ?? 0) + asked - (cap_credits ?? 0))
  const text = typed ?? (missing > 0 ? String(missing) : '')
  const written = reason.replace(/\p{Cc}/gu, ' ').trim()
  const credits = /^\d+$/.test(text) ? Number(text) : 0

  return (
    <ActDialog
      title={texts.cap.title}
      detail={texts.cap.detail(asked)}
      confirm={request.isPending ? texts.cap.pending : texts.cap.request}
      ready={credits >= 1 && credits <= MAX_RAISE && written !== ''}
      act={request}
      focusAfter={{ current: opener instanceof HTMLElement ? opener : null }}
      onConfirm={() => request.mutate({ credits, reason: written })}
      onClose={onClose}
    >
      {cap_credits != null && used_credits != null && (
        <p className="text-sm tabular-nums">{texts.cap.today(used_credits, cap_credits)}</p>
      )}
      <TextField
        label={texts.cap.credits}
        type="number"
        inputMode="numeric"
        min={1}
        max={MAX_RAISE}
        value={text}
        disabled={request.isPending}
        onChange={(event) => setTyped(event.target.value)}
      />
      <TextField
        label={texts.cap.reason}
        value={reason}
        maxLength={MAX_REASON_LENGTH}
        disabled={request.isPending}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActDialog>
  )
}
