import { useEffect, useState } from 'react'

const DEBOUNCE_MS = 300

/** The value once it has stopped changing: what is typed need not be asked for letter by letter. */
export function useDebounced<Value>(value: Value) {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), DEBOUNCE_MS)
    return () => window.clearTimeout(timer)
  }, [value])
  return settled
}
