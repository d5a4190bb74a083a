import { useEffect, useSyncExternalStore } from 'react'

const REFRESH_MS = 15_000

/** The `meta` of a query that no clock asks: how old its answer is says nothing of whether the page is up to date. */
export const OFF_THE_CLOCK = { offTheClock: true } as const

// The first that applies is the one that is told.
const PAUSE_REASONS = ['hidden', 'dialog', 'sheet', 'selection'] as const
export type PauseReason = (typeof PAUSE_REASONS)[number]

const asked = new Map<symbol, PauseReason>()
const listeners = new Set<() => void>()

function tellAll() {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  document.addEventListener('visibilitychange', listener)
  return () => {
    listeners.delete(listener)
    document.removeEventListener('visibilitychange', listener)
  }
}

/** Why the page does not refresh itself just now; null when it does. */
export function refreshPause(): PauseReason | null {
  const reasons = document.hidden ? ['hidden'] : [...asked.values()]
  return PAUSE_REASONS.find((reason) => reasons.includes(reason)) ?? null
}

/** Keeps the page from refreshing itself while the component is there (and `active`). */
export function usePauseLiveRefresh(reason: PauseReason, active = true) {
  useEffect(() => {
    if (!active) return
    const wish = Symbol(reason)
    asked.set(wish, reason)
    tellAll()
    return () => {
      asked.delete(wish)
      tellAll()
    }
  }, [reason, active])
}

/** The query options that keep data fresh (false: only when the admin comes back), and why they do not at the moment. */
export function useLiveRefresh(milliseconds: number | false = REFRESH_MS) {
  const pause = useSyncExternalStore(subscribe, refreshPause)
  return {
    pause,
    options: {
      refetchInterval: pause === null ? milliseconds : false,
      // Coming back to the page is no reason to move what the admin is at work on.
      refetchOnWindowFocus: pause === null || pause === 'hidden',
    } as const,
  }
}
