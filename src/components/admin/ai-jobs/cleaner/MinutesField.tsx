import { type ReactNode, useId } from 'react'
import { MAX_MINUTES, readMinutes } from '@/components/admin/ai-jobs/cleaner/use-tool-editor'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { Input } from '@/components/ui/input'
import { cn } from '@/lib/utils'

type MinutesFieldProps = { label: string; value: string; onChange: (value: string) => void; children?: ReactNode }

/** A limit in whole minutes; says at once when it cannot be one. */
export function MinutesField({ label, value, onChange, children }: MinutesFieldProps) {
  const id = useId()
  const hintId = useId()
  const minutes = readMinutes(value)
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="text-muted-foreground text-xs">
        {label}
      </label>
      <div className="flex items-center gap-2">
        <Input
          id={id}
          type="number"
          inputMode="numeric"
          min={1}
          max={MAX_MINUTES}
          step={1}
          value={value}
          aria-invalid={minutes === null}
          aria-describedby={hintId}
          className="w-20 text-right tabular-nums"
          onChange={(event) => onChange(event.target.value)}
        />
        <span className="text-muted-foreground text-xs">{texts.cleaner.limits.unit(minutes ?? 0)}</span>
      </div>
      <p
        id={hintId}
        aria-live="polite"
        className={cn('max-w-36 text-xs empty:hidden', minutes === null ? warningText : 'text-muted-foreground')}
      >
        {minutes === null ? texts.cleaner.limits.invalid : children}
      </p>
    </div>
  )
}
