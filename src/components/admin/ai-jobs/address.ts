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

/** Goes to this page with some parameters changed, as a step that "back" undoes; `replace` changes the present step. */
export function navigate(change: AddressChange, { replace = false } = {}) {
  const address = changedAddress(window.location.search, change)
  if (replace) window.history.replaceState(window.history.state, '', address)
  else window.history.pushState(window.history.state, '', address)
  // A router of the host listens for this event as well, so both read the same address.
  window.dispatchEvent(new PopStateEvent('popstate', { state: window.history.state }))
}
