import { useId } from 'react'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'

// A select item may not be empty, so "no choice" needs a value of its own.
const ANY = '*'

type FilterSelectProps<Value extends string> = {
  label: string
  value: Value | null
  options: { value: Value; label: string }[]
  /** Names the choice that filters nothing; without it one option is always chosen. */
  anyLabel?: string
  disabled?: boolean
  onChange: (value: Value | null) => void
}

export function FilterSelect<Value extends string>({
  label,
  value,
  options,
  anyLabel,
  disabled,
  onChange,
}: FilterSelectProps<Value>) {
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-muted-foreground text-xs">
        {label}
      </label>
      <Select
        disabled={disabled}
        value={value ?? ANY}
        onValueChange={(chosen) => onChange(options.find((option) => option.value === chosen)?.value ?? null)}
      >
        <SelectTrigger id={id}>
          <SelectValue />
        </SelectTrigger>
        <SelectContent lang={texts.lang}>
          {anyLabel && <SelectItem value={ANY}>{anyLabel}</SelectItem>}
          {options.map((option) => (
            <SelectItem key={option.value} value={option.value}>
              {option.label}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </div>
  )
}
