import { useId, useState } from 'react'
import { MAX_REASON_LENGTH } from '@/components/admin/ai-jobs/cancel-ai-job'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Input } from '@/components/ui/input'
import { cn } from '@/lib/utils'

const COUNTED_FROM = 50
const SEPARATOR = ': '

type ReasonFieldProps = { label?: string; disabled?: boolean; onChange: (reason: string) => void }

/** A common reason, words of one's own, or both: handed on as one text of at most 500 characters. */
export function ReasonField({ label = texts.cancel.reason, disabled, onChange }: ReasonFieldProps) {
  const [preset, setPreset] = useState('')
  const [details, setDetails] = useState('')
  const id = useId()
  const countId = useId()
  const roomFor = (chosen: string) => MAX_REASON_LENGTH - (chosen === '' ? 0 : chosen.length + SEPARATOR.length)
  const left = roomFor(preset) - details.length

  function change(chosen: string, written: string) {
    const fitting = written.slice(0, roomFor(chosen))
    setPreset(chosen)
    setDetails(fitting)
    onChange([chosen, fitting.replace(/\p{Cc}/gu, ' ').trim()].filter(Boolean).join(SEPARATOR))
  }

  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-muted-foreground text-xs">
        {label}
      </label>
      <fieldset aria-label={texts.cancel.commonReasons} className="flex flex-wrap gap-1.5">
        {texts.cancel.reasons.map((reason) => (
          <button
            key={reason}
            type="button"
            aria-pressed={reason === preset}
            disabled={disabled}
            onClick={() => change(reason === preset ? '' : reason, details)}
            className={cn(
              'min-h-8 rounded-full border border-input px-3 text-xs outline-none hover:bg-accent focus-visible:ring-2 focus-visible:ring-ring disabled:opacity-60',
              reason === preset && 'border-primary bg-primary text-primary-foreground hover:bg-primary/90',
            )}
          >
            {reason}
          </button>
        ))}
      </fieldset>
      <Input
        id={id}
        value={details}
        maxLength={roomFor(preset)}
        placeholder={texts.cancel.reasonHint}
        disabled={disabled}
        aria-describedby={countId}
        onChange={(event) => change(preset, event.target.value)}
      />
      <p id={countId} aria-live="polite" className="text-muted-foreground text-xs tabular-nums">
        {left <= COUNTED_FROM && texts.cancel.charactersLeft(left)}
      </p>
    </div>
  )
}
