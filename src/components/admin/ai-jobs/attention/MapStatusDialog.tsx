import { type RefObject, useState } from 'react'
import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import { STATUS_MEANINGS, type StatusMeaning, useMapStatus } from '@/components/admin/ai-jobs/attention/use-map-status'
import { MAX_REASON_LENGTH } from '@/components/admin/ai-jobs/cancel-ai-job'
import { ActDialog } from '@/components/admin/ai-jobs/panel/ActDialog'
import { refusalOf } from '@/components/admin/ai-jobs/panel/act-error'
import { RefusalNotice } from '@/components/admin/ai-jobs/panel/RefusalNotice'
import { TextField } from '@/components/admin/ai-jobs/TextField'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type MapStatusDialogProps = { job: AttentionJob; focusAfter: RefObject<HTMLElement | null>; onClose: () => void }

/** What does this word mean? The answer holds for every job of the tool. */
export function MapStatusDialog({ job, focusAfter, onClose }: MapStatusDialogProps) {
  const [meaning, setMeaning] = useState<StatusMeaning | null>(null)
  const [reason, setReason] = useState('')
  const mapStatus = useMapStatus(job)
  const { title, detail, question, meanings, effects, confirm, pending } = texts.attention.mapStatus

  return (
    <ActDialog
      title={title(job.status)}
      detail={detail(job.tool_label)}
      confirm={mapStatus.isPending ? pending : confirm}
      ready={meaning !== null}
      // A refusal stays in sight: it says what is missing.
      act={{ ...mapStatus, isError: mapStatus.isError && !refusalOf(mapStatus.error) }}
      focusAfter={focusAfter}
      onConfirm={() => meaning && mapStatus.mutate({ meaning, reason: reason.replace(/\p{Cc}/gu, ' ').trim() })}
      onClose={onClose}
    >
      <fieldset className="grid gap-1 text-sm" disabled={mapStatus.isPending}>
        <legend className="mb-1 text-muted-foreground text-xs">{question}</legend>
        {STATUS_MEANINGS.map((option) => (
          <label key={option} className="flex items-start gap-2 rounded-md px-1 py-1.5 hover:bg-accent">
            <input
              type="radio"
              name="meaning"
              className="mt-0.5 size-4 shrink-0 accent-primary"
              checked={meaning === option}
              onChange={() => setMeaning(option)}
            />
            <span>
              <span className="font-medium">{meanings[option]}</span>
              <span className="block text-muted-foreground text-xs">{effects[option]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField
        label={texts.cancel.reason}
        value={reason}
        maxLength={MAX_REASON_LENGTH}
        disabled={mapStatus.isPending}
        onChange={(event) => setReason(event.target.value)}
      />
      <RefusalNotice error={mapStatus.error} />
    </ActDialog>
  )
}
