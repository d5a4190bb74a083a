import { useSyncExternalStore } from 'react'

function subscribe(onChange: () => void) {
  window.addEventListener('popstate', onChange)
  return () => window.removeEventListener('popstate', onChange)
}

/** The query of the page's address, as it changes. */
export function useSearch() {
  return useSyncExternalStore(subscribe, () => window.location.search)
}

export type AddressChange = Record<string, string | null>

/** The query with some parameters changed; null takes one away, and what is not ours stays. */
function changedSearch(search: string, change: AddressChange) {
  const params = new URLSearchParams(search)
  for (const [name, value] of Object.entries(change)) {
    if (value === null) params.delete(name)
    else params.set(name, value)
  }
  return params.toString()
}

/** The address of this page with some parameters changed: for links. */
export function changedAddress(search: string, change: AddressChange) {
  const changed = changedSearch(search, change)
  return `${window.location.pathname}${changed && `?${changed}`}${window.location.hash}`
}

// Beside what a router of the host keeps there.
const CAME_FROM = 'estorno_came_from'

/** Goes to this page with some parameters changed, as a step that "back" undoes; `replace` changes the present step. */
export function navigate(change: AddressChange, { replace = false } = {}) {
  const address = changedAddress(window.location.search, change)
  if (replace) window.history.replaceState(window.history.state, '', address)
  else {
    const cameFrom = changedAddress(window.location.search, {})
    window.history.pushState({ ...window.history.state, [CAME_FROM]: cameFrom }, '', address)
  }
  // A router of the host listens for this event as well, so both read the same address.
  window.dispatchEvent(new PopStateEvent('popstate', { state: window.history.state }))
}

/**
 * Takes from the address what a step put there, so that "back" does not bring it again: the step is undone where that leads
 * to the same place, else (a direct link) the present one is changed.
 */
export function leave(change: AddressChange) {
  const state = window.history.state
  if (state?.[CAME_FROM] !== changedAddress(window.location.search, change)) {
    navigate(change, { replace: true })
    return
  }
  // The way back takes a moment, and whoever leaves again meanwhile must not go two steps.
  window.history.replaceState({ ...state, [CAME_FROM]: null }, '')
  window.history.back()
}
