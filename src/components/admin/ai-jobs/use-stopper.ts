import { useEffect, useRef } from 'react'

/** Stops work of many requests: when it is told to, and when whoever began it leaves the page or signs out. */
export function useStopper() {
  const controller = useRef<AbortController | null>(null)
  useEffect(() => () => controller.current?.abort(), [])

  return {
    begin() {
      controller.current = new AbortController()
      return controller.current.signal
    },
    stop: () => controller.current?.abort(),
  }
}
