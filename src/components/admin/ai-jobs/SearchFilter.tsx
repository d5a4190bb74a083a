import { useEffect, useRef, useState } from 'react'
import { MAX_SEARCH_LENGTH } from '@/components/admin/ai-jobs/ai-job-filter'
import { TextField } from '@/components/admin/ai-jobs/TextField'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const DEBOUNCE_MS = 300

type SearchFilterProps = { value: string; onChange: (search: string) => void }

/** Text field that asks the server only once the admin stops typing. */
export function SearchFilter({ value, onChange }: SearchFilterProps) {
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
      label={texts.jobs.filters.search}
      labelClass="max-md:sr-only"
      className="placeholder:text-ellipsis"
      type="search"
      autoComplete="off"
      aria-keyshortcuts="/"
      maxLength={MAX_SEARCH_LENGTH}
      placeholder={texts.jobs.filters.searchHint}
      value={text}
      onChange={(event) => type(event.target.value)}
    />
  )
}
