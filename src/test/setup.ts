import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { toast } from 'sonner'
import { afterEach, vi } from 'vitest'

// A machine that is busy with other tests takes its time.
configure({ asyncUtilTimeout: 5_000 })

// What jsdom lacks and the select, the dialog and the page width ask for.
Element.prototype.hasPointerCapture = () => false
Element.prototype.scrollIntoView = () => {}
window.matchMedia = (query) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  })

afterEach(() => {
  cleanup()
  toast.dismiss()
  vi.useRealTimers()
  window.localStorage.clear()
  window.history.replaceState(null, '', '/')
})
