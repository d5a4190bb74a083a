import { useSyncExternalStore } from 'react'

const KEY = 'estorno-shortcuts'
const OFF = 'off'

const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether single keys are shortcuts in this browser: who dictates or has a tremor turns them off. */
export function shortcutsEnabled() {
  return window.localStorage.getItem(KEY) !== OFF
}

export function enableShortcuts(enabled: boolean) {
  if (enabled) window.localStorage.removeItem(KEY)
  else window.localStorage.setItem(KEY, OFF)
  for (const listener of listeners) listener()
}

export function useShortcutsEnabled() {
  return useSyncExternalStore(subscribe, shortcutsEnabled)
}
