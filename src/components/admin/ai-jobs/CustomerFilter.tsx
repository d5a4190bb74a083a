import { useEffect, useRef, useState } from 'react'
import { MAX_CUSTOMER_LENGTH } from '@/components/admin/ai-jobs/ai-job-filter'
import { TextField } from '@/components/admin/ai-jobs/TextField'
import { texts } from '@/components/admin/ai-jobs/texts'

const DEBOUNCE_MS = 300

type CustomerFilterProps = { value: string; onChange: (customer: string) => void }

/** Text field that asks the server only once the admin stops typing. */
export function CustomerFilter({ value, onChange }: CustomerFilterProps) {
  const [text, setText] = useState(value)
  const [lastValue, setLastValue] = useState(value)
  const timer = useRef<number | undefined>(undefined)

  // The address may change from outside (back, clear): the field follows, but keeps a space being typed.
  if (value !== lastValue) {
    setLastValue(value)
    if (value !== text.trim()) setText(value)
  }

  useEffect(() => () => window.clearTimeout(timer.current), [])

  function type(next: string) {
    setText(next)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => onChange(next.trim()), DEBOUNCE_MS)
  }

  return (
    <TextField
      label={texts.filters.customer}
      type="search"
      autoComplete="off"
      maxLength={MAX_CUSTOMER_LENGTH}
      placeholder={texts.filters.customerHint}
      value={text}
      onChange={(event) => type(event.target.value)}
    />
  )
}
