import { useState } from 'react'

type ReturnPlaces = {
  /** What opened the dialog goes with the act that was done. */
  openerGoes?: boolean
  /** `<table>/<id>` of the job that the dialog is about. */
  job?: string
  /** Takes the focus where the opener does not; without it the first section of the view does. */
  place?: Element | null
}

function takesFocus(place: Element | null | undefined, options?: FocusOptions) {
  if (!(place instanceof HTMLElement) || place === document.body) return false
  place.focus(options)
  return document.activeElement === place
}

function rowOf(job: string | undefined) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-job]')]
  return rows.find((row) => row.dataset.job === job && job !== undefined)
}

/**
 * For a dialog that no trigger of its own opens: as it closes, leads the focus back to where it came from. There may be no
 * such place (a direct link) or it may have gone (the table became cards), so the job's row and the section come next.
 */
export function useReturnFocus() {
  const [opener] = useState(() => document.activeElement)
  return (event: Event, { openerGoes = false, job, place }: ReturnPlaces = {}) => {
    event.preventDefault()
    if (!openerGoes && (takesFocus(opener) || takesFocus(rowOf(job)))) return
    const sections = [place, document.querySelector('[data-focus-home]')]
    sections.some((section) => takesFocus(section, { preventScroll: true }))
  }
}
